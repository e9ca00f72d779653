import type { Clause } from "./conditions";
import type { Access, Cause, Vocabulary } from "./difference";
import { escalationsOf } from "./escalations";
import { nameOfPrincipal } from "./principals";
import type { Requests } from "./requests";
import type { TextSet } from "./sets";

/** Requests in words. */
interface RequestsInWords {
  readonly principals: string;
  readonly actions: string;
  readonly resources: string;
  readonly conditions: readonly string[];
}

/** Access in words: who may do what with what, on which conditions, why it is new or gone, and what makes it an escalation. */
export interface AccessInWords extends RequestsInWords {
  readonly because: readonly string[];
  readonly escalations: readonly string[];
  /** Escalations of the whole that no part of it has. */
  readonly stopped: readonly string[];
  /** What the other side allows of access that is told as a whole. */
  readonly already: readonly string[];
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
    const { actions, escalations, stopped, ...rest } = line;
    const name = JSON.stringify(rest);
    const other = lines.get(name);
    const together = other !== undefined && !`${actions}${other.actions}`.includes(" ");
    if (other === undefined || !together) lines.set(other === undefined ? name : `${name}${actions}`, line);
    else
      lines.set(name, {
        ...line,
        actions: listed([...other.actions.split(","), ...actions.split(",")]),
        escalations: [...new Set([...other.escalations, ...escalations])],
        stopped: [...new Set([...other.stopped, ...stopped])],
      });
  }
  return [...lines.values()].sort((a, b) => (sentence(a) < sentence(b) ? -1 : 1));
}

/** One line: `everybody: s3:* on * (condition aws:SourceArn no longer required)`. */
export function sentence(access: AccessInWords): string {
  const { because, escalations } = access;
  const marks = escalations.length === 0 ? "" : ` [escalation: ${escalations.join(", ")}]`;
  return `${clause(access)} (${because.join("; ")})${marks}`;
}

function clause({ principals, actions, resources, conditions }: RequestsInWords): string {
  const who = principals === "" ? "" : `${principals}: `;
  const when = conditions.length === 0 ? "" : ` if ${conditions.join(" and ")}`;
  return `${who}${actions} on ${resources}${when}`;
}

function lineOf(access: Access, direction: "gained" | "lost", vocabulary: Vocabulary): AccessInWords {
  const { because, inPart, unless, both = [], already = [], parts = [access] } = access;
  const escalationsIn = (requests: readonly Requests[]): readonly string[] =>
    [...new Set(requests.flatMap(({ action, resource }) => escalationsOf(action, resource)))].filter(
      (one) => direction === "gained" && !(vocabulary.saysWho && isTrust(one)),
    );
  const escalations = escalationsIn(parts);
  return {
    ...requestsInWords({ ...access, unless: unless.filter((list) => !both.includes(list)) }, vocabulary),
    because: [...because.map((cause) => reasonOf(cause, direction)), ...(inPart ? ["in part"] : [])],
    escalations,
    stopped: escalationsIn([access]).filter((one) => !escalations.includes(one)),
    already: [...new Set(already.map((one) => clause(requestsInWords(one, vocabulary))))].sort(),
  };
}

function requestsInWords(
  { principal, action, resource, clauses, unless }: Requests,
  { saysWho, spelling }: Vocabulary,
): RequestsInWords {
  return {
    principals: !saysWho ? "" : named(principal, nameOfPrincipal),
    actions: named(action, (one) => spelling.get(one) ?? one),
    resources: named(resource, (one) => one),
    conditions: [...clauses.map(wordsOf), ...unless.map((list) => `not (${list.map(wordsOf).join(" and ")})`)],
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
