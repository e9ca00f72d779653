import { type Estate, type Resource, type Target, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { isSame, targetWords } from "../../settings/names";
import { changesAt } from "../../settings/paths";
import { notReviewable } from "../../settings/setting";
import { listed } from "../../settings/words";

const states = [
  ["alarm_actions", "actions", "when the alarm goes off"],
  ["insufficient_data_actions", "actions without data", "when the alarm's metric is missing"],
] as const;

/** Who is told when an alarm goes off. */
export const actionFindings = (resource: Resource, estate: Estate): readonly Finding[] =>
  states.flatMap(([name, part, when]): readonly Finding[] => {
    if (keyOf(attribute(resource.before, name)) === keyOf(attribute(resource.after, name))) return [];
    const [had, has] = [estate.targets("before", resource, name), estate.targets("after", resource, name)];
    const gone = without(had, has);
    const added = without(has, had);
    const common = { rule: "alarm-actions", part } as const;
    if (gone.length > 0 && has.some(({ kind }) => kind === "unknown")) {
      return notReviewable(resource, name, { ...common, before: inWords(had) });
    }
    const change = { ...common, consequence: "guard lost", place: resource, says: changesAt(resource, name) } as const;
    return [
      ...(gone.length === 0
        ? []
        : [
            {
              ...change,
              direction: "weaker",
              before: inWords(gone),
              after: "removed",
              meaning: has.length === 0 ? `Nobody is told ${when} any more.` : `Some are no longer told ${when}.`,
            } as const,
          ]),
      ...(added.length === 0
        ? []
        : [
            {
              ...change,
              direction: "stronger",
              before: "none",
              after: inWords(added),
              meaning: `More are told ${when}.`,
            } as const,
          ]),
    ];
  });

const without = (targets: readonly Target[], others: readonly Target[]): readonly Target[] =>
  targets.filter((one) => !others.some((other) => isSame(one, other)));

const inWords = (targets: readonly Target[]): string => listed(targets.map(targetWords).sort());
