import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

import { MissingTool } from "../../tools/shared/errors";
import { run } from "../../tools/shared/process";
import { repository } from "../../tools/shared/repository";
import { scratchFolder } from "../../tools/shared/scratch";
import { type Terraform, installProvider, locateTerraform } from "../../tools/terraform/locate";
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

/** A step of `terraform test`, in which a data source has these values. */
export const mockedStep = (step: {
  readonly name: string;
  readonly command?: "apply" | "plan";
  readonly target: string;
  readonly values: object;
  /** More of the step: what it expects. */
  readonly more?: string;
}): string => `
run "${step.name}" {
  command = ${step.command ?? "plan"}
  override_data {
    target = ${step.target}
    values = ${JSON.stringify(step.values)}
  }
  ${step.more ?? ""}
}
`;

export const expectFailures = (...places: readonly string[]): string => `expect_failures = [${places.join(", ")}]`;

/** Runs steps of `terraform test` on a configuration, with a mocked provider, in a folder that has been initialized. */
export async function terraformTest(
  { terraform, env }: Terraform,
  folder: string,
  configuration: object,
  steps: readonly string[],
): Promise<{ readonly status: number | null; readonly said: string }> {
  writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(configuration));
  writeFileSync(path.join(folder, "steps.tftest.hcl"), ['mock_provider "aws" {}', ...steps].join("\n"));
  const { status, stdout, stderr } = await run(terraform.path, ["test", "-no-color"], {
    cwd: folder,
    env,
    timeoutSeconds: 120,
  });
  return { status, said: status === 0 ? "" : `${stdout}${stderr}` };
}
