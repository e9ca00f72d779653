import type { Control } from "./rules/model";

/** A layer that every environment has. */
export type Layer = "network" | "identity" | "compute" | "edge";

/** A control as users read it: each finding stands under the id and the sentence of its control. */
export interface CataloguedControl {
  /** A name in kebab case. It stays as it is: users search and compare findings by this id. */
  readonly id: string;
  /** What the control guarantees. */
  readonly sentence: string;
  readonly check: Control;
  /**
   * The layers that the check needs. Without one of these layers the control is not run.
   * @default none: the check looks at each stack by itself
   */
  readonly layers?: readonly Layer[];
  /**
   * The settings whose departures excuse findings. In a list, a setting excuses every finding. In a table, a setting
   * excuses the findings of the control beside that setting. A finding that names a setting is excused by that setting.
   * @default no departure excuses a finding
   */
  readonly departures?: readonly string[] | Readonly<Record<string, Control>>;
}

/** Picks the controls of a table whose setting ends in one of the endings. */
export function those(
  table: Readonly<Record<string, Control>>,
  ...endings: readonly string[]
): Readonly<Record<string, Control>> {
  return Object.fromEntries(
    Object.entries(table).filter(([setting]) => endings.some((ending) => setting.endsWith(ending))),
  );
}

/** Joins the controls of a table of settings into one control. Each setting excuses the findings of its own control. */
export function anyOf(table: Readonly<Record<string, Control>>): Pick<CataloguedControl, "check" | "departures"> {
  return { check: (stacks) => Object.values(table).flatMap((check) => check(stacks)), departures: table };
}
