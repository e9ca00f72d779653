import type { Resource } from "./estate";
import type { Finding } from "./finding";
import { type Changed, type JudgedAttributes, type Said, isTag } from "./judged";
import type { LeafChange } from "./plan/changes";
import type { PlainChange } from "./reviewed";
import { thingOf } from "./things";

/** A changed resource or output, and what no finding says of the change. */
export interface Left {
  readonly resource: Changed;
  readonly changes: readonly LeafChange[];
  /** What no area judges, and no list shows as it is: the paths of the changes, or the action where the type is not known. */
  readonly unknown: readonly string[];
}

export const leftBy =
  (said: Said, attributes: JudgedAttributes) =>
  (resource: Changed): Left => {
    const changes = said.unsaid(resource);
    return { resource, changes, unknown: said.saysAll(resource) ? [] : unknownIn(resource, changes, attributes) };
  };

function unknownIn(resource: Changed, changes: readonly LeafChange[], attributes: JudgedAttributes): readonly string[] {
  const unknown = changes.filter(({ path }) => !attributes.knows(resource, path)).map(({ path }) => path);
  if (resource.action === "update" || resource.action === "no-op") return unknown;
  if (!attributes.knowsType(resource)) return [resource.action];
  // What is replaced is compared attribute by attribute, as what is updated is.
  return resource.action === "replace" ? unknown : [];
}

export function notUnderstood({ resource, unknown }: Left): readonly Finding[] {
  if (unknown.length === 0) return [];
  return [
    {
      rule: "not-understood",
      consequence: "not reviewable",
      direction: "cannot tell",
      place: resource,
      part: unknown.join(", "),
      meaning: "This review does not know what the change means: read the plan.",
      says: [],
    },
  ];
}

export function plainOf(
  { resource, changes, unknown }: Left,
  said: Said,
  attributes: JudgedAttributes,
): readonly PlainChange[] {
  const { layer, address, action } = resource;
  const {
    previousAddress,
    deposed,
    imported = false,
    replacePaths = [],
    reason,
  }: Partial<Resource> = resource.type === "output" ? {} : resource;
  const isWhole = action !== "update" && action !== "no-op" && action !== "replace";
  // A finding says that the type is not known, and with it what is done.
  if (said.saysAll(resource) || (isWhole && unknown.length > 0)) return [];
  const left = changes.filter(({ path }) => !attributes.judges(resource, path) || !said.speaksWithin(resource, path));
  const hasMore = action === "replace" || previousAddress !== undefined || imported;
  if (!isWhole && left.length === 0 && (!hasMore || said.speaksOf(resource))) return [];
  return [
    {
      layer,
      thing: thingOf(resource),
      address,
      action,
      ...(previousAddress !== undefined && { previousAddress }),
      ...(deposed !== undefined && { deposed }),
      ...(imported && { imported }),
      ...(action === "replace" && replacePaths.length > 0 && { forcedBy: replacePaths }),
      ...(reason !== undefined && { reason }),
      changes: isWhole ? [] : left,
    },
  ];
}

/**
 * Whether Terraform changes the resource, and nothing of it is said: it means the same before and after. Of what moves or changes
 * its tags, another list says so.
 */
export const isRewritten = ({ resource, changes }: Left, said: Said): boolean =>
  resource.action === "update" &&
  changes.length === 0 &&
  resource.changes.every(({ path }) => !isTag(path)) &&
  !said.speaksOf(resource);
