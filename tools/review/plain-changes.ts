import type { Resource } from "./estate";
import type { Finding } from "./finding";
import type { Changed, JudgedAttributes, Said } from "./judged";
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

export function plainOf({ resource, changes }: Left, said: Said): readonly PlainChange[] {
  const { layer, address, action } = resource;
  const {
    previousAddress,
    deposed,
    imported = false,
    replacePaths = [],
    reason,
  }: Partial<Resource> = resource.type === "output" ? {} : resource;
  const isWhole = action !== "update" && action !== "no-op" && action !== "replace";
  if (said.saysAll(resource)) return [];
  const isMove = previousAddress !== undefined || imported;
  const isSaid = action !== "replace" || said.speaksOf(resource);
  if (!isWhole && changes.length === 0 && !isMove && isSaid) return [];
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
      changes: isWhole ? [] : changes,
    },
  ];
}
