import { type Estate, type Resource, type Side, attribute, blocksOf, textOf, textsOf } from "../../estate";
import { unknown } from "../../plan/normal";
import { documentAt, isLeftToAws, jsonOf } from "./documents";
import { type Attached, type Policies, attach } from "./attach";
import type { Held } from "./held";
import { type Finder, type Named, finderOf } from "./named";

type Kind = "role" | "user" | "group";

export interface Holding {
  /** The identity, where the plans have it on this side. */
  readonly resource?: Resource;
  readonly held: readonly Held[];
  readonly attached: readonly Attached[];
}

/** A role, a user or a group, with all its policies. */
export interface Identity {
  readonly kind: Kind;
  /** Its name in AWS, where the plans tell. */
  readonly name?: string;
  readonly before: Holding;
  readonly after: Holding;
}

const kinds = ["role", "user", "group"] as const;
const sides = ["before", "after"] as const;

/** Every identity that the plans name, by all policies that they give it, however each is given. */
export function identitiesOf(estate: Estate, policies: Finder): readonly Identity[] {
  return kinds.flatMap((kind) => identitiesOfKind(estate, kind, policies));
}

function identitiesOfKind(estate: Estate, kind: Kind, policies: Finder): readonly Identity[] {
  const type = `aws_iam_${kind}`;
  const find = finderOf(estate, type, ["name", "arn"]);
  const found = new Map<string, Record<Side, Policies>>();
  const at = (name: string, side: Side): Policies => {
    const known = found.get(name) ?? { before: { held: [], attached: [] }, after: { held: [], attached: [] } };
    found.set(name, known);
    return known[side];
  };
  const separate = separateOf(estate, kind, find);
  for (const resource of estate.ofType(type))
    for (const side of sides) {
      if (resource[side] === undefined) continue;
      const own = at(keyOf(resource), side);
      own.resource = resource;
      own.held.push(...inlineOf(resource, side, separate));
      for (const arn of managedOf(resource, side, separate)) attach(own, { source: resource, side, arn }, policies);
    }
  for (const source of estate.ofType(`${type}_policy`))
    for (const side of sides)
      for (const named of find(side, source, kind)) {
        const label = `inline policy ${textOf(source[side], "name") ?? source.name}`;
        const document = documentAt(source, side, "policy");
        at(keyOfNamed(named, source), side).held.push({ source, label, path: "policy", document });
      }
  for (const { source, path } of attachmentsOf(estate, kind))
    for (const side of sides)
      for (const named of find(side, source, path))
        attach(at(keyOfNamed(named, source), side), { source, side }, policies);
  // What stands for an unknown name has a space in it, and a name in IAM has none.
  return [...found].map(([name, one]) => ({ kind, ...(name.includes(" ") ? {} : { name }), ...one }));
}

/** The name after, which a renamed identity has on both sides; without a name the address. */
const keyOf = ({ layer, address, before, after }: Resource): string =>
  textOf(after, "name") ?? textOf(before, "name") ?? `${layer} ${address}`;

const keyOfNamed = (named: Named, source: Resource): string =>
  named.kind === "resource"
    ? keyOf(named.resource)
    : named.kind === "value"
      ? named.value
      : `${source.layer} ${source.address}`;

const attachmentsOf = (estate: Estate, kind: Kind): readonly { source: Resource; path: string }[] => [
  ...estate.ofType(`aws_iam_${kind}_policy_attachment`).map((source) => ({ source, path: kind })),
  ...estate.ofType("aws_iam_policy_attachment").map((source) => ({ source, path: `${kind}s` })),
];

/**
 * What resources of their own give: `inline_policy` and `managed_policy_arns` of a role repeat it as of the last refresh, and are
 * then no truth of their own.
 */
function separateOf(estate: Estate, kind: Kind, find: Finder): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (named: Named, source: Resource, what: string): void => {
    names.add(`${keyOfNamed(named, source)} ${what}`);
  };
  for (const side of sides) {
    for (const source of estate.ofType(`aws_iam_${kind}_policy`))
      for (const named of find(side, source, kind)) add(named, source, textOf(source[side], "name") ?? "");
    for (const { source, path } of attachmentsOf(estate, kind))
      for (const named of find(side, source, path)) add(named, source, textOf(source[side], "policy_arn") ?? "");
  }
  return names;
}

function inlineOf(resource: Resource, side: Side, separate: ReadonlySet<string>): readonly Held[] {
  const path = "inline_policy";
  if (attribute(resource[side], path) === unknown)
    return isLeftToAws(resource, path)
      ? []
      : [{ source: resource, label: "inline policies", path, document: undefined }];
  return blocksOf(resource[side], path)
    .filter((block) => attribute(block, "policy") !== undefined)
    .filter((block) => !separate.has(`${keyOf(resource)} ${textOf(block, "name") ?? ""}`))
    .map((block) => {
      const policy = attribute(block, "policy");
      const document = policy === undefined || policy === unknown ? undefined : jsonOf(policy);
      return { source: resource, label: `inline policy ${textOf(block, "name") ?? ""}`, path, document };
    });
}

const managedOf = (resource: Resource, side: Side, separate: ReadonlySet<string>): readonly string[] =>
  textsOf(resource[side], "managed_policy_arns").filter((arn) => !separate.has(`${keyOf(resource)} ${arn}`));
