import { catalogue } from "./catalogue";
import type { CataloguedControl, Layer } from "./control";
import { type Departure, excuser, keyOf } from "./departures";
import type { Stacks, Violation } from "./rules/model";

/** One finding of a control in an environment. */
export interface Judged {
  readonly control: CataloguedControl;
  readonly violation: Violation;
  /** The departure that excuses the finding. A finding without a departure is a fault. */
  readonly departure?: Departure;
}

export interface Judgement {
  readonly run: readonly CataloguedControl[];
  readonly found: readonly Judged[];
  /** The controls that were not run, each with the layers that the control needs and the stacks lack. */
  readonly notLookedAt: readonly { readonly control: CataloguedControl; readonly missing: readonly Layer[] }[];
}

/** Runs every control over the stacks of one environment, each by its name, `<environment>-<layer>`. */
export function judge(stacks: Stacks, departures: readonly Departure[]): Judgement {
  const isThere = (layer: Layer) => Object.keys(stacks).some((stack) => stack.endsWith(`-${layer}`));
  const missingOf = ({ layers = [] }: CataloguedControl) => layers.filter((layer) => !isThere(layer));
  const run = catalogue.filter((control) => missingOf(control).length === 0);
  return {
    run,
    found: run.flatMap((control) => findingsOf(control, stacks, departures)),
    notLookedAt: catalogue
      .map((control) => ({ control, missing: missingOf(control) }))
      .filter(({ missing }) => missing.length > 0),
  };
}

/** Runs one control. Gives each finding once, with the departure that excuses the finding. */
export function findingsOf(control: CataloguedControl, stacks: Stacks, departures: readonly Departure[]): Judged[] {
  const violations = new Map(control.check(stacks).map((violation) => [keyOf(violation), violation]));
  const departureOf = excuser(control, stacks, departures);
  return [...violations.values()].map((violation) => {
    const departure = departureOf(violation);
    return { control, violation, ...(departure && { departure }) };
  });
}
