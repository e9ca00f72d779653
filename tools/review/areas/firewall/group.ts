import type { Direction, Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { type Compared, cansOf, ruleFinding } from "./compared";
import { canOf, directionOfEffects, effectOf, oppositeOf } from "./effect";
import { configurationDirection } from "./group-configuration";
import type { RulePair } from "./pair-rules";
import type { Group } from "./statement";
import { scalar } from "../../settings/words";

/** How a rule runs a group: with overrides of single rules, a version, and the group's own settings. */
export function groupFindings(compared: Compared, pair: RulePair, before: Group, after: Group): readonly Finding[] {
  const names = [...new Set([...before.overrides.keys(), ...after.overrides.keys()])].sort();
  return [
    ...names.flatMap((name) => overrideFindings(compared, pair, before, after, name)),
    ...versionFindings(compared, pair, before, after),
    ...configurationFindings(compared, pair, before, after),
  ];
}

/** Whether the group's rules stop anybody on either side: else a change within the group stops or frees nobody. */
const runs = (compared: Compared, pair: RulePair): boolean =>
  cansOf(compared, pair).some(({ stop, pass }) => stop || pass);

function overrideFindings(
  compared: Compared,
  pair: RulePair,
  before: Group,
  after: Group,
  name: string,
): readonly Finding[] {
  const [had, has] = [before.overrides.get(name), after.overrides.get(name)];
  if (had === has) return [];
  const direction = runs(compared, pair) ? directionOfOverrides(had, has, ownAction(compared, after, name)) : "neutral";
  return [
    ruleFinding(compared, pair, {
      rule: "waf-group-override",
      consequence: "guard lost",
      direction,
      before: `${name}: ${had ?? "the group's action"}`,
      after: `${name}: ${has ?? "the group's action"}`,
      meaning: overrideMeans[direction],
      says: [`${statementOf(after)}.rule_action_override[${name}]`, `${statementOf(after)}.rule_action_override`],
    }),
  ];
}

const statementOf = ({ kind }: Group): string =>
  `statement.${kind === "managed" ? "managed_rule_group_statement" : "rule_group_reference_statement"}`;

/** The action that a rule of a group has without an override, where the plans have the group. */
function ownAction({ firewall }: Compared, { kind, name: group }: Group, name: string): string | undefined {
  const resource = kind === "own" ? firewall.resourceOf(group) : undefined;
  const rules = resource && (firewall.rulesOf("after", resource) ?? []);
  return rules?.find((rule) => rule.name === name)?.effect;
}

/** What a rule of a group that AWS keeps does is not in a plan: it stops at most, so `count` is less and `block` is more. */
function directionOfOverrides(had: string | undefined, has: string | undefined, own: string | undefined): Direction {
  if (has === undefined) return oppositeOf(directionOfOverrides(has, had, own));
  const known = had ?? own;
  if (known !== undefined) return directionOfEffects(effectOf(known), effectOf(has));
  const can = canOf(effectOf(has));
  if (has === "block") return "stronger";
  return can.stop || effectOf(has) === "unknown" ? "cannot tell" : "weaker";
}

const overrideMeans: Readonly<Record<Direction, string>> = {
  weaker: "What this rule of the group stopped now passes the group.",
  stronger: "What this rule of the group matches is now stopped: users who match are shut out.",
  neutral: "The group as a whole is only counted, so nobody is stopped more or less.",
  "cannot tell": "What the rule of the group did by itself is in no plan: see the group's documentation.",
};

function versionFindings(compared: Compared, pair: RulePair, before: Group, after: Group): readonly Finding[] {
  if (keyOf(before.version) === keyOf(after.version)) return [];
  const [was, is] = [textOf(before), textOf(after)];
  const direction = runs(compared, pair) ? directionOfVersions(was, is) : "neutral";
  return [
    ruleFinding(compared, pair, {
      rule: "waf-group-version",
      consequence: "guard lost",
      direction,
      before: was ?? "AWS's default version",
      after: is ?? "AWS's default version",
      meaning: versionMeans(was, is, direction),
      says: [`${statementOf(after)}.version`],
    }),
  ];
}

const textOf = ({ version }: Group): string | undefined => (version === undefined ? undefined : scalar(version));

/** A later version of a group is meant to find more (WAF Developer Guide, "Using versioned managed rule groups in AWS WAF"). */
function directionOfVersions(was: string | undefined, is: string | undefined): Direction {
  const [before, after] = [numbersOf(was), numbersOf(is)];
  if (before === undefined || after === undefined) return "cannot tell";
  const step = after.major - before.major || after.minor - before.minor;
  return step > 0 ? "stronger" : step < 0 ? "weaker" : "neutral";
}

function numbersOf(version: string | undefined): { readonly major: number; readonly minor: number } | undefined {
  const [, major, minor] = /^Version_(\d+)\.(\d+)$/.exec(version ?? "") ?? [];
  return major === undefined || minor === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

function versionMeans(was: string | undefined, is: string | undefined, direction: Direction): string {
  if (is === undefined) return "The group is no longer pinned: AWS decides when its rules change.";
  if (was === undefined)
    return "The group is pinned: its rules stay until somebody raises the version, or the version expires.";
  return direction === "weaker"
    ? "The group is older: attacks that were added since are no longer found."
    : "The group has other rules: try them with count first, since they may stop users.";
}

function configurationFindings(compared: Compared, pair: RulePair, before: Group, after: Group): readonly Finding[] {
  if (keyOf(before.settings) === keyOf(after.settings)) return [];
  const { direction, was, is } = configurationDirection(before.settings, after.settings);
  return [
    ruleFinding(compared, pair, {
      rule: "waf-group-configuration",
      consequence: "guard lost",
      direction: runs(compared, pair) ? direction : "neutral",
      before: was,
      after: is,
      meaning: configurationMeans[direction],
      says: [`${statementOf(after)}.managed_rule_group_configs`, `${statementOf(after)}.arn`],
    }),
  ];
}

const configurationMeans: Readonly<Record<Direction, string>> = {
  weaker: "The group looks for less than before.",
  stronger: "The group looks for more than before: it may stop users, and may cost more.",
  neutral: "The group looks for the same.",
  "cannot tell": "The group looks for something else than before: see the group's documentation.",
};
