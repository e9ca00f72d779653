import { type Estate, type Side } from "../../estate";
import type { Finding } from "../../finding";
import { isDeleted } from "../../settings/changed";
import { thingOf } from "../../things";
import { type Finder, finderOf } from "./named";

/** Which role instances get by their instance profile (IAM User Guide, "Use instance profiles"). */
export function instanceProfileFindings(estate: Estate): readonly Finding[] {
  const find = finderOf(estate, "aws_iam_role", ["name", "arn"]);
  return [...otherRoles(estate, find), ...rolesThatGo(estate, find)];
}

/** Profiles that stay, of roles that the plan destroys. */
const rolesThatGo = (estate: Estate, find: Finder): readonly Finding[] =>
  estate.ofType("aws_iam_instance_profile").flatMap((profile) => {
    const [named] = profile.after === undefined ? [] : find("after", profile, "role");
    if (named?.kind !== "resource" || !isDeleted(named.resource)) return [];
    return [
      {
        rule: "instance-profile-role",
        consequence: "downtime",
        direction: "weaker",
        place: named.resource,
        part: thingOf(profile),
        before: "has the role",
        after: "has no role",
        meaning: "The profile stays, and its instances no longer get any permissions.",
      } satisfies Finding,
    ];
  });

function otherRoles(estate: Estate, find: Finder): readonly Finding[] {
  return estate.changed("aws_iam_instance_profile").flatMap((profile) => {
    const roleOn = (side: Side) => {
      const [named] = find(side, profile, "role");
      if (named?.kind !== "resource") return { key: named?.kind === "value" ? named.value : named?.kind, name: named };
      const { layer, address } = named.resource;
      return { key: `${layer} ${address}`, name: named };
    };
    const [before, after] = [roleOn("before"), roleOn("after")];
    if (before.key === after.key || profile.before === undefined || profile.after === undefined) return [];
    const nameIn = ({ name: named }: typeof before): string =>
      named === undefined
        ? "no role"
        : named.kind === "resource"
          ? thingOf(named.resource)
          : named.kind === "value"
            ? `role ${named.value}`
            : "(known after apply)";
    const direction = before.key === undefined ? "weaker" : after.key === undefined ? "stronger" : "cannot tell";
    return [
      {
        rule: "instance-profile-role",
        consequence: "privilege gained",
        direction,
        place: profile,
        before: nameIn(before),
        after: nameIn(after),
        meaning:
          "Instances with this profile have the permissions of the other role, and no longer those that they had.",
        says: ["role"],
      } satisfies Finding,
    ];
  });
}
