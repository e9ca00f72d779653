import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { MissingTool } from "../../tools/shared/errors";
import { run } from "../../tools/shared/process";
import { repository } from "../../tools/shared/repository";
import { scratchFolder } from "../../tools/shared/scratch";
import { type Terraform, installProvider, locateTerraform } from "../../tools/terraform/locate";
import { initializeOnce, shareInit } from "../../tools/terraform/run";
import { testWith } from "./missing-tool";

/** A test that needs Terraform: `name`, and what it does with it. */
type TerraformTest = (name: string, work: (terraform: Terraform) => Promise<void>, timeoutSeconds?: number) => void;

/**
 * `test` for what needs Terraform and the AWS provider. Where they are missing it is skipped, by name; with
 * `PALISADE_REQUIRE_PROGRAMS=true` it fails with the line that installs them.
 */
export const testWithTerraform: TerraformTest = (name, work, timeoutSeconds = 120) => {
  testWith(locate(), name, work, { timeoutSeconds });
};

function locate(): Terraform | MissingTool {
  try {
    const located = locateTerraform();
    if (located.provider.mirror !== undefined) return located;
    // Whether a test is skipped is settled before the first one runs, so nothing here waits for a promise.
    spawnSync(process.execPath, ["--import", "tsx", "tools/doctor.ts", "--fetch"], { cwd: repository });
    const fetched = locateTerraform();
    if (fetched.provider.mirror !== undefined) return fetched;
    const { version } = located.provider;
    return new MissingTool(
      "AWS provider",
      `AWS provider ${version} is not on this machine. ${installProvider(version)}`,
    );
  } catch (error) {
    if (error instanceof MissingTool) return error;
    throw error;
  }
}

/** Terraform's value of an expression; no provider is needed for it. */
export async function evaluate({ terraform, env }: Terraform, locals: object, expression: string): Promise<string> {
  const folder = scratchFolder("expression");
  try {
    const configuration = JSON.stringify({ locals, output: { value: { value: expression } } });
    writeFileSync(path.join(folder.path, "main.tf.json"), configuration);
    const call = async (...args: string[]): Promise<string> => {
      const { status, stdout, stderr } = await run(terraform.path, args, { cwd: folder.path, env, timeoutSeconds: 60 });
      if (status !== 0) throw new Error(stderr);
      return stdout;
    };
    await call("apply", "-auto-approve", "-no-color");
    return JSON.parse(await call("output", "-json", "value")) as string;
  } finally {
    folder.remove();
  }
}

/**
 * Makes a folder ready whose configuration has modules in folders of its own, or whose tests have.
 *
 * @returns what calls Terraform in the folder
 */
export async function withModules(terraform: Terraform, folder: string, timeoutSeconds: number) {
  shareInit(await initializeOnce(terraform), folder);
  const call = (...args: string[]) =>
    run(terraform.terraform.path, args, { cwd: folder, env: terraform.env, timeoutSeconds });
  const { status, stderr } = await call("get", "-no-color");
  if (status !== 0) throw new Error(stderr);
  return call;
}

/** A step of `terraform test`, in which a data source has these values. */
export interface MockedStep {
  readonly name: string;
  readonly command?: "apply" | "plan";
  readonly target: string;
  readonly values: object;
  /** More of the step: what it expects. */
  readonly more?: string;
}

const stepOf = (folder: string, { name, command = "plan", target, values, more = "" }: MockedStep): string => `
run "${name}" {
  command = ${command}
  module {
    source = "./${folder}"
  }
  override_data {
    target = ${target}
    values = ${JSON.stringify(values)}
  }
  ${more}
}
`;

export const expectFailures = (...places: readonly string[]): string => `expect_failures = [${places.join(", ")}]`;

/** A configuration, and the steps of `terraform test` that it goes through, one after the other. */
interface Tested {
  readonly configuration: object;
  readonly steps: readonly MockedStep[];
}

/** Runs `terraform test` with a mocked provider once for all of these configurations. */
export async function terraformTest(
  terraform: Terraform,
  tested: Readonly<Record<string, Tested>>,
): Promise<{ readonly status: number | null; readonly said: string }> {
  const scratch = scratchFolder("terraform-test");
  const folder = scratch.path;
  for (const [name, { configuration, steps }] of Object.entries(tested)) {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, "cdk.tf.json"), JSON.stringify(configuration));
    const file = ['mock_provider "aws" {}', ...steps.map((step) => stepOf(name, step))].join("\n");
    writeFileSync(path.join(folder, `${name}.tftest.hcl`), file);
  }
  writeFileSync(path.join(folder, "main.tf.json"), "{}");
  const call = await withModules(terraform, folder, 120);
  const { status, stdout, stderr } = await call("test", "-no-color");
  scratch.remove();
  return { status, said: status === 0 ? "" : `${stdout}${stderr}` };
}
