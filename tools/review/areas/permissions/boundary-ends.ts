import { type Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { listed } from "../../settings/words";
import { thingOf } from "../../things";
import type { Finder } from "./named";

/**
 * Policies that the plan destroys, or makes anew under another ARN, while roles and users still have them as their permissions
 * boundary (IAM User Guide, "Permissions boundaries for IAM entities").
 */
export function boundaryEndFindings(estate: Estate, policies: Finder): readonly Finding[] {
  const limited = new Map<Resource, Resource[]>();
  for (const one of estate.ofType("aws_iam_role", "aws_iam_user")) {
    const arn = textOf(one.after, "permissions_boundary");
    const [named] = arn === undefined ? [] : policies("after", one, "permissions_boundary");
    if (named?.kind !== "resource" || isThere(named.resource, arn)) continue;
    const all = limited.get(named.resource);
    if (all === undefined) limited.set(named.resource, [one]);
    else all.push(one);
  }
  return [...limited].map(([place, all]): Finding => ({
    rule: "boundary-deleted",
    consequence: "guard lost",
    direction: "weaker",
    place,
    before: "limits",
    after: place.after === undefined ? "deleted" : "another ARN",
    meaning: `It is still the permissions boundary of ${listed(all.map(thingOf))}: nothing limits what has a boundary that is gone.`,
    ...(place.after !== undefined && { says: ["name", "path", "arn", "id"] }),
  }));
}

/** A policy that is made anew under the same name and path has the same ARN. */
function isThere({ before, after }: Resource, arn: string | undefined): boolean {
  if (after === undefined) return false;
  const isSameName = ["name", "path"].every((name) => textOf(before, name) === textOf(after, name));
  return isSameName || textOf(before, "arn") !== arn || textOf(after, "arn") === arn;
}
