import { isRecord, own } from "./json-value";

type PathReferences = Readonly<Record<string, readonly string[]>>;

/** By the module, mode, type and name of a resource. */
export type References = ReadonlyMap<string, PathReferences>;

/** Which addresses the attributes of each resource are written with, of the `configuration` of a plan. No value is read. */
export function referencesIn(configuration: unknown): References {
  const found = new Map<string, PathReferences>();
  readModule(asRecord(configuration)["root_module"], "", found);
  return found;
}

function readModule(module: unknown, address: string, found: Map<string, PathReferences>): void {
  const { resources, module_calls: calls } = asRecord(module);
  for (const resource of Array.isArray(resources) ? resources.map(asRecord) : []) {
    const { mode, type, name, expressions } = resource;
    const paths: Record<string, readonly string[]> = {};
    readExpressions(expressions, [], paths);
    found.set(`${address} ${String(mode)} ${String(type)}.${String(name)}`, paths);
  }
  for (const [name, call] of Object.entries(asRecord(calls))) {
    readModule(asRecord(call)["module"], `${address === "" ? "" : `${address}.`}module.${name}`, found);
  }
}

function readExpressions(value: unknown, path: readonly string[], paths: Record<string, readonly string[]>): void {
  if (Array.isArray(value)) for (const one of value) readExpressions(one, path, paths);
  if (!isRecord(value)) return;
  const references = own(value, "references");
  if (Array.isArray(references) && references.every((one) => typeof one === "string")) {
    const key = path.join(".");
    const addresses = references.filter((one) => isAddress.test(one));
    Object.defineProperty(paths, key, {
      value: [...new Set([...(own(paths, key) ?? []), ...addresses])],
      enumerable: true,
      configurable: true,
      writable: true,
    });
    return;
  }
  for (const [name, inner] of Object.entries(value)) readExpressions(inner, [...path, name], paths);
}

/** An address of a resource, without an attribute behind: `aws_vpc.main`, `module.a.aws_vpc.main[0]`. */
const isAddress =
  /^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*(?!data\.|local\.|var\.|each\.|path\.)[a-z]\w*\.[\w-]+(?:\[[^\]]*\])?$/;

const asRecord = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
