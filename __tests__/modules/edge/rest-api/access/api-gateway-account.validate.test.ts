import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { LeftApiGatewayAccount } from "../../../../../modules/edge/rest-api/access/api-gateway-account";
import { hclBlocks } from "../../../../../stacks/layer/hcl-file";
import type { LayerStack } from "../../../../../stacks/layer/layer-stack";
import { writeHcl } from "../../../../../modules/shared/hcl";
import { run } from "../../../../../tools/shared/process";
import { scratchFolder } from "../../../../../tools/shared/scratch";
import { writeStack } from "../../../../../tools/shared/stack-files";
import { initializeOnce, shareInit } from "../../../../../tools/terraform/run";
import { synthesizeModule } from "../../../../support/synthesize";
import { testWithTerraform } from "../../../../support/terraform";

const name = "prod-edge-api-gateway";
const offline = { skip_credentials_validation: true, skip_requesting_account_id: true, skip_region_validation: true };
const provider = { aws: { region: "eu-west-1", access_key: "none", secret_key: "none", ...offline } };

/** What the provider keeps of the account's setting, its role, and what lets the role write logs. */
const made = {
  "aws_iam_role.api_gateway_role": { id: name, name, assume_role_policy: "{}" },
  "aws_iam_role_policy_attachment.api_gateway_push_to_cloudwatch_logs": { id: name, role: name, policy_arn: "arn:x" },
  "aws_api_gateway_account.api_gateway_account": { id: "api-gateway-account", reset_on_delete: false },
};

testWithTerraform(
  "the real provider forgets the account's role and its setting, destroys nothing, and plans nothing if there was no role",
  async (terraform) => {
    const folder = path.join(scratchFolder("api-gateway-account").path, "edge");
    mkdirSync(folder);
    shareInit(await initializeOnce(terraform), folder);
    const planned = async (build: (stack: LayerStack) => void, state: Readonly<Record<string, object>>) => {
      let hcl = "";
      synthesizeModule((stack) => {
        build(stack);
        hcl = writeHcl(hclBlocks(stack));
      });
      // A configuration that is all in HCL still needs its provider.
      writeStack(folder, { json: JSON.stringify({ provider }), hcl });
      writeFileSync(path.join(folder, "terraform.tfstate"), JSON.stringify(stateOf(state)));
      const lines: string[] = [];
      const { status } = await run(
        terraform.terraform.path,
        ["plan", "-refresh=false", "-input=false", "-detailed-exitcode", "-no-color"],
        { cwd: folder, env: terraform.env, timeoutSeconds: 120, onLine: (line) => lines.push(line) },
      );
      return { status, said: lines.join(" ").replaceAll(/\s+/g, " ") };
    };
    const leave = (stack: LayerStack): void => {
      new LeftApiGatewayAccount(stack, "api_gateway");
    };

    const left = await planned(leave, made);
    for (const address of Object.keys(made)) {
      expect(left.said).toContain(`${address} will no longer be managed by Terraform, but will not be destroyed`);
    }
    expect(left.said).toContain("0 to add, 0 to change, 0 to destroy");
    expect(await planned(leave, {})).toMatchObject({
      status: 0,
      said: expect.stringContaining("No changes.") as string,
    });
    // So that the test can fail: without the blocks the same state is destroyed.
    expect((await planned(() => undefined, made)).said).toContain("0 to add, 0 to change, 3 to destroy");
  },
  300,
);

const stateOf = (resources: Readonly<Record<string, object>>) => ({
  version: 4,
  serial: 1,
  lineage: "a-lineage",
  resources: Object.entries(resources).map(([address, attributes]) => {
    const [type, name] = address.split(".");
    const instances = [{ schema_version: 0, attributes }];
    return { mode: "managed", type, name, provider: 'provider["registry.terraform.io/hashicorp/aws"]', instances };
  }),
});
