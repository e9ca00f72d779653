/**
 * The day on which departures are judged, `YYYY-MM-DD`: `PALISADE_TODAY`, or today. A synth and the tools judge by the same
 * day, so this file imports nothing.
 */
export const today = (): string => process.env["PALISADE_TODAY"] ?? new Date().toISOString().slice(0, 10);
