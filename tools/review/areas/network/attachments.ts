import { type Resource, type Side, attribute, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { headOf } from "../../settings/paths";
import { cutOffByRemoval } from "./cut-off";
import { valueOn } from "./keys";
import type { Network } from "./network";
import { groupAttributes, groupPathsOf, namesAt } from "./placed";

/** The things that a change gives other security groups. */
export function attachmentFindings(network: Network): readonly Finding[] {
  return network.estate
    .ofType(...Object.keys(groupAttributes))
    .filter(isChanged)
    .flatMap((resource) => findingsOf(network, resource));
}

function findingsOf(network: Network, resource: Resource): readonly Finding[] {
  const paths = groupPathsOf(resource);
  const isThere = (side: Side): boolean =>
    paths.some((path) => attribute(valueOn(side, resource), headOf(path)) !== undefined);
  const hasBoth = (["before", "after"] as const).every((side) => valueOn(side, resource) !== undefined);
  // A function without a VPC has no group at all, which is another area's to say.
  if (!hasBoth || (resource.type === "aws_lambda_function" && !(isThere("before") && isThere("after")))) return [];
  const [before, after] = [groupsOf(network, resource, "before"), groupsOf(network, resource, "after")];
  const about = { place: resource, part: "security groups", says: paths };
  if (after.unknown.length > 0)
    return [
      {
        ...about,
        rule: "attached-groups",
        consequence: "not reviewable",
        direction: "cannot tell",
        before: wordsOf(network, before.known),
        after: "known after apply",
        meaning: `Which groups it has is known after apply only: read ${after.unknown.join(" and ")} in the source.`,
      },
    ];
  const added = after.known.filter((key) => !before.known.includes(key));
  const removed = before.known.filter((key) => !after.known.includes(key));
  if (added.length === 0 && removed.length === 0) return [];
  const direction = removed.length === 0 ? "weaker" : added.length === 0 ? "stronger" : "cannot tell";
  const cut = direction === "stronger" ? cutOffByRemoval(network, resource, removed, after.known) : undefined;
  return [
    {
      ...about,
      ...(cut === undefined
        ? { rule: "attached-groups", consequence: "guard lost", direction, meaning: meanings[direction] }
        : { rule: "attached-groups-refused", consequence: "downtime", direction: "weaker", meaning: cut.meaning }),
      before: wordsOf(network, before.known),
      after: wordsOf(network, after.known),
    },
  ];
}

/** All groups of a thing count together (Amazon VPC User Guide, "Security groups for your VPC"). */
const meanings = {
  weaker: "What the added groups allow is allowed too, and what admits these groups admits it.",
  stronger: "What the removed groups alone allowed is refused: connections that need them fail.",
  "cannot tell": "Other rules decide from now on: compare the rules of the groups.",
} as const;

interface Names {
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}

function groupsOf(network: Network, resource: Resource, side: Side): Names {
  const all = groupPathsOf(resource).map((path) => namesAt(network.keys, resource, side, path));
  const [known, unknown] = [all.flatMap((one) => one.known), all.flatMap((one) => one.unknown)];
  return { known: known.length + unknown.length === 0 ? [defaultGroup] : [...new Set(known)].sort(), unknown };
}

/** What a thing without a group has (Amazon VPC User Guide, "Default security groups for your VPCs"). */
const defaultGroup = "the VPC's default group";

const wordsOf = (network: Network, groups: readonly string[]): string =>
  groups.map((key) => network.keys.nameOf(key)).join(", ");
