/** The day on which tests judge departures. */
export const today = "2026-11-21";
