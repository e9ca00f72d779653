import type { Clause, Formula } from "./conditions";
import { mayAllHold } from "./facts";
import { areApart, isEmpty, meet, minus } from "./sets";
import type { Box, Statement } from "./statements";

/** Requests of a box that fulfil all clauses, and none of the lists of clauses in `unless`. */
export interface Requests extends Box {
  readonly clauses: readonly Clause[];
  readonly unless: readonly (readonly Clause[])[];
}

const dimensions = ["principal", "action", "resource"] as const;

/** More parts than these are not taken apart further: what is left counts as left. */
const mostParts = 400;

const formulasOf = ({ clauses, unless }: Requests): Formula[] => [
  ...clauses.map(({ formula }) => formula),
  ...unless.map((list) => ({ not: { and: list.map(({ formula }) => formula) } })),
];

export const mayHold = (requests: Requests, ...more: readonly Formula[]): boolean =>
  mayAllHold([...formulasOf(requests), ...more]);

/** Requests that may be in both; undefined if there is surely none. */
export function inBoth(requests: Requests, statement: Statement): Requests | undefined {
  const box = boxInBoth(requests, statement);
  if (box === undefined) return undefined;
  const clauses = [
    ...new Map([...requests.clauses, ...statement.clauses].map((one) => [JSON.stringify(one), one])).values(),
  ];
  const both = { ...box, clauses, unless: requests.unless };
  return statement.clauses.length === 0 || mayHold(both) ? both : undefined;
}

export function boxInBoth(a: Box, b: Box): Box | undefined {
  if (dimensions.some((dimension) => areApart(a[dimension], b[dimension]))) return undefined;
  const [principal, action, resource] = dimensions.map((dimension) => meet(a[dimension], b[dimension]));
  if (principal === undefined || action === undefined || resource === undefined) return undefined;
  return [action, resource, principal].some(isEmpty) ? undefined : { principal, action, resource };
}

/** The requests that are not surely the statement's, in parts. */
function without(requests: Requests, statement: Statement): Requests[] {
  if (boxInBoth(requests, statement) === undefined) return [requests];
  const parts: Requests[] = [];
  let rest = requests;
  for (const dimension of dimensions) {
    for (const part of minus(rest[dimension], statement[dimension])) parts.push({ ...rest, [dimension]: part });
    rest = { ...rest, [dimension]: meet(rest[dimension], statement[dimension]) };
  }
  if (statement.clauses.length > 0) {
    const unmet = { ...rest, unless: [...rest.unless, statement.clauses] };
    if (mayHold(unmet)) parts.push(unmet);
  }
  return parts;
}

export function withoutAll(requests: Requests, statements: readonly Statement[]): Requests[] {
  let parts = [requests];
  for (const statement of statements) {
    if (parts.length === 0) return [];
    if (parts.length > mostParts) return parts;
    parts = parts.flatMap((part) => without(part, statement));
  }
  return parts;
}

/** Whether all of `narrow` is surely in `wide`. */
export const isWithin = (narrow: Requests, wide: Requests): boolean =>
  dimensions.every((dimension) => minus(narrow[dimension], wide[dimension]).length === 0) &&
  formulasOf(wide).every((formula) => !mayHold(narrow, { not: formula }));
