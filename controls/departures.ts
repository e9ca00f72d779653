import type { CataloguedControl } from "./control";
import type { Control, Stacks, Violation } from "./rules/model";

/** A setting that is weaker than the secure default, as a synth writes it to `departures.json`. */
export interface Departure {
  /** The setting: `edge.plainHttp`. */
  readonly path: string;
  readonly reason: string;
  /** The day on which the reason ends, `YYYY-MM-DD`. */
  readonly until?: string;
}

/** Lists the settings that excuse findings of a control, each with a control that finds the excused ones alone. */
export function excusesOf({ check, departures = [] }: CataloguedControl): Readonly<Record<string, Control>> {
  if (!isList(departures)) return departures;
  return Object.fromEntries(departures.map((setting) => [setting, check]));
}

const isList = (departures: NonNullable<CataloguedControl["departures"]>): departures is readonly string[] =>
  Array.isArray(departures);

/** Gives a function that names the departure which excuses a finding, or undefined where no departure does. */
export function excuser(
  control: CataloguedControl,
  stacks: Stacks,
  departures: readonly Departure[],
): (violation: Violation) => Departure | undefined {
  const excuses = Object.entries(excusesOf(control)).flatMap(([setting, check]) => {
    const departure = departures.find(({ path }) => settingsOf(path).includes(setting));
    return departure === undefined ? [] : [{ departure, excused: new Set(check(stacks).map(keyOf)) }];
  });
  return (violation) =>
    violation.setting === undefined
      ? excuses.find(({ excused }) => excused.has(keyOf(violation)))?.departure
      : departures.find(({ path }) => path === violation.setting);
}

export const keyOf = ({ where, what }: Violation): string => `${where} ${what}`;

/** Gives the settings of a departure. The departure `teardown` lifts the protection of several settings. */
export const settingsOf = (path: string): readonly string[] => (path === "teardown" ? liftedByTeardown : [path]);

const liftedByTeardown = [
  "keepData",
  "identity.keyDeletionWindowDays",
  "compute.database.deletionProtection",
  "edge.deletionProtection",
];
