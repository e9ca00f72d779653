import type { Estate, Resource } from "../estate";
import type { Finding } from "../finding";
import { type Normal, isList, isSet, keyOf, unknown } from "../plan/normal";
import { changesAt, valueAt } from "./paths";
import { listed, wordOf } from "./scales";
import { notReviewable } from "./setting";

/** An attribute with members, each of which makes the resource stronger: the logs that a database exports. */
export interface Members {
  readonly rule: string;
  readonly types: readonly string[];
  readonly attribute: string;
  /** In AWS's words. */
  readonly part: string;
  /** What it means that members are gone, and that members are new. */
  readonly weaker: string;
  readonly stronger: string;
  /** @default the elements of the attribute */
  readonly membersOf?: (value: Normal | undefined) => readonly Normal[];
}

/** Members that are gone, and members that are new. The order of members says nothing. */
export function findMembers(estate: Estate, tables: readonly Members[]): readonly Finding[] {
  return tables.flatMap((table) =>
    estate
      .changed(...table.types)
      .filter(({ before, after }) => before !== undefined && after !== undefined)
      .flatMap((resource) => findingsOf(table, resource)),
  );
}

function findingsOf(table: Members, resource: Resource): readonly Finding[] {
  const { rule, attribute, part, weaker, stronger, membersOf = elements } = table;
  const [before, after] = [valueAt(resource.before, attribute), valueAt(resource.after, attribute)];
  if (keyOf(before) === keyOf(after)) return [];
  const [had, has] = [membersOf(before), membersOf(after)];
  if (after === unknown || has.includes(unknown)) {
    return [notReviewable({ rule, attribute, part, resource, before: wordsOf(had) })];
  }
  const gone = without(had, has);
  const added = without(has, had);
  const common = { rule, consequence: "guard lost", place: resource, part } as const;
  const says = changesAt(resource, attribute);
  return [
    ...(gone.length === 0
      ? []
      : [{ ...common, direction: "weaker", before: wordsOf(gone), after: "removed", meaning: weaker, says } as const]),
    ...(added.length === 0
      ? []
      : [
          { ...common, direction: "stronger", before: "none", after: wordsOf(added), meaning: stronger, says } as const,
        ]),
  ];
}

function without(members: readonly Normal[], others: readonly Normal[]): readonly Normal[] {
  const known = new Set(others.map(keyOf));
  return members.filter((one) => !known.has(keyOf(one)));
}

const elements = (value: Normal | undefined): readonly Normal[] =>
  value === undefined ? [] : isList(value) || isSet(value) ? [...value] : [value];

const most = 5;

/** The first members, and how many more there are. */
const wordsOf = (members: readonly Normal[]): string =>
  members.length <= most
    ? listed(members.map(wordOf).sort())
    : `${members.map(wordOf).sort().slice(0, most).join(", ")} and ${String(members.length - most)} more`;
