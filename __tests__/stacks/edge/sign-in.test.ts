import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { apis, publicProduction as production } from "../../support/records";
import type { Block } from "../../support/synthesize";

const remote = (output: string) => `\${data.terraform_remote_state.identity.outputs.${output}}`;
const reason = "the reason of a departure";
const callbackUrls = ["https://app.example.com/signed-in"];

type SignIn = NonNullable<NonNullable<EnvironmentRecord["edge"]>["signIn"]>;
type Clients = NonNullable<NonNullable<EnvironmentRecord["identity"]>["userPool"]>["clients"];

const everyClient: Clients = {
  web: { callbackUrls },
  server: { callbackUrls },
  machine: { apiScopes: ["read"] },
  legacyImplicit: { reason, callbackUrls },
  passwordSignIn: { reason },
};
const own = (changes: object = {}): SignIn["domain"] => ({
  kind: "own",
  name: "auth.app.example.com",
  hostedZoneId: "Z0123456789EXAMPLE",
  certificate: "issued",
  parentRecord: "web-application",
  ...changes,
});

const edgeWith = (signIn: Partial<SignIn> = {}, clients: Clients = everyClient) =>
  layerOf(
    {
      ...production,
      identity: { userPool: { clients } },
      edge: { ...production.edge, signIn: { ...apis.edge.signIn, ...signIn } },
    },
    "edge",
  );

test("has its web ACL on identity's pool before the domain answers", () => {
  const { resource } = edgeWith();
  expect(resource["aws_wafv2_web_acl_association"]?.["sign_in_web_acl_association"]).toEqual({
    resource_arn: remote("user_pool_arn"),
    web_acl_arn: "${aws_wafv2_web_acl.user_pool_web_acl.arn}",
  });
  expect(resource["aws_cognito_user_pool_domain"]).toEqual({
    sign_in_domain: {
      domain: "example-shop",
      managed_login_version: 2,
      user_pool_id: remote("user_pool_id"),
      depends_on: ["aws_wafv2_web_acl_association.sign_in_web_acl_association"],
    },
  });
});

test("publishes where users sign in, and the web ACL there", () => {
  const published = (domain: SignIn["domain"]) => {
    const { sign_in_url: url, user_pool_web_acl_arn: acl } = edgeWith({ domain }).output;
    return [url.value, acl.value] as unknown;
  };
  const acl = "${aws_wafv2_web_acl.user_pool_web_acl.arn}";
  expect(published(apis.edge.signIn.domain)).toEqual(["https://example-shop.auth.eu-west-1.amazoncognito.com", acl]);
  expect(published(own())).toEqual(["https://auth.app.example.com", acl]);
});

test("styles the pages of each client that has any, and of no other", () => {
  const styled = (clients: Clients) =>
    Object.entries(edgeWith({}, clients).resource["aws_cloudcontrolapi_resource"] ?? {}).map(
      ([address, { desired_state: state }]: [string, Block]) => [address, outputsIn(state as string)],
    );
  expect(styled(everyClient)).toEqual([
    ["sign_in_managed_login_web_style", ["user_pool_id", "web_client_id"]],
    ["sign_in_managed_login_server_style", ["server_client_id", "user_pool_id"]],
    ["sign_in_managed_login_legacy_implicit_style", ["legacy_implicit_client_id", "user_pool_id"]],
  ]);
  expect(styled({ machine: { apiScopes: ["read"] }, passwordSignIn: { reason } })).toEqual([]);
});

const outputsIn = (text: string): string[] =>
  Array.from(text.matchAll(/outputs\.(\w+)/g), ([, name = ""]) => name).sort();

test("has the classic pages where the settings say so", () => {
  const { resource } = edgeWith({ pages: "classic", css: ".banner { color: red; }" });
  expect(resource["aws_cognito_user_pool_domain"]?.["sign_in_domain"]).toMatchObject({ managed_login_version: 1 });
  expect(resource).not.toHaveProperty("aws_cloudcontrolapi_resource");
  expect(JSON.stringify(resource["aws_cognito_user_pool_ui_customization"])).toContain(".banner { color: red; }");
});

test("has its own name with a certificate of us-east-1, after the record of the name above it", () => {
  const { resource } = edgeWith({ domain: own() });
  const { certificate_arn, depends_on } = resource["aws_cognito_user_pool_domain"]?.["sign_in_domain"] as Block;
  expect([certificate_arn, depends_on]).toEqual([
    "${aws_acm_certificate_validation.sign_in_name_validation.certificate_arn}",
    ["aws_wafv2_web_acl_association.sign_in_web_acl_association", "aws_route53_record.public_alias_a"],
  ]);
  expect(resource["aws_acm_certificate"]?.["sign_in_name_certificate"]).toMatchObject({
    domain_name: "auth.app.example.com",
    provider: "aws.us_east_1",
  });
});

test("takes a certificate that is given, and waits for no record of somebody else's", () => {
  const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
  const { resource } = edgeWith({ domain: own({ certificate, parentRecord: "elsewhere" }) });
  expect(resource["aws_cognito_user_pool_domain"]?.["sign_in_domain"]).toMatchObject({
    certificate_arn: certificate,
    depends_on: ["aws_wafv2_web_acl_association.sign_in_web_acl_association"],
  });
  expect(Object.keys(resource["aws_acm_certificate"] ?? {})).toEqual(["domain_certificate"]);
});

test("does not exist unless the environment has it", () => {
  const { resource, output } = layerOf(production, "edge");
  expect(Object.keys(resource).filter((type) => type.includes("cognito"))).toEqual([]);
  expect(Object.keys(resource["aws_wafv2_web_acl"] ?? {})).toEqual(["regional_web_acl"]);
  expect(output).not.toHaveProperty("sign_in_url");
});
