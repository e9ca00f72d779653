import type { Resource } from "../estate";
import type { Consequence, Direction, Finding } from "../finding";
import { unknown, elementsOf } from "../plan/normal";
import { isMarked } from "../plan/redacted";
import { type Value, without } from "./paths";
import { type Question, judgesOf } from "./question";
import { type Judgement, sidesOf, unknownAfter, withPlace } from "./setting";
import { allOf } from "./words";

/** An attribute that is a set, where each member more opens or closes something. */
export interface Members {
  readonly rule: string;
  readonly consequence: Consequence;
  readonly path: string;
  /** What AWS calls the attribute. */
  readonly part: string;
  /** What a member more is. */
  readonly more: "weaker" | "stronger";
  readonly added: string;
  readonly removed: string;
  /** @default the elements of the attribute */
  readonly membersIn?: (value: Value) => Value;
  /** Of a created or deleted resource, the members that are worth a finding. Without it there is none. */
  readonly whenNew?: (member: string) => boolean;
}

/** Such an attribute of some types. */
export interface TypedMembers extends Members {
  readonly types: readonly string[];
}

/** What sets of some types gain, and what they lose. */
export const ofMembers = (tables: readonly TypedMembers[]): Question => ({
  judges: judgesOf(tables.map(({ types, path }) => ({ types, paths: [path] }))),
  find: (estate) =>
    tables.flatMap((table) => estate.changed(...table.types).flatMap((resource) => memberFindings(resource, [table]))),
});

/** What sets gain, and what they lose: a finding each. */
export function memberFindings(resource: Resource, all: readonly Members[]): readonly Finding[] {
  if (resource.deposed !== undefined) return [];
  const isWhole = resource.before === undefined || resource.after === undefined;
  return all
    .filter(({ whenNew }) => !isWhole || whenNew !== undefined)
    .flatMap((members) => {
      const { path, whenNew, membersIn = same } = members;
      const [before, after] = sidesOf(resource, path);
      const [had, has] = [before, after].map((one) => (one === unknown ? unknown : membersIn(one)));
      const found = judgedMembers(members, had, has, isWhole ? whenNew : undefined);
      return found.map((one) => withPlace(one, resource, path));
    });
}

const same = (value: Value): Value => value;

/** What a set gains, and what it loses. */
export function judgedMembers(
  { rule, consequence, part, more, added, removed }: Omit<Members, "path" | "whenNew">,
  before: Value,
  after: Value,
  isSaid: (member: string) => boolean = () => true,
): readonly Judgement[] {
  const [had, has] = [elementsOf(before), elementsOf(after)];
  // Of values that a plan marks, the review says that nobody can compare them.
  if ([...had, ...has].some(isMarked)) return [];
  if (has.includes(unknown)) return had.includes(unknown) ? [] : [unknownAfter(rule, part, allOf(before))];
  const said = (members: readonly Value[]): readonly Value[] => members.filter((one) => isSaid(allOf(one)));
  const [news, gone] = [said(without(has, had)), said(without(had, has))].map((one) =>
    one.filter((x) => x !== undefined),
  );
  const finding = { rule, consequence, part } as const;
  const less: Direction = more === "weaker" ? "stronger" : "weaker";
  return [
    ...(news?.length ? [{ ...finding, direction: more, after: allOf(news), meaning: added }] : []),
    ...(gone?.length ? [{ ...finding, direction: less, before: allOf(gone), meaning: removed }] : []),
  ];
}
