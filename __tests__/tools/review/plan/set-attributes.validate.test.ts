import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type ProviderSchema, setAttributeTable } from "../../../../tools/review/plan/set-attributes";
import { repository } from "../../../../tools/shared/repository";
import { run } from "../../../../tools/shared/process";
import { initializeOnce } from "../../../../tools/terraform/run";
import { testWithTerraform } from "../../../support/terraform";

const file = path.join(repository, "tools/review/plan/set-attributes.json");

// UPDATE_SET_ATTRIBUTES=1 writes the table, for another version of the provider.
testWithTerraform("the table of sets is that of the provider's schema", async (terraform) => {
  const { path: folder } = await initializeOnce(terraform);
  const { status, stdout } = await run(terraform.terraform.path, ["providers", "schema", "-json"], {
    cwd: folder,
    env: terraform.env,
    timeoutSeconds: 100,
  });
  expect(status).toBe(0);
  const { provider_schemas: schemas } = JSON.parse(stdout) as {
    readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
  };
  const [schema] = Object.values(schemas);
  const text = `${JSON.stringify(setAttributeTable(schema ?? { resource_schemas: {} }), undefined, 2)}\n`;
  if (process.env["UPDATE_SET_ATTRIBUTES"] === "1") writeFileSync(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
});
