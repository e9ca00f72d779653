import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { scratchFolder } from "../../tools/shared/scratch";
import type { Configuration } from "../../tools/terraform/configuration";
import { type Message, told } from "../../tools/terraform/first-plan";
import type { Terraform } from "../../tools/terraform/locate";
import { firstPlanTest, withoutEphemeral } from "../../tools/terraform/mocks";
import type { Block, TerraformJson } from "./synthesize";
import { withModules } from "./terraform";

/** The layers of one environment, in the order of their first apply. */
export type Layers = Readonly<Record<string, TerraformJson>>;

/**
 * The first plan of every layer of many environments by the real provider, in one process, which starts the provider once
 * (measured: 2.4 s of processor time a process, before any plan). A layer that two environments share is planned once.
 *
 * Two things are left out. Terraform admits import blocks in a root module alone: {@link strayImports} looks at them. Of
 * web ACLs, each rule is planned once, whatever its priority, and so is what else a web ACL has, whatever its name:
 * Terraform takes up to 2.4 s for each web ACL, and the provider looks at each rule by itself.
 *
 * @returns the faults of each layer's plan, by environment and layer
 */
export async function planTogether(
  terraform: Terraform,
  environments: Readonly<Record<string, Layers>>,
): Promise<Record<string, Record<string, readonly string[]>>> {
  const scratch = scratchFolder("plan-together");
  const seen = new Set<string>();
  const modulesByText = new Map<string, string>();
  const modules = mapLayers(environments, (json, layers, layer) => {
    // The states that a layer reads are made up from the outputs of those layers.
    const states = Object.keys(json.data["terraform_remote_state"] ?? {}).map((other) => layers[other]?.output);
    const text = JSON.stringify([layer, json, states]);
    const known = modulesByText.get(text);
    if (known !== undefined) return known;
    const module = `${layer}-${modulesByText.size}`;
    modulesByText.set(text, module);
    mkdirSync(path.join(scratch.path, module));
    writeFileSync(path.join(scratch.path, module, "cdk.tf.json"), moduleText(json, seen));
    const test = testOf(module, json as Configuration, layers);
    writeFileSync(path.join(scratch.path, `${module}.tftest.json`), JSON.stringify(test));
    return module;
  });
  writeFileSync(path.join(scratch.path, "main.tf.json"), "{}");
  const faults = await runTests(terraform, scratch.path);
  scratch.remove();
  return mapValues(modules, (layers) => mapValues(layers, (module) => faults.get(module) ?? ["was not planned"]));
}

/** The import blocks that name a data source or a resource which the stack does not have. */
export function strayImports({ import: blocks = [], data, resource }: TerraformJson): string[] {
  const has = (kind: TerraformJson["data"], type = "", name = ""): boolean => kind[type]?.[name] !== undefined;
  return blocks
    .filter(({ to, for_each: each }: Block) => {
      const [type, name] = String(to).split(".");
      const [, dataType, dataName] = /\bdata\.(\w+)\.(\w+)\./.exec(String(each)) ?? [];
      return !has(resource, type, name) || !has(data, dataType, dataName);
    })
    .map(({ to }: Block) => String(to));
}

const mapValues = <From, To>(values: Readonly<Record<string, From>>, work: (value: From, key: string) => To) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, work(value, key)] as const));

const mapLayers = <To>(
  environments: Readonly<Record<string, Layers>>,
  work: (json: TerraformJson, layers: Layers, layer: string) => To,
) => mapValues(environments, (layers) => mapValues(layers, (json, layer) => work(json, layers, layer)));

/** A stack as the text of a module: no backend, no import blocks, no web ACL and no rules that another module has. */
function moduleText(json: TerraformJson, seen: Set<string>): string {
  const { terraform, import: _, resource, ...rest } = json;
  const settings = { ...terraform, backend: undefined };
  const isNew = (value: object): boolean => {
    const { size } = seen;
    return seen.add(JSON.stringify({ ...value, ...nameless })).size > size;
  };
  const { [webAcl]: webAcls = {}, ...others } = resource;
  const own = Object.entries(webAcls).flatMap(([name, { rule: rules = [], ...block }]) => {
    const rule = (rules as Block[]).filter(isNew);
    return isNew(block) || rule.length > 0 ? [[name, { ...block, ...(rule.length > 0 && { rule }) }] as const] : [];
  });
  const ownNames = own.map(([name]) => name);
  const elsewhere = Object.keys(webAcls).filter((name) => !ownNames.includes(name));
  const planned = own.length > 0 && { [webAcl]: Object.fromEntries(own) };
  const written = withoutEphemeral(
    JSON.stringify({ ...rest, resource: { ...others, ...planned }, terraform: settings }),
  );
  if (elsewhere.length === 0) return written;
  const reference = `${webAcl}\\.(${elsewhere.join("|")})`;
  return written
    .replaceAll(new RegExp(`"${reference}",?`, "g"), "")
    .replaceAll(new RegExp(`\\b${reference}\\.\\w+`, "g"), JSON.stringify(JSON.stringify(arn)).slice(1, -1));
}

const webAcl = "aws_wafv2_web_acl";
/** What a web ACL or a rule is called, and its place among others. */
const nameless = {
  name: undefined,
  description: undefined,
  priority: undefined,
  tags: undefined,
  visibility_config: undefined,
};
const arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/planned/00000000-0000-4000-8000-000000000001";

function testOf(module: string, configuration: Configuration, layers: Layers): object {
  const others = new Map(Object.entries(layers).map(([layer, json]) => [layer, json as Configuration]));
  const { mock_provider, override_data, run } = firstPlanTest(module, configuration, others);
  const providers = mock_provider.aws.map(({ alias }) => (typeof alias === "string" ? `aws.${alias}` : "aws"));
  return {
    mock_provider,
    override_data,
    run: {
      first_plan: {
        ...run.first_plan,
        module: { source: `./${module}` },
        providers: Object.fromEntries(providers.map((name) => [name, name])),
      },
    },
  };
}

/** The faults of each test file that ended, by its name without the ending. */
async function runTests(terraform: Terraform, folder: string): Promise<Map<string, string[]>> {
  const call = await withModules(terraform, folder, 600);
  const { stdout, stderr } = await call("test", "-json");
  const faults = new Map<string, string[]>();
  const of = (file: string): string[] => {
    const module = path.basename(file, ".tftest.json");
    const known = faults.get(module) ?? [];
    faults.set(module, known);
    return known;
  };
  for (const line of stdout.split("\n").filter((one) => one !== "")) {
    const { "@testfile": file, diagnostic, test_run: ended } = JSON.parse(line) as Message;
    if (diagnostic?.severity === "error") {
      if (file === undefined) throw new Error(told(diagnostic));
      of(file).push(told(diagnostic));
    }
    if (ended?.status === undefined) continue;
    of(ended.path).push(...(ended.status === "pass" ? [] : [`ended with ${ended.status}`]));
  }
  if (faults.size === 0) throw new Error(stderr || "terraform test planned nothing");
  return faults;
}
