import type { Normal } from "../../plan/normal";

/** A text, a number or a switch as it is. */
export const scalarOf = (value: Normal | undefined): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "not shown";
