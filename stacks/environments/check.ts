import type { z } from "zod";
import { ConfigurationError } from "../../modules/shared/configuration-error";
import { presets } from "./presets";
import { labAt } from "./presets/lab-steps";
import { acrossFaults } from "./across";
import { caBundlePlaces, type CaBundleCheck } from "./ca-bundles";
import { isGroup, merge, type Tree, valueAt, withValue } from "./tree";
import { requirePlainRecords } from "./plain-records";
import { remedyFor, ruleOf } from "./rule-of-schema";
import { departuresOf, isDeparture, type PlacedDeparture } from "./schema/shared/departure";
import {
  environmentSettings,
  settingsFaults,
  settingsWarnings,
  type Environment,
  type EnvironmentRecord,
  type PresetName,
  type Settings,
} from "./schema/environment";
import { quote, type Fault } from "./schema/shared/fault";
import { labSettings } from "./schema/lab";

/** What a synth needs of the environments: the environments, and what to tell a reviewer. */
export interface CheckedEnvironments {
  readonly environments: readonly Environment[];
  readonly departures: Readonly<Record<string, readonly PlacedDeparture[]>>;
  readonly warnings: readonly string[];
}

/**
 * Checks every record against the schema, the rules across its fields, the other environments and the date.
 *
 * @param today `YYYY-MM-DD`: a departure whose `until` is earlier is a fault
 * @param checkCaBundle reads the files of CA certificates that records name; without it they are taken as given
 * @throws ConfigurationError with every fault of every environment at once
 */
export function checkEnvironments(
  records: Readonly<Record<string, EnvironmentRecord>>,
  today: string,
  checkCaBundle?: CaBundleCheck,
): CheckedEnvironments {
  requirePlainRecords(records);
  const checked = Object.entries(records).map(([name, record]) => checkRecord(name, record, today, checkCaBundle));
  const environments = checked.flatMap(({ environment }) => (environment === undefined ? [] : [environment]));
  const { faults, warnings } = acrossFaults(environments);
  ConfigurationError.throwIfAny([...checked.flatMap(({ faults }) => faults), ...faults]);
  return {
    environments,
    departures: Object.fromEntries(checked.map(({ name, departures }) => [name, departures])),
    warnings: [...checked.flatMap(({ warnings }) => warnings), ...warnings],
  };
}

/** Sixteen characters leave room for the longest role within AWS's limits: see `stacks/layer/names.ts`. */
const environmentName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const longestEnvironmentName = 16;

function checkRecord(name: string, record: EnvironmentRecord, today: string, checkCaBundle?: CaBundleCheck) {
  const { preset = "production", lab: _, ...own } = record;
  const place = (path: readonly PropertyKey[]) => ["environments", name, ...path].map(String).join(".");
  const nameFaults =
    environmentName.test(name) && name.length <= longestEnvironmentName
      ? []
      : [
          `${place([])}: the name is "${name}"; give at most ${longestEnvironmentName} lower-case letters, digits and single hyphens, so that names such as "${name}-edge-web" stay within AWS's limits`,
        ];
  if (!Object.hasOwn(presets, preset)) {
    const known = Object.keys(presets).join(", ");
    return {
      name,
      departures: [],
      warnings: [],
      faults: [...nameFaults, `${place(["preset"])} is ${quote(preset)}; give one of ${known}`],
    };
  }
  const { step, faults: labFaults } = stepOf(record);
  if (labFaults.length > 0) {
    const faults = labFaults.map(({ path, message }) => `${place(path)} ${message}`);
    return { name, departures: [], warnings: [], faults: [...nameFaults, ...faults] };
  }
  const { merged, sound } = withPreset(preset, merge(step, own) as Tree);
  const departures = departuresOf(merged);
  const { settings, faults } = parse(merged, sound, today);
  const bundles = caBundlePlaces.flatMap((path) => {
    const file = valueAt(merged, path);
    if (checkCaBundle === undefined || typeof file !== "string" || faults.some((fault) => touches(fault.path, path))) {
      return [];
    }
    return [{ at: place(path), file, ...checkCaBundle(file, today) }];
  });
  const expired = departures
    .filter(({ until }) => until !== undefined && until < today)
    .map(
      ({ path, until }) =>
        `${place([path])} ended on ${String(until)}; remove the departure, or give a later until, with a reason`,
    );
  return {
    name,
    departures,
    warnings: [
      ...bundles.flatMap(({ at, warnings }) => warnings.map((warning) => `${at}: ${warning}`)),
      ...(settings ? settingsWarnings(settings) : []).map(({ path, message }) => `${place(path)} ${message}`),
    ],
    faults: [
      ...nameFaults,
      ...faults.map(({ path, message }) => `${place(path)} ${message}`),
      ...bundles.flatMap(({ at, file, faults }) => faults.map((fault) => `${at} is ${quote(file)}: ${fault}`)),
      ...expired,
    ],
    ...(settings && { environment: { ...settings, name } }),
  };
}

/** Merges a record with its preset. `merged` is the whole that is checked, `sound` what the preset alone gives. */
export function withPreset(preset: PresetName, own: Tree): { readonly merged: Tree; readonly sound: Tree } {
  const { always, whereSwitchedOn } = presets[preset];
  const given = withDistribution(own, always);
  const sound = merge(always, switchedOnBy(given, whereSwitchedOn)) as Tree;
  return { merged: merge(sound, given) as Tree, sound };
}

/** What a lab's step gives, in the form of a record. */
function stepOf({ preset, lab }: EnvironmentRecord): { step: Tree; faults: Fault[] } {
  if (preset !== "lab") {
    const message = `is given while preset is ${quote(preset ?? "production")}; leave it out: only the preset "lab" has steps`;
    return { step: {}, faults: lab === undefined ? [] : [{ path: ["lab"], message }] };
  }
  const { data, error } = labSettings.safeParse(lab, { error: ruleOf });
  if (data !== undefined) return { step: labAt(data), faults: [] };
  return {
    step: {},
    faults: error.issues
      .flatMap((issue) => faultsOf(issue, lab as unknown as Tree, labSettings))
      .map(({ path, message }) => ({ path: ["lab", ...path], message })),
  };
}

type Parsed = z.output<typeof environmentSettings>;

/**
 * Parses the settings. The rules across fields see the preset's value for a setting at fault, so that they still find faults
 * elsewhere.
 */
function parse(merged: Tree, preset: Tree, today: string): { settings?: Parsed; faults: Fault[] } {
  const first = environmentSettings.safeParse(merged, { error: ruleOf });
  if (first.success) return { settings: first.data, faults: settingsFaults(first.data, today) };

  const faults = first.error.issues.flatMap((issue) => faultsOf(issue, merged, environmentSettings));
  const repaired = repair(
    merged,
    { ...standIns, ...preset },
    faults.map(({ path }) => path),
  );
  const acrossFields = repaired
    ? settingsFaults(repaired.settings, today).filter(
        ({ path, reads = [] }) => ![path, ...reads].some((read) => repaired.places.some((at) => touches(read, at))),
      )
    : [];
  return { faults: [...faults, ...acrossFields] };
}

/** Stand-ins for settings at fault that no preset gives. */
const standIns = {
  owner: "nobody",
  costCentre: "none",
  state: { backend: "local" },
  alarmTopicArn: { value: "none", reason: "stands in for a setting that is at fault" },
} satisfies Partial<Settings>;

/**
 * Replaces each fault's place by its sound value, then wider and wider places, until the whole parses.
 *
 * @returns the settings, and every place that was replaced
 */
function repair(
  merged: Tree,
  sound: Tree,
  faults: readonly (readonly PropertyKey[])[],
): { readonly settings: Parsed; readonly places: readonly (readonly PropertyKey[])[] } | undefined {
  let tree = merged;
  let places = faults;
  const replaced: (readonly PropertyKey[])[] = [];
  for (const wider of [0, 1, 1, 1, 2, 3]) {
    const now = places.map((path) => path.slice(0, Math.max(1, path.length - wider)));
    replaced.push(...now);
    tree = now.reduce<Tree>((sum, path) => restore(sum, sound, path), tree);
    const parsed = environmentSettings.safeParse(tree);
    if (parsed.success) return { settings: parsed.data, places: replaced };
    places = parsed.error.issues.map(({ path }) => path);
  }
  return undefined;
}

function restore(tree: Tree, sound: Tree, [key, ...rest]: readonly PropertyKey[]): Tree {
  const { [String(key)]: given, ...others } = tree;
  const fallback = sound[String(key)];
  if (rest.length > 0 && isGroup(given)) {
    return { ...others, [String(key)]: restore(given, isGroup(fallback) ? fallback : {}, rest) };
  }
  return fallback === undefined ? others : { ...others, [String(key)]: fallback };
}

/** Names that somebody gives to a password written into a record. */
const passwordLike = /passw(or)?d|passphrase|pwd$|secret(value|string)/i;

function faultsOf(
  issue: z.core.$ZodIssue,
  merged: Tree,
  schema: typeof environmentSettings | typeof labSettings,
): Fault[] {
  const value = valueAt(merged, issue.path);
  if (lacksReason(issue, value, merged, schema)) {
    const rule = 'give the value a reason: { value, reason: "at least ten characters", until?: "YYYY-MM-DD" }';
    return [{ path: issue.path, message: `is ${quote(value)}; ${rule}` }];
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: passwordLike.test(key)
        ? "is refused: a record holds no password; leave it out. RDS makes and rotates the master user's password; compute.database.user says how the query function's password is made"
        : `is not a setting; ${remedyFor(key, issue.message, schema)}`,
    }));
  }
  const isTakenAs = (other: unknown): boolean => isTaken(schema, withValue(merged, issue.path, other), issue.path);
  const isUnquoted = typeof value === "number" && isTakenAs(String(value));
  const isQuoted = typeof value === "string" && value.trim() !== "" && isTakenAs(Number(value));
  const rule = isUnquoted
    ? `give text, in quotation marks: ${quote(String(value))}`
    : isQuoted
      ? `give a number, without quotation marks: ${Number(value)}`
      : issue.message;
  return [{ path: issue.path, message: value === undefined ? `is missing; ${rule}` : `is ${quote(value)}; ${rule}` }];
}

/** Whether a value would be accepted with a reason, of whose absence the schema's own message says nothing. */
function lacksReason(issue: z.core.$ZodIssue, value: unknown, merged: Tree, schema: z.ZodType): boolean {
  const isUnsaid = issue.code === "unrecognized_keys" || (isGroupOrDeparture(value) && "reason" in value);
  if (!isUnsaid || !isGroupOrDeparture(value) || !("value" in value)) return false;
  return isTaken(schema, withValue(merged, issue.path, { ...value, reason: "a reason of ten characters" }), issue.path);
}

const isGroupOrDeparture = (value: unknown): value is Tree => isGroup(value) || isDeparture(value);

/** Whether the schema accepts a tree's value at a place. */
const isTaken = (schema: z.ZodType, tree: unknown, place: readonly PropertyKey[]): boolean =>
  schema.safeParse(tree).error?.issues.some(({ path }) => touches(path, place)) !== true;

/** Whether one of two places lies within the other. */
function touches(one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean {
  return one.slice(0, other.length).every((key, index) => key === other[index]);
}

/**
 * Adds the distribution of a load balancer that only CloudFront reaches, whether or not the record says more of it:
 * `edge.exposure` alone decides.
 */
function withDistribution(record: Tree, always: Tree): Tree {
  const [exposure] = [record, always]
    .map((tree) => valueAt(tree, ["edge", "exposure"]))
    .filter((value) => value === "vpc-origin" || value === "cloudfront-prefix-list" || isDeparture(value));
  return isDeparture(exposure) ? record : (merge({ edge: { cloudFront: { web: {} } } }, record) as Tree);
}

/** The group whose own groups are off unless a record has them. */
const groupOfGroups = "cloudFront";

/** What a preset gives to groups that are off unless a record has them, `edge.restApi`, of those that the record has. */
function switchedOnBy(given: Tree, whereSwitchedOn: Tree): Tree {
  return Object.fromEntries(
    Object.entries(whereSwitchedOn).map(([layer, groups]) => {
      const ofLayer = having(groups as Tree, given[layer]);
      const inner = ofLayer[groupOfGroups];
      if (!isGroup(inner)) return [layer, ofLayer];
      const { [groupOfGroups]: givenInner } = given[layer] as Tree;
      const plain = Object.fromEntries(Object.entries(inner).filter(([, value]) => !isGroup(value)));
      return [layer, { ...ofLayer, [groupOfGroups]: { ...plain, ...having(inner, givenInner) } }];
    }),
  );
}

/** The groups of a tree that `given` has too. */
function having(groups: Tree, given: unknown): Tree {
  return Object.fromEntries(Object.entries(groups).filter(([group]) => isGroup(given) && isGroup(given[group])));
}
