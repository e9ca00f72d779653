import { ToolError } from "../../shared/errors";
import { type EditedConfiguration, removeAddress } from "../limits/configuration";
import type { Edit } from "./edits";

type Json = Record<string, unknown>;

/** Makes an edit in a layer's JSON. An edit of something that the JSON does not have is a fault of the edit. */
export function makeEdit(configuration: EditedConfiguration, edit: Edit): void {
  const resources = (configuration.resource ?? {}) as Record<string, Record<string, Json>>;
  const blockOf = (address: string): Json => {
    const [type = "", name = ""] = address.split(".");
    const block = resources[type]?.[name];
    if (block === undefined)
      throw new ToolError(`the edit ${edit.name} is of ${address}, which ${edit.stack} does not have`);
    return block;
  };
  for (const [address, values] of Object.entries(edit.set ?? {}))
    for (const [path, value] of Object.entries(values)) setAt(blockOf(address), path.split("."), value, edit.name);
  for (const address of edit.remove ?? []) {
    blockOf(address);
    removeAddress(configuration, address);
    for (const block of Object.values(resources).flatMap((named) => Object.values(named))) {
      const needed = block["depends_on"];
      if (Array.isArray(needed)) block["depends_on"] = needed.filter((one) => one !== address);
    }
  }
  for (const [address, block] of Object.entries(edit.add ?? {})) {
    const [type = "", name = ""] = address.split(".");
    (resources[type] ??= {})[name] = { ...block };
  }
  if (edit.allow !== undefined) {
    const [address, attribute, statement] = edit.allow;
    const block = blockOf(address);
    const policy = JSON.parse(String(block[attribute])) as { Statement: Json[] };
    policy.Statement.push(statement);
    block[attribute] = JSON.stringify(policy);
  }
  const outputs = (configuration as { output?: Record<string, unknown> }).output ?? {};
  for (const [name, value] of Object.entries(edit.outputs ?? {})) {
    if (value === undefined) Reflect.deleteProperty(outputs, name);
    else outputs[name] = { value };
  }
}

function setAt(within: unknown, [key = "", ...rest]: readonly string[], value: unknown, name: string): void {
  if (typeof within !== "object" || within === null)
    throw new ToolError(`the edit ${name} has a path that leads nowhere`);
  const holder = within as Json;
  if (rest.length > 0) {
    setAt((holder[key] ??= {}), rest, value, name);
  } else if (value !== undefined) {
    holder[key] = value;
  } else if (Array.isArray(within)) {
    within.splice(Number(key), 1);
  } else {
    Reflect.deleteProperty(holder, key);
  }
}

/** The addresses that an edit names itself. */
export const addressesOf = ({ set = {}, remove = [], add = {}, allow, outputs = {} }: Edit): readonly string[] => [
  ...Object.keys(set),
  ...remove,
  ...Object.keys(add),
  ...(allow === undefined ? [] : [allow[0]]),
  ...Object.keys(outputs).map((output) => `output.${output}`),
];
