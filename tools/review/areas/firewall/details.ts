import { changesOf } from "../../plan/changes";
import { type Normal, isList } from "../../plan/normal";
import { scalar } from "../../settings/words";
import { standards } from "./canonical";
import type { Firewall } from "./firewall";
import { type Match, type Statement, partsOf, statementKey } from "./statement";
import { wordsOf } from "./words";

/** Two statements in words. Where the words are the same, also what differs in the one test that is another. */
export function wordsOfBoth(
  before: Statement | undefined,
  after: Statement | undefined,
  firewall: Firewall,
): readonly [string, string] {
  const [was, is] = [wordsOf(before, firewall), wordsOf(after, firewall)];
  if (was !== is) return [was, is];
  const [had, has] = [matchesIn(before), matchesIn(after)];
  const [gone, ...othersGone] = without(had, has);
  const [come, ...othersCome] = without(has, had);
  const isOne = othersGone.length === 0 && othersCome.length === 0;
  const details = gone !== undefined && come !== undefined && isOne ? detailsOf(gone, come) : [];
  if (details.length === 0) return [was, `${is}, in another way`];
  const side = (words: string, which: "before" | "after"): string =>
    [words, ...details.map((detail) => detail[which])].join(", ");
  return [side(was, "before"), side(is, "after")];
}

const matchesIn = (statement: Statement | undefined): readonly Match[] =>
  partsOf(statement).filter((part) => part.kind === "match");

function without(all: readonly Match[], others: readonly Match[]): readonly Match[] {
  const known = new Set(others.map(statementKey));
  return all.filter((one) => !known.has(statementKey(one)));
}

/** Texts that are looked for: in a header they may be a secret. */
const hidden: ReadonlySet<string> = new Set(["search_string", "regex_string"]);

interface Detail {
  readonly before: string;
  readonly after: string;
}

function detailsOf(before: Match, after: Match): readonly Detail[] {
  const transformations = "text_transformation";
  const [had, has] = [before, after].map(({ settings }) => transformed(settings[transformations]));
  const others = changesOf(before.settings, after.settings)
    .filter(({ path }) => !path.startsWith(transformations))
    .map(({ path, before: was, after: is }) => {
      const name = /([a-z_]+)$/.exec(path)?.[1] ?? path;
      if (hidden.has(name)) return { before: "one text", after: "another text" };
      const word = (value: Normal | undefined): string =>
        `${name.replaceAll("_", " ")} ${scalar(value) || (standards[name] ?? "not shown")}`;
      return { before: word(was), after: word(is) };
    });
  return [...(had === has ? [] : [{ before: had ?? "", after: has ?? "" }]), ...others].filter(
    (detail) => detail.before !== detail.after,
  );
}

const transformed = (value: Normal | undefined): string =>
  isList(value) && value.length > 0 ? `after ${value.map(scalar).join(", then ")}` : "as it is written";
