import path from "node:path";

import { scratchFolder } from "../../../tools/shared/scratch";
import { writeStack } from "../../../tools/shared/stack-files";
import { hasErrors, validateStacks } from "../../../tools/terraform/validate";
import { testWithTerraform } from "../../support/terraform";

testWithTerraform("names the block that the AWS provider refuses, stack by stack", async (terraform) => {
  const folder = scratchFolder("test").path;
  const stack = (name: string, attributes: object, hcl = ""): { name: string; folder: string } => {
    const written = path.join(folder, name);
    const required_providers = { aws: { source: "aws", version: terraform.provider.version } };
    const json = JSON.stringify({
      terraform: { required_providers, backend: { s3: { bucket: "state", key: name, region: "eu-west-1" } } },
      provider: { aws: [{ region: "eu-west-1" }] },
      resource: { aws_wafv2_ip_set: { denied: { name: "denied", scope: "REGIONAL", ...attributes } } },
    });
    writeStack(written, { json, hcl });
    return { name, folder: written };
  };

  const validations = await validateStacks(terraform, [
    stack("sound", { ip_address_version: "IPV4" }),
    stack("misspelt", { ip_address_version: "IPV4", adresses: [] }),
    stack("not-in-the-list", { ip_address_version: "IPV5" }),
    stack("wrong-import", { ip_address_version: "IPV4" }, "import {\n  to = aws_wafv2_ip_set.denied\n}\n"),
  ]);

  expect(validations.map((validation) => [validation.stack, hasErrors(validation)])).toEqual([
    ["sound", false],
    ["misspelt", true],
    ["not-in-the-list", true],
    ["wrong-import", true],
  ]);
  expect(validations.flatMap(({ diagnostics }) => diagnostics)).toEqual([
    {
      severity: "error",
      address: "aws_wafv2_ip_set.denied",
      summary: "Extraneous JSON object property",
      detail: 'No argument or block type is named "adresses". Did you mean "addresses"?',
    },
    {
      severity: "error",
      address: "aws_wafv2_ip_set.denied",
      summary: 'expected ip_address_version to be one of ["IPV4" "IPV6"], got IPV5',
      detail: "",
    },
    {
      severity: "error",
      address: "import",
      summary: "Missing required argument",
      detail: 'The argument "id" is required, but no definition was found.',
    },
  ]);
});
