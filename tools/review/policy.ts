import type { Consequence, Direction } from "./finding";

/** What a finding asks of whoever approves the change. */
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
  direction === "weaker" || direction === "cannot tell" ? policy[consequence] : "note";
