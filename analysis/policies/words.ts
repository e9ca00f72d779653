import type { Clause } from "./conditions";
import type { Access, Cause, Vocabulary } from "./difference";
import { escalationsOf } from "./escalations";
import { nameOfPrincipal } from "./principals";
import type { TextSet } from "./sets";

/** Access in words: who may do what with what, on which conditions, why it is new or gone, and what makes it an escalation. */
export interface AccessInWords {
  readonly principals: string;
  readonly actions: string;
  readonly resources: string;
  readonly conditions: readonly string[];
  readonly because: readonly string[];
  readonly escalations: readonly string[];
}

/** The access, sorted by its words; access that differs in its actions alone is one line. */
export function inWords(
  found: readonly Access[],
  direction: "gained" | "lost",
  vocabulary: Vocabulary,
): readonly AccessInWords[] {
  const lines = new Map<string, AccessInWords>();
  for (const access of found) {
    const line = lineOf(access, direction, vocabulary);
    const { actions, escalations, ...rest } = line;
    const name = JSON.stringify(rest);
    const other = lines.get(name);
    const together = other !== undefined && !`${actions}${other.actions}`.includes(" ");
    if (other === undefined || !together) lines.set(other === undefined ? name : `${name}${actions}`, line);
    else
      lines.set(name, {
        ...line,
        actions: listed([...other.actions.split(","), ...actions.split(",")]),
        escalations: [...new Set([...other.escalations, ...escalations])],
      });
  }
  return [...lines.values()].sort((a, b) => (sentence(a) < sentence(b) ? -1 : 1));
}

/** One line: `everybody: s3:* on * (condition aws:SourceArn no longer required)`. */
export function sentence(access: AccessInWords): string {
  const { principals, actions, resources, conditions, because, escalations } = access;
  const who = principals === "" ? "" : `${principals}: `;
  const when = conditions.length === 0 ? "" : ` if ${conditions.join(" and ")}`;
  const marks = escalations.length === 0 ? "" : ` [escalation: ${escalations.join(", ")}]`;
  return `${who}${actions} on ${resources}${when} (${because.join("; ")})${marks}`;
}

function lineOf(access: Access, direction: "gained" | "lost", { saysWho, spelling }: Vocabulary): AccessInWords {
  const { principal, action, resource, clauses, unless, because, inPart } = access;
  return {
    principals: !saysWho ? "" : named(principal, nameOfPrincipal),
    actions: named(action, (one) => spelling.get(one) ?? one),
    resources: named(resource, (one) => one),
    conditions: [...clauses.map(wordsOf), ...unless.map((list) => `not (${list.map(wordsOf).join(" and ")})`)],
    because: [...because.map((cause) => reasonOf(cause, direction)), ...(inPart ? ["in part"] : [])],
    escalations:
      direction === "gained" ? escalationsOf(action, resource).filter((one) => !(saysWho && isTrust(one))) : [],
  };
}

/** A policy that says who may take a role is that role's own: it is about no other role. */
const isTrust = (escalation: string): boolean => escalation.startsWith("sts:");

const listed = (texts: readonly string[]): string => [...new Set(texts)].sort().join(",");

function named({ all, none }: TextSet, nameOf: (pattern: string) => string | undefined): string {
  const words = (patterns: readonly string[]): string => listed(patterns.flatMap((one) => nameOf(one) ?? []));
  const except = none.length === 0 ? "" : ` except ${words(none)}`;
  return `${all.map(words).sort().join(" that are also ")}${except}`;
}

const wordsOf = ({ operator, key, values }: Clause): string => `${key} ${operator} ${values.join("|")}`;

function reasonOf(cause: Cause, direction: "gained" | "lost"): string {
  const gained = direction === "gained";
  if (cause.kind === "deny") return gained ? "deny removed or narrowed" : "deny added or widened";
  if (cause.kind === "boundary")
    return gained ? "permissions boundary removed or widened" : "permissions boundary added or narrowed";
  if (cause.kind === "no allow") return gained ? "allow added or widened" : "allow removed or narrowed";
  const clauses = listed(cause.clauses.map(wordsOf));
  return gained ? `condition ${clauses} no longer required` : `condition ${clauses} now required`;
}
