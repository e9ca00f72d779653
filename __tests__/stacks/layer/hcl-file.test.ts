import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { expression } from "../../../modules/shared/expression";
import { HclElement, writeHcl } from "../../../modules/shared/hcl";
import type { Environment } from "../../../stacks/environments/schema/environment";
import { hclBlocks } from "../../../stacks/layer/hcl-file";
import { LayerStack } from "../../../stacks/layer/layer-stack";
import { scratchFolder } from "../../../tools/shared/scratch";
import { newApp } from "../../support/synthesize";

class SomeStack extends LayerStack {}

const environment = {
  name: "prod",
  region: "eu-west-1",
  owner: "platform",
  costCentre: "web",
  tags: {},
  state: { backend: "local" },
} as unknown as Environment;

const version = { type: "terraform", body: { required_version: ">= 1.11" } };

function forgets(stack: LayerStack): void {
  new HclElement(stack, "forgotten", {
    type: "removed",
    body: { from: expression("aws_s3_bucket.old"), lifecycle: { destroy: false } },
  });
}

test("refuses a Terraform that would put write-only values into the state", () => {
  expect(hclBlocks(new SomeStack(newApp(), "edge", environment))).toEqual([version]);
});

test("is written beside the JSON, with the blocks that are not in the JSON", () => {
  const outdir = scratchFolder("hcl-file").path;
  const app = new App({ outdir, stackTraces: false });
  const stack = new SomeStack(app, "edge", environment);
  forgets(stack);
  app.synth();
  const folder = join(outdir, "stacks/prod-edge");
  expect(readdirSync(folder).sort()).toEqual(["cdk.tf.json", "terraform.tf"]);
  expect(readFileSync(join(folder, "terraform.tf"), "utf8")).toBe(
    writeHcl([
      version,
      { type: "removed", body: { from: expression("aws_s3_bucket.old"), lifecycle: { destroy: false } } },
    ]),
  );
  const json = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as Record<string, object>;
  expect(Object.keys(json).sort()).toEqual(["//", "provider", "terraform"]);
  expect(Object.keys(json["terraform"] ?? {}).sort()).toEqual(["backend", "required_providers"]);
});

test("has the moves of the resources", () => {
  const stack = new SomeStack(newApp(), "edge", environment);
  new S3Bucket(stack, "new", {}).moveFromId("aws_s3_bucket.old");
  expect(hclBlocks(stack)).toEqual([
    version,
    { type: "moved", body: { from: expression("aws_s3_bucket.old"), to: expression("aws_s3_bucket.new") } },
  ]);
  expect(stack.toTerraform()).not.toHaveProperty("moved");
});

test.each<[what: string, make: (stack: LayerStack) => void]>([
  [
    "import",
    (stack) => {
      new S3Bucket(stack, "bucket", {}).importFrom("bucket");
    },
  ],
  [
    "removed",
    (stack) => {
      stack.addOverride("removed", [{ from: "aws_s3_bucket.old" }]);
    },
  ],
  [
    "terraform.required_version",
    (stack) => {
      stack.addOverride("terraform.required_version", ">= 1");
    },
  ],
])("refuses %s in the JSON, where a scanner would skip the whole file", (what, make) => {
  const stack = new SomeStack(newApp(), "edge", environment);
  make(stack);
  expect(() => stack.toTerraform() as unknown).toThrow(
    `prod-edge: ${what} in a stack's JSON makes scanners skip the file; make an HclElement instead`,
  );
});
