import { isRecord, listOf } from "./json";
import { asText, hasVariable, type Pattern } from "./patterns";
import { everything, type TextSet } from "./sets";

/**
 * Principals as texts: `direct AWS arn:…` is who gets access by the policy itself, `delegated AWS arn:…` who gets access because
 * the policy lets that person's account decide. An account's principal `arn:aws:iam::ID:root`, or only its number, delegates to
 * the account (IAM User Guide, "AWS JSON policy elements: Principal"); a Deny of it denies everybody in the account.
 */
const direct = (kind: string, value: Pattern): Pattern => `direct ${kind} ${value}`;
const delegated = (value: Pattern): Pattern => `delegated AWS ${value}`;

const account = /^(?:arn:([^:]+):iam::)?(\d{12}|\$\{[^}]*\})(?::root)?$/;

/** The principals of a statement: `*` and `{"AWS": "*"}` are everybody; without the element, whoever has the policy. */
export function principalsOf(principal: unknown, notPrincipal: unknown, isDeny: boolean): TextSet | undefined {
  if (principal === undefined && notPrincipal === undefined) return everything;
  const patterns = patternsOf(principal ?? notPrincipal, isDeny || principal === undefined);
  if (patterns === undefined) return undefined;
  return principal === undefined ? { all: [["*"]], none: patterns } : { all: [patterns], none: [] };
}

function patternsOf(principal: unknown, bothWays: boolean): Pattern[] | undefined {
  if (typeof principal === "string") return principal === "*" ? ["*"] : undefined;
  if (!isRecord(principal)) return undefined;
  const found: Pattern[] = [];
  for (const [kind, value] of Object.entries(principal))
    for (const one of listOf(value)) {
      if (typeof one !== "string") return undefined;
      found.push(
        ...(kind === "AWS" ? ofAws(one, bothWays) : [one === "*" ? `direct ${kind} *` : direct(kind, asText(one))]),
      );
    }
  return [...new Set(found)].sort();
}

function ofAws(value: string, bothWays: boolean): Pattern[] {
  if (value === "*") return ["*"];
  const [, partition = "*", id] = account.exec(value) ?? [];
  if (id !== undefined && (!hasVariable(value) || value.endsWith(":root"))) {
    const anyone = `arn:${partition === "aws" ? "*" : partition}:*::${id}:*`;
    return bothWays ? [delegated(anyone), direct("AWS", anyone)] : [delegated(anyone)];
  }
  const people = [value, ...sessionsOf(value)];
  return people.flatMap((one) => (bothWays ? [direct("AWS", one), delegated(one)] : [direct("AWS", one)]));
}

/** A role's principal is that of all its sessions. */
function sessionsOf(arn: string): Pattern[] {
  const [, partition, id, path] = /^arn:([^:]+):iam::([^:]+):role\/(.+)$/.exec(arn) ?? [];
  const name = path?.split("/").at(-1);
  return name === undefined ? [] : [`arn:${partition ?? "*"}:sts::${id ?? "*"}:assumed-role/${name}/*`];
}

/** The principal in words: `account 111122223333`, an ARN, `service lambda.amazonaws.com`. */
export function nameOfPrincipal(pattern: Pattern): string | undefined {
  if (pattern === "*") return "everybody";
  const [, way, kind = "", value = ""] = /^(direct|delegated) (\S+) (.*)$/.exec(pattern) ?? [];
  if (kind === "AWS" && /:assumed-role\/[^/]+\/\*$/.test(value)) return undefined;
  const id = /^arn:[^:]+:\*::(.+):\*$/.exec(value)?.[1];
  if (id !== undefined) return `account ${id}`;
  if (kind === "AWS") return way === "delegated" ? `${value} by its account's policies` : value;
  return kind === "Service" ? `service ${value}` : `${kind.toLowerCase()} ${value}`;
}
