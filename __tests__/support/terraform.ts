import { MissingTool } from "../../tools/shared/errors";
import { type Terraform, locateTerraform } from "../../tools/terraform/locate";

/** A test that needs Terraform: `name`, and what it does with it. */
type TerraformTest = (name: string, work: (terraform: Terraform) => Promise<void>, timeoutSeconds?: number) => void;

/**
 * `test` for what needs Terraform and the AWS provider. Where they are missing it is skipped, by name; with `CI=true`
 * it fails with the line that installs them.
 */
export const testWithTerraform: TerraformTest = (name, work, timeoutSeconds = 120) => {
  const located = locate();
  const skipped = located instanceof MissingTool && process.env["CI"] !== "true";
  (skipped ? test.skip : test)(
    name,
    async () => {
      if (located instanceof MissingTool) throw located;
      await work(located);
    },
    timeoutSeconds * 1000,
  );
};

function locate(): Terraform | MissingTool {
  try {
    return locateTerraform();
  } catch (error) {
    if (error instanceof MissingTool) return error;
    throw error;
  }
}
