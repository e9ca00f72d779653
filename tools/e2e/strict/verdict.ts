import type { MakesWrong } from "../limits/limit";
import type { JudgedCalls, Refusal } from "./judge";
import { placesOfText, type WrittenStack } from "./places";

/** What could not be judged, a line each. Never a silent pass. */
export function unjudged({ calls, unidentified, unreadable, catalogue }: JudgedCalls): string[] {
  const counted = (found: Readonly<Record<string, number>>): string[] =>
    Object.entries(found).map(([what, times]) => `${what} (${times} times)`);
  return [
    ...(calls === 0 ? ["no call was recorded"] : []),
    ...counted(unidentified),
    ...counted(unreadable),
    ...catalogue.unjudged,
  ];
}

/** Parts what AWS would refuse into what an emulator itself made wrong, by its line, and what somebody sends. */
export function sortRefusals(
  refusals: readonly Refusal[],
  limits: readonly MakesWrong[],
): { readonly known: readonly MakesWrong[]; readonly unknown: readonly Refusal[] } {
  const lineOf = ({ emulator, member, value }: Refusal): MakesWrong | undefined =>
    limits.find(
      (limit) =>
        limit.emulator.startsWith(`${emulator} `) &&
        member.endsWith(`.${limit.what}`) &&
        limit.value.test(String(value)),
    );
  const lines = refusals.map((refusal) => [refusal, lineOf(refusal)] as const);
  return {
    known: [...new Set(lines.flatMap(([, line]) => line ?? []))],
    unknown: lines.filter(([, line]) => line === undefined).map(([refusal]) => refusal),
  };
}

/** A refusal as a person reads it: the call, the value, the rule, and the address whose JSON has the value. */
export function describeRefusal(refusal: Refusal, stacks: readonly WrittenStack[]): string {
  const { service, operation, member, value, rule, sentence, source, layer: name, phases, times } = refusal;
  const what = value === null ? "is not sent" : `is ${JSON.stringify(value)}`;
  const places = typeof value === "string" && value !== "" ? placesOfText(value, name, stacks) : [];
  const who = name === "" ? "other callers than the layers' Terraform" : `${name} (${phases.join(", ")})`;
  return [
    `${service} ${operation}: ${member.slice(1)} ${what}; the rule: ${rule}`,
    ...(sentence === "" ? [] : [`  AWS: "${sentence}" (${source})`]),
    `  sent by ${who}, ${times} times; ${JSON.stringify(refusal.resource)}`,
    places.length > 0 ? `  in the JSON: ${places.join(", ")}` : "  in no place of the JSON in this form",
  ].join("\n");
}

/**
 * What a run has to break at the least, so that the mutations prove anything: the smallest environment that is run, `demo`,
 * touches 811 constraints in its calls.
 */
export const leastMutations = 500;

/** Why the mutations do not prove that the front sees; empty where they do. */
export function blindness({ mutations: { seen, unseen } }: JudgedCalls): string[] {
  const kinds = ["required", "enum", "pattern", "min", "max"];
  const missing = kinds.filter((kind) => (seen[kind] ?? 0) === 0);
  const total = sum(seen);
  return [
    ...unseen.map((mutation) => `not detected: ${mutation}`),
    ...missing.map((kind) => `no call touches a constraint of the kind "${kind}"`),
    ...(total < leastMutations
      ? [`only ${total} constraints are broken and detected; at least ${leastMutations} are needed`]
      : []),
  ];
}

/** `3980 of 3992 mutations seen (enum 3, …); the 12 others are legal: …`. */
export function describeMutations({ mutations: { seen, unseen, legal } }: JudgedCalls): string {
  const kinds = Object.entries(seen).map(([kind, count]) => `${kind} ${count}`);
  const all = sum(seen) + unseen.length + legal.length;
  const others = legal.length === 0 ? "" : `; legal by their pattern: ${legal.join(", ")}`;
  return `${sum(seen)} of ${all} mutations detected (${kinds.join(", ")})${others}`;
}

/** What was judged, in one line. */
export const describeJudgement = ({ calls, operations, services, botocore, catalogue }: JudgedCalls): string =>
  `${calls} calls, ${operations} operations of ${services.length} services, by the models of botocore ${botocore}; ` +
  `${catalogue.worded - catalogue.unjudged.length} of ${catalogue.worded} members with rules in words judged by the catalogue, ` +
  `${catalogue.met} of ${catalogue.met + catalogue.unmet.length} of its rules met`;

/** The rules that no call met: they prove nothing about this run. */
export const describeUnmet = ({ catalogue: { unmet } }: JudgedCalls): string =>
  unmet.length === 0 ? "every rule of the catalogue met a call" : `met by no call: ${unmet.join("; ")}`;

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
