import { type Resource, type Side, attribute, blockOf, textOf, textsOf } from "../../estate";
import { unknown } from "../../plan/normal";
import { hostOf, isOwn } from "./own-hosts";
import { type Pointed, type Pointing, pointedWords } from "./pointing";

/** Types of records by which somebody is led to a host (Amazon Route 53 Developer Guide, "Supported DNS record types"). */
const led: Readonly<Record<string, string>> = {
  A: "Clients of the name, with their cookies and tokens,",
  AAAA: "Clients of the name, with their cookies and tokens,",
  CNAME: "Clients of the name, with their cookies and tokens,",
  MX: "Mail for the name",
  NS: "Whoever asks for a name in this domain",
};

export const typeOf = (value: Resource["before"]): string => (textOf(value, "type") ?? "").toUpperCase();

/** Who is led to the target of a record of the type; undefined for a type that has texts, and no target. */
export const ledBy = (value: Resource["before"]): string | undefined =>
  Object.hasOwn(led, typeOf(value)) ? led[typeOf(value)] : undefined;

/** Whether the record proves to AWS who has a name, for a certificate (ACM User Guide, "DNS validation"). */
export const validates = (value: Resource["before"]): boolean =>
  textsOf(value, "records").some((one) => /\.acm-validations\.aws\.?$/.test(one));

/** What a name leads to: the target of an alias, or each record. One that is known after apply is open. */
export function targetsOf(pointing: Pointing, record: Resource, side: Side): readonly Pointed[] {
  const value = record[side];
  const alias = blockOf(value, "alias");
  if (alias !== undefined) return [pointing.at(side, record, "alias.name", attribute(alias, "name")) ?? {}];
  if (attribute(value, "records") === unknown) return [pointing.at(side, record, "records", unknown) ?? {}];
  if (ledBy(value) === undefined) return textsOf(value, "records").map((one) => ({ value: one }));
  // The record of a mail server has a number in front.
  return textsOf(value, "records").map(
    (one) => pointing.at(side, record, "records", hostOf(one.split(/\s+/).at(-1) ?? one)) ?? {},
  );
}

/** The hosts that none of the plans' resources has. */
export const foreignIn = (pointing: Pointing, targets: readonly Pointed[]): readonly string[] =>
  targets.flatMap(({ value }) => (value === undefined || isOwn(pointing.hosts, value) ? [] : [value]));

export const wordsOf = (targets: readonly Pointed[]): string => targets.map(pointedWords).sort().join(", ") || "none";

/** What it means that a name leads to a host of others. Whoever makes a bucket of the name has its website. */
export const foreignMeaning = (value: Resource["before"], hosts: readonly string[]): string =>
  `${ledBy(value) ?? "Clients"} ${typeOf(value) === "NS" ? "asks" : typeOf(value) === "MX" ? "goes to" : "are led to"} ${hosts.join(", ")}, which none of the given plans has: ${
    hosts.some((one) => /\.s3-website[.-]/.test(one))
      ? "whoever makes a bucket of that name answers."
      : "whoever holds it answers."
  }`;
