import { type Resource, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { together } from "../firewall/effect";

/** The authorities that may issue a certificate for a name; undefined for any. */
type Issuers = ReadonlySet<string> | undefined;

/**
 * Who may issue certificates for a name, and who certificates with a wildcard. Without a record any authority may (ACM User Guide,
 * "Configure a CAA record"; Knowledge Center, "How do I resolve CAA errors for issuing or renewing an ACM certificate?").
 */
export function issuerFindings(
  record: Resource,
  former = record,
  said: Pick<Finding, "says"> = {},
): readonly Finding[] {
  const kinds = ["issue", "issuewild"] as const;
  const [had, has] = [former.before, record.after].map((value) => kinds.map((kind) => issuersOf(value, kind)));
  if (had === undefined || has === undefined) return [];
  const directions = kinds.flatMap((_, at) => [
    ...(isMore(has[at], had[at]) ? (["weaker"] as const) : []),
    ...(isMore(had[at], has[at]) ? (["stronger"] as const) : []),
  ]);
  const direction = together(directions);
  return [
    {
      rule: "dns-issuers",
      consequence: "guard lost",
      direction,
      place: record,
      part: "certificate authorities",
      before: wordsOf(had),
      after: direction === "neutral" ? `${wordsOf(has)}, with other settings` : wordsOf(has),
      meaning:
        direction === "weaker"
          ? "More certificate authorities may issue a certificate for the name: one that is tricked gives others your name."
          : direction === "stronger"
            ? "Fewer certificate authorities may issue a certificate for the name; one that is left out cannot renew its own."
            : direction === "neutral"
              ? "The same certificate authorities may issue a certificate for the name."
              : "Other certificate authorities may issue a certificate for the name; one that is left out cannot renew its own.",
      ...said,
    },
  ];
}

function issuersOf(value: Resource["before"], kind: "issue" | "issuewild"): Issuers {
  const properties = textsOf(value, "records").map((one) => /^\s*\d+\s+(\w+)\s+"?([^"]*)"?\s*$/.exec(one));
  const of = (name: string): readonly string[] =>
    properties.flatMap((one) => (one?.[1]?.toLowerCase() === name ? [(one[2] ?? "").trim().toLowerCase()] : []));
  const own = of(kind);
  const all = kind === "issuewild" && own.length === 0 ? of("issue") : own;
  if (all.length === 0) return undefined;
  // A semicolon alone stands for nobody.
  return new Set(all.filter((one) => one !== ";" && one !== ""));
}

const isMore = (one: Issuers, other: Issuers): boolean =>
  other !== undefined && (one === undefined || [...one].some((name) => !other.has(name)));

function wordsOf([issue, wild]: readonly Issuers[]): string {
  const [own, wildcards] = [issue, wild].map((one) =>
    one === undefined ? "any authority" : [...one].sort().join(", ") || "no authority",
  );
  return own === wildcards ? (own ?? "") : `${own ?? ""}; for wildcards ${wildcards ?? ""}`;
}
