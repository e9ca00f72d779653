import { parse, parseCIDR, type IPv4, type IPv6 } from "ipaddr.js";
import type { Fact, Formula } from "./conditions";
import { hasVariable, includes, mayMeet, type Pattern } from "./patterns";

/** More facts than these are not tried one by one: the formulas count as possible. */
const mostFacts = 18;

/** Whether a request may make all formulas true: "no" is sure, "yes" may be one-sided. */
export function mayAllHold(formulas: readonly Formula[]): boolean {
  const facts = [...new Map(formulas.flatMap(factsOf).map((fact) => [fact.name, fact])).values()];
  if (facts.length > mostFacts) return true;
  return search(formulas, facts, new Map());
}

function factsOf(formula: Formula): Fact[] {
  if ("fact" in formula) return [formula.fact];
  if ("not" in formula) return factsOf(formula.not);
  return ("and" in formula ? formula.and : formula.or).flatMap(factsOf);
}

function search(formulas: readonly Formula[], facts: readonly Fact[], known: Map<Fact, boolean>): boolean {
  const names = new Map([...known].map(([fact, value]) => [fact.name, value]));
  const values = formulas.map((formula) => valueOf(formula, names));
  if (values.includes(false)) return false;
  const fact = facts[known.size];
  if (fact === undefined || values.every((value) => value === true)) return true;
  return [true, false].some(
    (value) =>
      [...known].every(([other, its]) => together(fact, value, other, its)) &&
      search(formulas, facts, new Map([...known, [fact, value]])),
  );
}

function valueOf(formula: Formula, known: ReadonlyMap<string, boolean>): boolean | undefined {
  if ("fact" in formula) return known.get(formula.fact.name);
  if ("not" in formula) {
    const value = valueOf(formula.not, known);
    return value === undefined ? undefined : !value;
  }
  const [parts, decides] = "and" in formula ? [formula.and, false] : [formula.or, true];
  const values = parts.map((part) => valueOf(part, known));
  if (values.includes(decides)) return decides;
  return values.includes(undefined) ? undefined : !decides;
}

/** Whether two facts may have these values in one request. */
function together(a: Fact, isA: boolean, b: Fact, isB: boolean): boolean {
  if (a.key !== b.key) return true;
  if (isA && isB) return !exclude(a, b);
  if (isA) return !implies(a, b);
  if (isB) return !implies(b, a);
  return !(a.kind === "absent" && isAnyText(b)) && !(b.kind === "absent" && isAnyText(a));
}

/** Whatever value the key has, it is as `*` says. */
const isAnyText = ({ kind, family, values }: Fact): boolean => kind === "one" && family === "text" && values[0] === "*";

const needsKey = ({ kind, family }: Fact): boolean => family !== "other" && (kind === "one" || kind === "any");

function exclude(a: Fact, b: Fact): boolean {
  if (a.kind === "absent") return needsKey(b);
  if (b.kind === "absent") return needsKey(a);
  if (a.kind !== "one" || b.kind !== "one") return false;
  const [x, y] = [a.values[0] ?? "", b.values[0] ?? ""];
  if (isOrdered(a) && isOrdered(b)) return below(a, b) === "apart";
  return a.family === b.family && areApart(a.family, x, y);
}

function implies(a: Fact, b: Fact): boolean {
  if (a.kind === "absent") return b.kind === "each";
  if (a.kind !== b.kind) return false;
  if (isOrdered(a) && isOrdered(b)) return a.kind === "one" && below(a, b) === "within";
  if (a.family !== b.family) return false;
  return a.values.every((x) => b.values.some((y) => isWithin(a.family, x, y)));
}

function isWithin(family: Fact["family"], narrow: Pattern, wide: Pattern): boolean {
  if (narrow === wide) return true;
  if (family === "text" || family === "caseless") return includes(wide, narrow);
  if (family === "arn") return partsOf(narrow, wide)?.every(([x, y]) => includes(y, x)) ?? false;
  if (family === "address") {
    const [x, y] = [blockOf(narrow), blockOf(wide)];
    return x !== undefined && y !== undefined && x[0].kind() === y[0].kind() && x[1] >= y[1] && contains(y, x[0]);
  }
  return false;
}

function areApart(family: Fact["family"], a: Pattern, b: Pattern): boolean {
  if (family === "text" || family === "caseless") return !mayMeet(a, b);
  if (family === "arn") return partsOf(a, b)?.some(([x, y]) => !mayMeet(x, y)) ?? false;
  if (family !== "address") return false;
  const [x, y] = [blockOf(a), blockOf(b)];
  if (x === undefined || y === undefined) return false;
  return x[0].kind() !== y[0].kind() || !(x[1] <= y[1] ? contains(x, y[0]) : contains(y, x[0]));
}

/** The six parts of two ARNs, which ArnLike compares each for itself; undefined where a text has another form. */
function partsOf(a: Pattern, b: Pattern): [Pattern, Pattern][] | undefined {
  const [left, right] = [a, b].map((arn) => (hasVariable(arn) ? [] : arn.split(":")));
  if (left === undefined || right === undefined || left.length < 6 || right.length < 6) return undefined;
  const six = (parts: string[]): string[] => [...parts.slice(0, 5), parts.slice(5).join(":")];
  return six(left).map((part, at) => [part, six(right)[at] ?? ""]);
}

type Block = readonly [IPv4 | IPv6, number];

function blockOf(value: string): Block | undefined {
  try {
    if (value.includes("/")) return parseCIDR(value);
    const address = parse(value);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  } catch {
    return undefined;
  }
}

const contains = ([network, length]: Block, address: IPv4 | IPv6): boolean =>
  address.kind() === network.kind() && address.match(network, length);

const isOrdered = ({ family }: Fact): boolean => family.startsWith("number") || family.startsWith("date");

/** Of two facts about an ordered value: whether the first is within the second, or both exclude each other. */
function below(a: Fact, b: Fact): "within" | "apart" | "neither" {
  const [kindOfA, kindOfB] = [a.family.replace(/[<=]/g, ""), b.family.replace(/[<=]/g, "")];
  const [x, y] = [numberOf(kindOfA, a.values[0] ?? ""), numberOf(kindOfB, b.values[0] ?? "")];
  if (kindOfA !== kindOfB || x === undefined || y === undefined) return "neither";
  const holds = (family: string, value: number, bound: number): boolean =>
    (family.includes("<") && value < bound) || (family.includes("=") && value === bound);
  const [exactA, exactB] = [!a.family.includes("<"), !b.family.includes("<")];
  if (exactA) return holds(b.family, x, y) ? "within" : "apart";
  if (exactB) return holds(a.family, y, x) ? "neither" : "apart";
  return x < y || (x === y && (b.family.includes("=") || !a.family.includes("="))) ? "within" : "neither";
}

function numberOf(kind: string, value: string): number | undefined {
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number)) return number;
  const time = kind === "date" && /^\d{4}-/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time / 1000;
}
