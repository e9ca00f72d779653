import { TerraformVariable } from "cdktf";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { Distribution } from "../../../../modules/edge/cloudfront/distribution";
import { run } from "../../../../tools/shared/process";
import { scratchFolder } from "../../../../tools/shared/scratch";
import { initializeOnce, shareInit } from "../../../../tools/terraform/run";
import { type Block, synthesizeModule, type TerraformJson } from "../../../support/synthesize";
import { testWithTerraform } from "../../../support/terraform";

/**
 * A distribution into whose origin a rotation writes; whoever plans it may say another origin.
 *
 * @param more whether some paths lead to a second origin
 */
const configuration = (more = false) => {
  const { resource, locals, variable } = synthesizeModule((stack) => {
    const origin = new TerraformVariable(stack, "origin", { default: "one.example.com" });
    new Distribution(stack, "api", {
      description: "The REST API of test",
      origins: [
        { kind: "custom", id: "api", domainName: origin.stringValue },
        ...(more ? ([{ kind: "custom", id: "more", domainName: "more.example.com" }] as const) : []),
      ],
      defaultBehavior: { kind: "dynamic", originId: "api" },
      behaviors: [
        { kind: "static", originId: "api", pathPattern: "/static/*" },
        ...(more ? ([{ kind: "dynamic", originId: "more", pathPattern: "/more" }] as const) : []),
      ],
      webAclArn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/edge/1",
      responseHeadersPolicyId: "headers",
      rotationWritesOrigins: true,
    });
  }) as TerraformJson & { readonly locals: object; readonly variable: object };
  const offline = { skip_credentials_validation: true, skip_requesting_account_id: true, skip_region_validation: true };
  return {
    resource,
    locals,
    provider: { aws: { region: "eu-west-1", access_key: "none", secret_key: "none", ...offline } },
    variable,
  };
};

testWithTerraform(
  "the real provider plans nothing after a rotation; a plan that would lose an edit of the origin, or another origin, fails, and a plan that replaces the distribution does not",
  async (terraform) => {
    const folder = path.join(scratchFolder("kept-origins").path, "api");
    mkdirSync(folder);
    shareInit(await initializeOnce(terraform), folder);
    const written = configuration();
    writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(written));
    writeFileSync(path.join(folder, "terraform.tfstate"), JSON.stringify(afterRotation(written.resource)));
    const plan = async (...args: readonly string[]) => {
      const lines: string[] = [];
      const options = ["-refresh=false", "-input=false", "-detailed-exitcode", "-no-color"];
      const { status } = await run(terraform.terraform.path, ["plan", ...options, ...args], {
        cwd: folder,
        env: terraform.env,
        timeoutSeconds: 120,
        onLine: (line) => lines.push(line),
      });
      return { status, said: lines.join(" ").replaceAll(/\s+/g, " ") };
    };
    const edit = "-var=origin=two.example.com";

    expect(await plan()).toMatchObject({ status: 0, said: expect.stringContaining("No changes.") as string });
    expect(await plan(edit)).toMatchObject({
      status: 1,
      said: expect.stringContaining("would keep the origin that it has, into which the rotation writes") as string,
    });
    expect(await plan(edit, `-replace=aws_cloudfront_distribution.api_distribution`)).toMatchObject({
      status: 2,
      said: expect.stringContaining("1 to add, 0 to change, 1 to destroy") as string,
    });

    writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(configuration(true)));
    expect(await plan()).toMatchObject({
      status: 1,
      said: expect.stringContaining("would keep the origin that it has, into which the rotation writes") as string,
    });
  },
  300,
);

const one = <T>(value: T): readonly T[] => [value];

/** The state of the provider once the distribution was made, and the rotation has written the header into its origin. */
function afterRotation(resource: TerraformJson["resource"]) {
  const { lifecycle: _, ...block } = resource["aws_cloudfront_distribution"]?.["api_distribution"] as Block;
  const [{ custom_origin_config: config, ...rest }] = block.origin as [Block];
  const content = {
    connectionAttempts: 3,
    connectionTimeout: 10,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originKeepaliveTimeout: 5,
      originProtocolPolicy: "https-only",
      originReadTimeout: 30,
      originSslProtocols: ["TLSv1.2"],
    },
    domainName: "one.example.com",
  };
  const id = `api-${createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 12)}`;
  const behavior = (given: Block) => ({
    ...given,
    target_origin_id: id,
    ...{ default_ttl: 0, max_ttl: 0, min_ttl: 0, smooth_streaming: false, trusted_key_groups: [], trusted_signers: [] },
  });
  const attributes = {
    ...block,
    id: "E1",
    price_class: "PriceClass_All",
    origin: one({
      ...rest,
      origin_id: id,
      domain_name: "one.example.com",
      origin_path: "",
      custom_header: one({ name: "x-origin-verify", value: "written by the rotation" }),
      custom_origin_config: one(config),
    }),
    default_cache_behavior: one(behavior(block.default_cache_behavior as Block)),
    ordered_cache_behavior: (block.ordered_cache_behavior as Block[]).map(behavior),
    restrictions: one({ geo_restriction: one({ restriction_type: "none", locations: [] }) }),
    viewer_certificate: one({ cloudfront_default_certificate: true, minimum_protocol_version: "TLSv1" }),
    ...{ retain_on_delete: false, staging: false, tags_all: {}, trusted_key_groups: [], trusted_signers: [] },
  };
  return {
    version: 4,
    serial: 1,
    lineage: "a-lineage",
    resources: one({
      mode: "managed",
      type: "aws_cloudfront_distribution",
      name: "api_distribution",
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: one({ schema_version: 1, attributes: attributes as object }),
    }),
  };
}
