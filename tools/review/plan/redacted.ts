import { createHmac, randomBytes } from "node:crypto";

/** Of this process alone: a fingerprint tells nothing to whoever guesses at the value. */
const key = randomBytes(32);

/** Why a value is not shown. */
export const reasons = [
  "marked sensitive",
  "environment variable",
  "header of an origin",
  "user data",
  "named as a secret",
  "shaped as a key",
] as const;
export type WhyRedacted = (typeof reasons)[number];

/** A value that is never printed. Two of them can be compared, so that a changed secret is still a change. */
export class Redacted {
  readonly #fingerprint: string;

  /** @param value the value as text; it is not kept */
  constructor(
    readonly why: WhyRedacted,
    value: string,
  ) {
    this.#fingerprint = createHmac("sha256", key).update(value).digest("hex");
  }

  /** Equal for equal values in one process; another in the next. */
  get fingerprint(): string {
    return this.#fingerprint;
  }

  toString(): string {
    return "(sensitive value)";
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Whether the plan itself marks a value as sensitive. */
export const isMarked = (value: unknown): boolean => value instanceof Redacted && value.why === "marked sensitive";
