import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type ProviderSchema, setAttributeTable } from "../../../../tools/review/plan/set-attributes";
import { repository } from "../../../../tools/shared/repository";
import { run } from "../../../../tools/shared/process";
import type { Terraform } from "../../../../tools/terraform/locate";
import { initializeOnce } from "../../../../tools/terraform/run";
import { testWithTerraform } from "../../../support/terraform";

interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

interface Attribute {
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly nested_type?: Block;
}

type Schema = ProviderSchema & { readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>> };

let known: Promise<Schema> | undefined;

/** The provider's schema. Terraform prints it once for all tests. */
const schemaOf = (terraform: Terraform): Promise<Schema> => (known ??= printedSchema(terraform));

async function printedSchema(terraform: Terraform): Promise<Schema> {
  const { path: folder } = await initializeOnce(terraform);
  const { status, stdout } = await run(terraform.terraform.path, ["providers", "schema", "-json"], {
    cwd: folder,
    env: terraform.env,
    timeoutSeconds: 100,
  });
  expect(status).toBe(0);
  const { provider_schemas: schemas } = JSON.parse(stdout) as {
    readonly provider_schemas: Readonly<Record<string, Schema>>;
  };
  const [schema] = Object.values(schemas);
  return schema ?? { resource_schemas: {} };
}

/** The paths of the attributes that are so, at most three names each: a statement of a web ACL nests in itself. */
function pathsOf({ attributes = {}, block_types: blocks = {} }: Block, isSo: (one: Attribute) => boolean): string[] {
  const within = (name: string, block: Block): string[] => pathsOf(block, isSo).map((rest) => `${name}.${rest}`);
  return [
    ...Object.entries(attributes).flatMap(([name, one]) => [
      ...(isSo(one) ? [name] : []),
      ...(one.nested_type === undefined ? [] : within(name, one.nested_type)),
    ]),
    ...Object.entries(blocks).flatMap(([name, { block }]) => within(name, block)),
  ]
    .filter((one) => one.split(".").length <= 3)
    .sort();
}

/** Of the types, those that have such attributes, with the paths in one text. */
const tableOf = (schema: Schema, types: readonly string[], isSo: (one: Attribute) => boolean) =>
  Object.fromEntries(
    types
      .map((type) => [type, pathsOf(schema.resource_schemas[type]?.block ?? {}, isSo).join(" ")] as const)
      .filter(([, paths]) => paths !== ""),
  );

/** Holds a table in a file against the provider. UPDATE_PROVIDER_TABLES=1 writes it, for another version of the provider. */
function isTable(file: string, table: Readonly<Record<string, string>>): void {
  const text = `${JSON.stringify(table, undefined, 2)}\n`;
  if (process.env["UPDATE_PROVIDER_TABLES"] === "1") writeFileSync(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
}

const computedFile = path.join(repository, "__tests__/tools/review/plan/computed-attributes.json");
const types = Object.keys(JSON.parse(readFileSync(computedFile, "utf8")) as object);

testWithTerraform("the table of sets is that of the provider's schema", async (terraform) => {
  const file = path.join(repository, "tools/review/plan/set-attributes.json");
  isTable(file, setAttributeTable(await schemaOf(terraform)));
});

testWithTerraform("what the tests take for computed is what the provider's schema calls so", async (terraform) => {
  isTable(
    computedFile,
    tableOf(await schemaOf(terraform), types, ({ computed }) => computed === true),
  );
});

// Terraform marks these in a plan, and the review then compares no value: an attribute more may be one that an area judges.
testWithTerraform("the provider's schema calls no other attribute of these types sensitive", async (terraform) => {
  expect(tableOf(await schemaOf(terraform), types, ({ sensitive }) => sensitive === true)).toEqual({
    aws_acm_certificate: "private_key",
    aws_api_gateway_api_key: "value",
    aws_api_gateway_domain_name: "certificate_private_key",
    aws_cloudcontrolapi_resource: "schema",
    aws_cognito_user_pool_client: "client_secret",
    aws_db_instance: "password password_wo",
    aws_lb_listener: "default_action.authenticate_oidc.client_secret",
    aws_lb_listener_rule: "action.authenticate_oidc.client_secret",
    aws_secretsmanager_secret_version: "secret_binary secret_string secret_string_wo",
  });
});
