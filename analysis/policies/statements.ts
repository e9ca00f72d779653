import { clausesOf, nameOf, type Clause } from "./conditions";
import { isRecord, listOf } from "./json";
import { lowerCase, type Pattern } from "./patterns";
import { principalsOf } from "./principals";
import { everything, type TextSet } from "./sets";

/** Requests by their principal, action and resource. */
export interface Box {
  readonly principal: TextSet;
  readonly action: TextSet;
  readonly resource: TextSet;
}

/** One statement; its Sid and its place mean nothing. */
export interface Statement extends Box {
  readonly effect: "Allow" | "Deny";
  readonly clauses: readonly Clause[];
  /** The actions as they are written, for people. */
  readonly spelling: readonly string[];
  /** A policy of a resource says who; an identity's does not. */
  readonly saysWho: boolean;
  /** Equal of statements that mean the same and are written the same, whatever the order. */
  readonly name: string;
}

export type Policy = readonly Statement[];

/** A policy that is not known, or not understood, and why. */
export interface Unknown {
  readonly unknown: string;
}

/**
 * Reads a policy: JSON or its text, null or an empty text for none. Names of actions have no case, a scalar is a list of one
 * (IAM User Guide, "IAM JSON policy elements: Action", "Grammar of the IAM JSON policy language").
 */
export function policyOf(document: unknown): Policy | Unknown {
  if (document === null || document === "") return [];
  if (document === undefined) return { unknown: "the policy is known only after the apply" };
  const read = typeof document === "string" ? parsed(document) : document;
  if (!isRecord(read)) return { unknown: "the policy is no JSON object" };
  const other = Object.keys(read).find((key) => !["Version", "Id", "Statement"].includes(key));
  if (other !== undefined) return { unknown: `the policy has the element ${other}, which IAM does not have` };
  // Without a statement a policy allows nothing, and denies nothing.
  const written = listOf(read["Statement"]);
  const statements: Statement[] = [];
  for (const [at, one] of written.entries()) {
    const statement = statementOf(one);
    if (typeof statement === "string") return { unknown: `statement ${String(at + 1)} ${statement}` };
    statements.push(statement);
  }
  return [...new Map(statements.map((one) => [one.name, one])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const elements = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/** The statement, or what is wrong with it. */
function statementOf(written: unknown): Statement | string {
  if (!isRecord(written)) return "is no object";
  const other = Object.keys(written).find((key) => !elements.includes(key));
  if (other !== undefined) return `has the element ${other}, which IAM does not have`;
  const { Effect: effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = written;
  if (effect !== "Allow" && effect !== "Deny") return "has no Effect Allow or Deny";
  const principal = principalsOf(Principal, NotPrincipal, effect === "Deny");
  const action = textsOf(Action, NotAction, lowerCase);
  // A trust policy has no Resource: the resource is the role.
  const resource =
    Resource === undefined && NotResource === undefined ? everything : textsOf(Resource, NotResource, (one) => one);
  const clauses = clausesOf(Condition);
  if (principal === undefined) return "has a principal of another form";
  if (action === undefined) return "has actions of another form";
  if (resource === undefined) return "has resources of another form";
  if (clauses === undefined) return "has a condition of another form";
  const box = { principal, action, resource };
  const spelling = listOf(Action ?? NotAction).filter((one) => typeof one === "string");
  const saysWho = Principal !== undefined || NotPrincipal !== undefined;
  return { effect, ...box, clauses, spelling, saysWho, name: JSON.stringify([effect, box, clauses.map(nameOf)]) };
}

function textsOf(wanted: unknown, not: unknown, normal: (one: string) => Pattern): TextSet | undefined {
  if ((wanted === undefined) === (not === undefined)) return undefined;
  const written = listOf(wanted ?? not);
  if (written.length === 0 || !written.every((one) => typeof one === "string")) return undefined;
  const patterns = [...new Set(written.map(normal))].sort();
  return wanted === undefined ? { all: [["*"]], none: patterns } : { all: [patterns], none: [] };
}
