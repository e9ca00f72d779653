import { type Estate, type Resource, type Side, attribute, textOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";

/** Which users have the permissions of a group. */
export const groupMembershipFindings = (estate: Estate): readonly Finding[] => {
  const all = estate.ofType("aws_iam_user_group_membership", "aws_iam_group_membership");
  const [had, has] = [all.flatMap((one) => pairsOf(one, "before")), all.flatMap((one) => pairsOf(one, "after"))];
  const [before, after] = [new Set(had.map(({ pair }) => pair)), new Set(has.map(({ pair }) => pair))];
  return [
    ...has.filter(({ pair }) => !before.has(pair)).map((one) => findingOf(one, true)),
    ...had.filter(({ pair }) => !after.has(pair)).map((one) => findingOf(one, false)),
    ...all.filter((one) => lists.some((name) => attribute(one.after, name) === unknown)).map(unknownOf),
  ];
};

const lists = ["user", "users", "group", "groups"];

interface Member {
  readonly place: Resource;
  readonly user: string;
  readonly group: string;
  readonly pair: string;
}

function pairsOf(place: Resource, side: Side): readonly Member[] {
  const value = place[side];
  // Who is a member after cannot be told: nobody is said to be one no more.
  if (side === "before" && lists.some((name) => attribute(place.after, name) === unknown)) return [];
  const [users, groups] = (["user", "group"] as const).map((name) => {
    const one = textOf(value, name);
    return one === undefined ? textsOf(value, `${name}s`) : [one];
  });
  return (users ?? []).flatMap((user) =>
    (groups ?? []).map((group) => ({ place, user, group, pair: JSON.stringify([user, group]) })),
  );
}

const findingOf = ({ place, user, group }: Member, joins: boolean): Finding => ({
  rule: "group-member",
  consequence: "privilege gained",
  direction: joins ? "weaker" : "stronger",
  place,
  part: `user ${user}`,
  before: joins ? "no member" : `member of ${group}`,
  after: joins ? `member of ${group}` : "no member",
  meaning: joins
    ? "The user may do all that the group may do from now on."
    : "The user may no longer do what the group may do.",
});

const unknownOf = (place: Resource): Finding => ({
  rule: "group-member",
  consequence: "not reviewable",
  direction: "cannot tell",
  place,
  after: "known after apply",
  meaning: "Who is a member of which group cannot be told from the plan.",
});
