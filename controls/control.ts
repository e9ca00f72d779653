import type { Control } from "./rules/model";

/** A layer that every environment has. */
export type Layer = "network" | "identity" | "compute" | "edge";

/** A control as users know it: they run it, and read its id and its sentence beside each finding. */
export interface CataloguedControl {
  /** In kebab case. It stays: findings are compared, and looked for, by it. */
  readonly id: string;
  /** What the control guarantees. */
  readonly sentence: string;
  readonly check: Control;
  /** The layers that the check needs: without one of them it is not run. @default none, since it looks at each stack by itself */
  readonly layers?: readonly Layer[];
  /**
   * The settings whose departures excuse findings. By a list, each excuses every finding; by a table, what the control
   * beside it finds. A finding that names a setting itself is excused by that one. @default none excuses any
   */
  readonly departures?: readonly string[] | Readonly<Record<string, Control>>;
}

/** The controls of a table whose settings end in one of these. */
export function those(
  table: Readonly<Record<string, Control>>,
  ...endings: readonly string[]
): Readonly<Record<string, Control>> {
  return Object.fromEntries(
    Object.entries(table).filter(([setting]) => endings.some((ending) => setting.endsWith(ending))),
  );
}

/** A control that finds what any control of a table finds, and whose findings the settings of the table excuse. */
export function anyOf(table: Readonly<Record<string, Control>>): Pick<CataloguedControl, "check" | "departures"> {
  return { check: (stacks) => Object.values(table).flatMap((check) => check(stacks)), departures: table };
}
