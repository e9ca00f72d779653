import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { TerraformOutput } from "cdktf";
import { SignIn, type SignInProps } from "../../../../modules/edge/sign-in/sign-in";
import type { LayerStack } from "../../../../stacks/layer/layer-stack";
import { synthesizeModule } from "../../../support/synthesize";

const userPoolId = "eu-west-1_a1b2c3";
const userPoolArn = `arn:aws:cognito-idp:eu-west-1:111122223333:userpool/${userPoolId}`;
const webAclArn = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/users/1";

const signIn = (props: (stack: LayerStack) => Partial<SignInProps> = () => ({})) =>
  synthesizeModule((stack) => {
    const { url } = new SignIn(stack, "sign_in", {
      userPoolId,
      userPoolArn,
      region: "eu-west-1",
      domain: { prefix: "shop" },
      clientIds: { web: "w1" },
      ...props(stack),
    });
    new TerraformOutput(stack, "url", { value: url });
  });

const own = { name: "auth.example.com", hostedZoneId: "Z0123456789EXAMPLE" };
const arn = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

test("is managed login at a prefix of Cognito's own domain, with a style for each client", () => {
  const { resource, output } = signIn(() => ({ clientIds: { web: "w1", legacyImplicit: "l1" } }));
  const style = (ClientId: string) => ({
    type_name: "AWS::Cognito::ManagedLoginBranding",
    desired_state: JSON.stringify({ UserPoolId: userPoolId, ClientId, UseCognitoProvidedValues: true }),
  });
  expect(resource).toEqual({
    aws_cognito_user_pool_domain: {
      sign_in_domain: { user_pool_id: userPoolId, domain: "shop", managed_login_version: 2 },
    },
    aws_cloudcontrolapi_resource: {
      sign_in_managed_login_web_style: style("w1"),
      sign_in_managed_login_legacy_implicit_style: style("l1"),
    },
  });
  expect(output["url"]).toEqual({ value: "https://shop.auth.eu-west-1.amazoncognito.com" });
});

test("is the classic pages if the props say so, which need no style", () => {
  expect(signIn(() => ({ pages: "classic" })).resource).toEqual({
    aws_cognito_user_pool_domain: {
      sign_in_domain: { user_pool_id: userPoolId, domain: "shop", managed_login_version: 1 },
    },
  });
});

test("styles the classic pages, after there is a domain", () => {
  const css = ".submitButton-customizable { color: black; }";
  const { resource } = signIn(() => ({ pages: "classic", css }));
  expect(resource["aws_cognito_user_pool_ui_customization"]).toEqual({
    sign_in_classic_pages: {
      user_pool_id: userPoolId,
      css,
      depends_on: ["aws_cognito_user_pool_domain.sign_in_domain"],
    },
  });
});

test("is behind its web ACL before it has a domain", () => {
  const { resource } = signIn(() => ({ webAclArn }));
  expect(resource["aws_wafv2_web_acl_association"]).toEqual({
    sign_in_web_acl_association: { resource_arn: userPoolArn, web_acl_arn: webAclArn },
  });
  expect(resource["aws_cognito_user_pool_domain"]?.["sign_in_domain"].depends_on).toEqual([
    "aws_wafv2_web_acl_association.sign_in_web_acl_association",
  ]);
});

test("has a domain name of its own with a certificate that is issued in us-east-1, and a record that leads to CloudFront", () => {
  const { resource, output } = signIn((stack) => ({
    domain: { ...own, certificate: "issued", provider: stack.usEast1 },
  }));
  expect(resource["aws_cognito_user_pool_domain"]).toEqual({
    sign_in_domain: {
      user_pool_id: userPoolId,
      domain: "auth.example.com",
      managed_login_version: 2,
      certificate_arn: "${aws_acm_certificate_validation.sign_in_name_validation.certificate_arn}",
    },
  });
  expect(resource["aws_acm_certificate"]?.["sign_in_name_certificate"].provider).toBe("aws.us_east_1");
  expect(resource["aws_acm_certificate_validation"]?.["sign_in_name_validation"].provider).toBe("aws.us_east_1");
  expect(resource["aws_route53_record"]).toEqual({
    sign_in_alias_a: {
      zone_id: own.hostedZoneId,
      name: "auth.example.com",
      type: "A",
      alias: {
        name: "${aws_cognito_user_pool_domain.sign_in_domain.cloudfront_distribution}",
        zone_id: "${aws_cognito_user_pool_domain.sign_in_domain.cloudfront_distribution_zone_id}",
        evaluate_target_health: false,
      },
    },
    sign_in_name_validation_record: expect.objectContaining({ zone_id: own.hostedZoneId }) as unknown,
  });
  expect(output["url"]).toEqual({ value: "https://auth.example.com" });
});

test("accepts an existing certificate, and then issues no certificate", () => {
  const { resource } = signIn((stack) => ({ domain: { ...own, certificate: arn, provider: stack.usEast1 } }));
  expect(resource["aws_cognito_user_pool_domain"]?.["sign_in_domain"].certificate_arn).toBe(arn);
  expect(resource["aws_acm_certificate"]).toBeUndefined();
});

test("comes after the A record of the parent domain, without which Cognito refuses the name", () => {
  const { resource } = signIn((stack) => {
    const parent = new Route53Record(stack, "parent", { zoneId: own.hostedZoneId, name: "example.com", type: "A" });
    return { webAclArn, domain: { ...own, certificate: arn, provider: stack.usEast1, parentRecords: [parent] } };
  });
  expect(resource["aws_cognito_user_pool_domain"]?.["sign_in_domain"].depends_on).toEqual([
    "aws_wafv2_web_acl_association.sign_in_web_acl_association",
    "aws_route53_record.parent",
  ]);
});
