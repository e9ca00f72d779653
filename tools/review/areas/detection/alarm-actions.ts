import { type Estate, type Resource, type Target, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { foreignAccount, ownAccounts } from "../../settings/accounts";
import { isSame, targetWords } from "../../settings/names";
import { changesAt } from "../../settings/paths";
import { notReviewable } from "../../settings/setting";
import { listed } from "../../settings/words";

const states = [
  ["alarm_actions", "actions", "when the alarm goes off"],
  ["insufficient_data_actions", "actions without data", "when the alarm's metric is missing"],
] as const;

/** Who is told when an alarm goes off. Who is told instead of somebody is one change with whom it replaces. */
export const actionFindings = (resource: Resource, estate: Estate): readonly Finding[] =>
  states.flatMap(([name, part, when]): readonly Finding[] => {
    if (keyOf(attribute(resource.before, name)) === keyOf(attribute(resource.after, name))) return [];
    const [had, has] = [estate.targets("before", resource, name), estate.targets("after", resource, name)];
    const [gone, added] = [without(had, has), without(has, had)];
    if (gone.length === 0 && added.length === 0) return [];
    if (gone.length > 0 && has.some(({ kind }) => kind === "unknown")) {
      return notReviewable(resource, name, { rule: "alarm-actions", part, before: inWords(had) });
    }
    const isLost = gone.length > 0;
    const foreign = foreignOf(estate, added);
    return [
      {
        rule: "alarm-actions",
        consequence: "guard lost",
        direction: isLost || foreign !== undefined ? "weaker" : "stronger",
        place: resource,
        part,
        before: isLost ? inWords(gone) : "none",
        after: added.length > 0 ? inWords(added) : "removed",
        meaning: [
          ...(!isLost
            ? [`More are told ${when}.`]
            : has.length === 0
              ? [`Nobody is told ${when} any more.`]
              : [`Some are no longer told ${when}${added.length === 0 ? "" : ", and others are"}.`]),
          ...(foreign === undefined
            ? []
            : [`Account ${foreign}, which no resource of the plans is in, is told from now on.`]),
        ].join(" "),
        says: changesAt(resource, name),
      },
    ];
  });

function foreignOf(estate: Estate, targets: readonly Target[]): string | undefined {
  const values = targets.flatMap((one) => (one.kind === "value" ? [one.value] : []));
  if (values.length === 0) return undefined;
  const own = ownAccounts(estate);
  return values.map((one) => foreignAccount(own, one)).find((one) => one !== undefined);
}

const without = (targets: readonly Target[], others: readonly Target[]): readonly Target[] =>
  targets.filter((one) => !others.some((other) => isSame(one, other)));

const inWords = (targets: readonly Target[]): string => listed(targets.map(targetWords).sort());
