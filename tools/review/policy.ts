import { type Consequence, type Direction, consequences, isWeaker } from "./finding";
import { refusal } from "./plan/json-text";
import { isRecord } from "./plan/json-value";

/** What a finding asks of whoever approves the change, the worst first. */
export const levels = ["stop", "ask", "note"] as const;
export type Level = (typeof levels)[number];

/** The level of a weakening, by its consequence. */
export type Policy = Readonly<Record<Consequence, Level>>;

/** Stops what loses data, exposes, lifts a guard, gives a privilege or cannot be judged; asks for what interrupts. */
export const defaultPolicy: Policy = {
  "data loss": "stop",
  exposure: "stop",
  "guard lost": "stop",
  "privilege gained": "stop",
  downtime: "ask",
  contract: "ask",
  "not reviewable": "stop",
  other: "note",
};

/** The level of a finding. Only a weakening, or what may be one, is more than a note. */
export const levelOf = (policy: Policy, consequence: Consequence, direction: Direction): Level =>
  isWeaker({ direction }) ? policy[consequence] : "note";

/**
 * Reads a policy: an object in JSON that has a level for some classes. A class without a level keeps that of the default policy.
 *
 * @param source how a message names the file
 * @throws ToolError, of exit status 2, with each fault in a sentence
 */
export function readPolicy(text: string, source: string): Policy {
  const entries = Object.entries(objectIn(text, source));
  const faults = entries.flatMap(([name, level]) => [
    ...(isOneOf(consequences, name) ? [] : [`${source}: ${quoted(name)} is no class; give ${listed(consequences)}`]),
    ...(isOneOf(levels, level)
      ? []
      : [`${source}: the level of ${quoted(name)} is ${quoted(level)}; give ${listed(levels)}`]),
  ]);
  if (faults.length > 0) throw refusal(faults.join("\n"));
  return { ...defaultPolicy, ...Object.fromEntries(entries) };
}

function objectIn(text: string, source: string): Readonly<Record<string, unknown>> {
  const remedy = 'give an object such as {"downtime": "stop"}';
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw refusal(`${source} is not JSON; ${remedy}`);
  }
  if (!isRecord(json)) throw refusal(`${source} is not a policy; ${remedy}`);
  return json;
}

const isOneOf = (list: readonly string[], value: unknown): boolean => list.some((one) => one === value);
const listed = (list: readonly string[]): string => list.map(quoted).join(", ");
const quoted = (value: unknown): string => JSON.stringify(value).slice(0, 80);
