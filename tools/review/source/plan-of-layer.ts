import { replacedBy } from "../../order/announce";
import { forgottenIn, movedIn } from "../../order/difference";
import { type Blocks, type Layers, comparedText, isResource } from "../../order/layers";
import { isRecord } from "../plan/json-value";
import type { Plan } from "../plan/model";
import { planOfSource } from "../plan/read-plan";
import { referenceTo, resolved } from "./expressions";

/** What a block says to Terraform alone; a plan has none of it. */
const metaArguments = new Set(["//", "lifecycle", "provider", "depends_on", "connection", "provisioner"]);

/**
 * The change of one layer between two syntheses, in the form of a plan. A resource is replaced where an argument changes that is
 * known to replace its type. Whatever AWS decides is not there: ids are the references themselves.
 */
export function planOfLayer(environment: string, layer: string, base: Layers, head: Layers): Plan {
  const [was, is] = [base.blocks(layer), head.blocks(layer)];
  const forgotten = forgottenIn(head.get(layer));
  const moved = new Map(
    movedIn(head.get(layer))
      .filter(({ from, to }) => was.has(from) && !was.has(to) && is.has(to))
      .map(({ from, to }) => [to, from]),
  );
  const gone = new Set(moved.values());
  const addresses = [...new Set([...was.keys(), ...is.keys()])].filter((name) => isResource(name) && !gone.has(name));
  const changes = addresses.map((address) => {
    const previous = moved.get(address);
    const before = valuesOf(was, previous ?? address, layer, base);
    const after = valuesOf(is, address, layer, head);
    // A resource that moves keeps its id.
    const kept = before === undefined || previous === undefined ? before : { ...before, ...identityOf(layer, address) };
    const actions = actionsOf(address, previous ?? address, was, is, forgotten.includes(address));
    const forces = actions.length === 2 ? replacedBy(address, was, is) : [];
    return {
      ...nameOf(address),
      ...(previous !== undefined && { previous_address: previous }),
      change: {
        replace_paths: forces.map((path) => path.split(".")),
        actions,
        before: kept ?? null,
        after: after ?? null,
        after_unknown: {},
        before_sensitive: {},
        after_sensitive: {},
      },
    };
  });
  const outputs = outputChanges(layer, base, head);
  return planOfSource({ resource_changes: changes, output_changes: outputs }, `${environment}-${layer}`, {
    environment,
    layer,
  });
}

function nameOf(address: string): Readonly<Record<string, string>> {
  const [type = "", name = ""] = address.split(".");
  return { address, mode: "managed", type, name };
}

/** What AWS gives a resource, and others name the resource by: a reference to itself. */
const identityOf = (layer: string, address: string): Readonly<Record<string, string>> => {
  const names = address.startsWith("aws_api_gateway_rest_api.") ? ["id", "arn", "root_resource_id"] : ["id", "arn"];
  return Object.fromEntries(names.map((name) => [name, referenceTo(layer, address, name)]));
};

function valuesOf(
  blocks: Blocks,
  address: string,
  layer: string,
  layers: Layers,
): Readonly<Record<string, unknown>> | undefined {
  const block = blocks.get(address);
  if (!isRecord(block)) return undefined;
  const own = Object.fromEntries(Object.entries(block).filter(([key]) => !metaArguments.has(key)));
  return { ...(resolved(own, layer, layers) as Readonly<Record<string, unknown>>), ...identityOf(layer, address) };
}

function actionsOf(
  address: string,
  previous: string,
  was: Blocks,
  is: Blocks,
  isForgotten: boolean,
): readonly string[] {
  if (!is.has(address)) return [isForgotten ? "forget" : "delete"];
  if (!was.has(previous)) return ["create"];
  if (previous !== address) return ["update"];
  const [old, now] = [was.get(address), is.get(address)];
  if (comparedText(old) === comparedText(now)) return ["no-op"];
  if (replacedBy(address, was, is).length === 0) return ["update"];
  const createsFirst =
    isRecord(now) && isRecord(now["lifecycle"]) && now["lifecycle"]["create_before_destroy"] === true;
  return createsFirst ? ["create", "delete"] : ["delete", "create"];
}

function outputChanges(layer: string, base: Layers, head: Layers): Readonly<Record<string, unknown>> {
  const [old, now] = [base, head].map((layers) => layers.get(layer)?.configuration.output ?? {});
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  const value = (layers: Layers, name: string): unknown =>
    resolved(layers.get(layer)?.configuration.output?.[name]?.value, layer, layers) ?? null;
  return Object.fromEntries(
    names.map((name) => {
      const [before, after] = [value(base, name), value(head, name)];
      const same = JSON.stringify(before) === JSON.stringify(after);
      const actions = same ? ["no-op"] : before === null ? ["create"] : after === null ? ["delete"] : ["update"];
      return [name, { actions, before, after, after_unknown: false, before_sensitive: false, after_sensitive: false }];
    }),
  );
}
