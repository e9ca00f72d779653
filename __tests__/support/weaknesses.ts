import { catalogue } from "../../controls/catalogue";
import { excusesOf, settingsOf } from "../../controls/departures";
import type { Stacks } from "../../controls/rules/model";

/** Every setting that the catalogue has, once, in its order. */
const settings = [...new Set(catalogue.flatMap((control) => Object.keys(excusesOf(control))))];

/** Settings of which an environment has as many as it has routes and usage plans. */
const ofOneRouteOrPlan = /^edge\.(?:(?:httpApi|restApi)\.routes\[.+\]\.authorizer|restApi\.usagePlans\.[^.]+\.quota)$/;

/** Whether a departure from a setting shows in what is synthesized. */
export function isControlled(setting: string): boolean {
  return settings.includes(setting) || ofOneRouteOrPlan.test(setting);
}

/** The settings by which an environment is weaker than the secure default, as its JSON shows them. */
export function weaknesses(stacks: Stacks): string[] {
  const found = new Set(
    catalogue.flatMap((control) =>
      Object.entries(excusesOf(control)).flatMap(([setting, check]) => (check(stacks).length > 0 ? [setting] : [])),
    ),
  );
  const ofRoutesAndPlans = catalogue.flatMap(({ check }) => check(stacks).flatMap(({ setting }) => setting ?? []));
  return [...settings.filter((setting) => found.has(setting)), ...ofRoutesAndPlans.sort()];
}

/** The settings by which an environment says that it is weaker. */
export function admittedWeaknesses(departures: readonly string[]): string[] {
  const admitted = departures.flatMap(settingsOf);
  const named = admitted.filter((setting) => ofOneRouteOrPlan.test(setting));
  return [...settings.filter((setting) => admitted.includes(setting)), ...named.sort()];
}
