/**
 * The day on which departures are judged, `YYYY-MM-DD`: `PALISADE_TODAY`, or today. A synth and the tools judge by the same
 * day, so this file imports nothing.
 */
export const today = (): string => process.env["PALISADE_TODAY"] ?? new Date().toISOString().slice(0, 10);

/** The fault of a `PALISADE_TODAY` that names no day of the calendar: departures are compared with the text of the day. */
export function todayFaults(day: string): string[] {
  const date = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day;
  return isDay ? [] : [`PALISADE_TODAY is "${day}"; give a day of the calendar as YYYY-MM-DD, such as 2027-01-31`];
}
