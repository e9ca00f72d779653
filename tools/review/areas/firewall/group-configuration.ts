import type { Direction } from "../../finding";
import { changesOf } from "../../plan/changes";
import type { Normal, NormalObject } from "../../plan/normal";
import { together } from "./effect";
import { scalar } from "../../settings/words";

/** The values of a setting, the weakest first. */
const scales: Readonly<Record<string, readonly string[]>> = {
  // WAF API Reference, AWSManagedRulesBotControlRuleSet.
  inspection_level: ["COMMON", "TARGETED"],
  enable_machine_learning: ["false", "true"],
  // WAF API Reference, AWSManagedRulesAntiDDoSRuleSet and ClientSideAction.
  sensitivity_to_block: ["LOW", "MEDIUM", "HIGH"],
  sensitivity: ["LOW", "MEDIUM", "HIGH"],
  usage_of_action: ["DISABLED", "ENABLED"],
};

export interface ConfigurationChange {
  readonly direction: Direction;
  readonly was: string;
  readonly is: string;
}

/** Whether the settings of a group that AWS keeps look for more or for less. */
export function configurationDirection(before: NormalObject, after: NormalObject): ConfigurationChange {
  const changes = changesOf(before, after).map(({ path, before: was, after: is }) => {
    const name = /([a-z_]+)$/.exec(path)?.[1] ?? path;
    return { name, was, is };
  });
  return {
    direction: together(changes.map(({ name, was, is }) => step(scales[name], was, is))),
    was: words(changes.map(({ name, was }) => ({ name, value: was }))),
    is: words(changes.map(({ name, is }) => ({ name, value: is }))),
  };
}

function step(scale: readonly string[] | undefined, was: Normal | undefined, is: Normal | undefined): Direction {
  const [before, after] = [was, is].map((value) => scale?.indexOf(scalar(value)) ?? -1);
  if (before === undefined || after === undefined || before < 0 || after < 0) return "cannot tell";
  return after > before ? "stronger" : "weaker";
}

const words = (settings: readonly { readonly name: string; readonly value: Normal | undefined }[]): string =>
  settings.map(({ name, value }) => `${name.replaceAll("_", " ")} ${wordOf(value)}`).join(", ");

const wordOf = (value: Normal | undefined): string =>
  value === undefined ? "not given" : scalar(value) || "not shown";
