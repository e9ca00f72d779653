import { actionOf } from "./actions";
import { besideChanges } from "./beside-changes";
import { changesOf } from "./changes";
import { type RawChange, type RawResourceChange, outputChange, planFormat } from "./format";
import { readJsonOfPlan, refusal } from "./json-text";
import { deepest, isDeep, isRecord, own } from "./json-value";
import { markedPaths } from "./marked-paths";
import type { Change, OutputChange, Plan, ResourceChange, Whose } from "./model";
import { compare } from "./normal";
import { normalForm, sensitiveOf } from "./normal-form";
import { providersIn } from "./provider-configuration";
import { type References, referencesIn } from "./references";
import { whoseResources } from "./whose-plan";
import { withoutZeros } from "./zeros";

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a plan: what `terraform show -json` prints, or the message `test_plan` of `terraform test -json -verbose`, alone or as
 * Terraform prints it. No secret is in what is returned.
 *
 * @param source how a message names the input: a path, or "standard input"
 * @param given the stack that the user says the plan is of; it must not contradict the tags of the resources
 * @throws ToolError, of exit status 2, for what is no whole plan. A plan that errored is read, and is not approvable.
 */
export function readPlan(text: string, source: string, given: Whose = {}): Plan {
  const { json, droppedLines } = readJsonOfPlan(text, source);
  const { plan, kind, version } = shapeOf(json, source);
  for (const key of partsThatAreRead) {
    if (isDeep(own(plan, key))) {
      throw refusal(`${source}: ${key} has more than ${deepest} levels, which no resource of AWS's has; ${planRemedy}`);
    }
  }
  return modelOf(plan, kind, { source, given, droppedLines, version });
}

const partsThatAreRead = [
  "resource_changes",
  "resource_drift",
  "deferred_changes",
  "output_changes",
  "action_invocations",
  "deferred_action_invocations",
  "configuration",
];

/**
 * Reads changes that have the form of a plan's and were made of something else: of two syntheses.
 *
 * @param source how a message names the input
 */
export const planOfSource = (changes: Json, source: string, whose: Whose): Plan =>
  modelOf(changes, "source", { source, given: whose, droppedLines: 0, version: "none" });

interface Shape {
  readonly plan: Json;
  readonly kind: Plan["kind"];
  readonly version: string;
}

function shapeOf(json: unknown, source: string): Shape {
  if (!isRecord(json)) throw refusal(`${source} is not a plan; ${planRemedy}`);
  const message = own(json, "test_plan");
  const plan = isRecord(message) ? message : json;
  const kind = own(plan, "plan_format_version") === undefined ? "plan" : "test";
  const version = own(plan, kind === "test" ? "plan_format_version" : "format_version");
  if (typeof version !== "string") {
    throw refusal(`${source} has no format_version, so it is not a plan of Terraform; ${planRemedy}`);
  }
  if (own(plan, "values") !== undefined && own(plan, "resource_changes") === undefined) {
    throw refusal(`${source} is a state, not a plan: it has values and no resource_changes; ${planRemedy}`);
  }
  if (!/^1\.\d+$/.test(version)) {
    throw refusal(`${source} has format_version ${quoted(version)}; this reads 1.x, as Terraform 1.11 writes it`);
  }
  const needed = kind === "test" ? ["resource_changes"] : ["resource_changes", "errored", "complete", "applyable"];
  const missing = needed.filter((key) => own(plan, key) === undefined);
  if (missing.length > 0) refuseWithout(missing, plan, source);
  return { plan, kind, version };
}

const planRemedy = "give the output of terraform show -json PLAN";

function refuseWithout(missing: readonly string[], plan: Json, source: string): never {
  const changes = own(plan, "resource_changes");
  // OpenTofu's plan has `errored` alone of the three (opentofu/opentofu, `internal/command/jsonplan/plan.go`).
  if (Array.isArray(changes) && changes.some(isOfOpenTofu)) {
    throw refusal(
      `${source} is a plan of OpenTofu, which does not say whether the plan is complete; plan with HashiCorp's Terraform, 1.11 or later`,
    );
  }
  throw refusal(
    `${source} has no ${missing.join(", no ")}: a part of the plan is missing, and what is missing may be a change; ${planRemedy}, of Terraform 1.11 or later`,
  );
}

/** The address of a provider begins with the host of the registry: OpenTofu's host has OpenTofu's name. */
const isOfOpenTofu = (change: unknown): boolean =>
  isRecord(change) && /^[^/]*\bopentofu\b/.test(String(own(change, "provider_name")));

interface Surroundings {
  readonly source: string;
  readonly given: Whose;
  readonly droppedLines: number;
  readonly version: string;
}

function modelOf(json: Json, kind: Plan["kind"], surroundings: Surroundings): Plan {
  const { source, given, droppedLines, version: formatVersion } = surroundings;
  const parsed = planFormat.safeParse(json);
  if (!parsed.success) throw refusal(notInFormat(source, parsed.error.issues[0]));
  const { resource_changes: raw, resource_drift: rawDrift = [], output_changes: rawOutputs } = parsed.data;
  refuseDuplicates(raw, source);
  const references = referencesIn(parsed.data.configuration);
  const resources = raw.map((one) => resourceOf(one, source, references)).sort(byAddress);
  const drift = rawDrift.map((one) => resourceOf(one, source, references)).sort(byAddress);
  const outputs = outputsOf(rawOutputs, source);
  const { errored = false, complete = kind !== "plan", applyable = false, terraform_version: version } = parsed.data;
  return {
    source,
    kind,
    ...whose(given, whoseResources(resources), source),
    ...(version !== undefined && { terraformVersion: version }),
    formatVersion,
    providers: providersIn(parsed.data.configuration),
    errored,
    complete,
    applyable,
    approvable: kind === "plan" && !errored && complete,
    resources,
    outputs,
    drift,
    ...besideChanges(parsed.data),
    notes:
      droppedLines === 0 ? [] : [`${droppedLines === 1 ? "1 line" : `${droppedLines} lines`} before the JSON left out`],
  };
}

function notInFormat(
  source: string,
  issue: { readonly path: PropertyKey[]; readonly message: string } | undefined,
): string {
  const place = issue?.path.map(String).join(".") ?? "";
  return `${source}: ${place} is not as Terraform writes it (${issue?.message ?? "unknown"}); ${planRemedy}`;
}

function refuseDuplicates(changes: readonly RawResourceChange[], source: string): void {
  const seen = new Set<string>();
  for (const { address, deposed = "" } of changes) {
    const object = JSON.stringify([address, deposed]);
    if (seen.has(object)) throw refusal(`${source} has ${quoted(address)} twice in resource_changes; ${planRemedy}`);
    seen.add(object);
  }
}

function whose(given: Whose, found: Whose, source: string): Whose {
  for (const key of ["environment", "layer"] as const) {
    const [said, tagged] = [given[key], found[key]];
    if (said !== undefined && tagged !== undefined && said !== tagged) {
      throw refusal(
        `${source} is a plan of the ${key} ${quoted(tagged)} by the tags of its resources, not of ${quoted(said)}; give that ${key}'s plan`,
      );
    }
  }
  return { ...given, ...found };
}

function resourceOf(raw: RawResourceChange, source: string, references: References): ResourceChange {
  const { address, previous_address: previous, module_address: module, index, deposed, provider_name: provider } = raw;
  return {
    address,
    ...(previous !== undefined && previous !== address && { previousAddress: previous }),
    ...(module !== undefined && { module }),
    mode: raw.mode,
    type: raw.type,
    name: raw.name,
    ...(index !== undefined && index !== null && { index }),
    ...(deposed !== undefined && { deposed }),
    ...(provider !== undefined && { provider }),
    imported: raw.change.importing !== undefined && raw.change.importing !== null,
    references: references.get(configuredAs(raw)) ?? {},
    replacePaths: (raw.change.replace_paths ?? []).map((path) => path.join(".")),
    ...(raw.action_reason !== undefined && { reason: raw.action_reason }),
    ...changeOf(raw.change, { place: address, source, type: raw.type }),
  };
}

function outputsOf(raw: unknown, source: string): OutputChange[] {
  if (raw === undefined) return [];
  if (!isRecord(raw)) throw refusal(`${source}: output_changes is not as Terraform writes it; ${planRemedy}`);
  return Object.entries(raw)
    .map(([name, one]) => {
      const parsed = outputChange.safeParse(one);
      if (!parsed.success) throw refusal(notInFormat(source, parsed.error.issues[0]));
      const { before_sensitive: before, after_sensitive: after } = parsed.data;
      const marks = { before: markedPaths(before), after: markedPaths(after) };
      return { name, marks, ...changeOf(parsed.data, { place: `output ${name}`, source, name }) };
    })
    .sort((one, other) => compare(one.name, other.name));
}

function changeOf(raw: RawChange, about: { place: string; source: string; type?: string; name?: string }): Change {
  const action = actionOf(raw.actions);
  if (action === undefined) {
    throw refusal(
      `${about.source}: ${about.place} has the actions ${quoted(raw.actions.join(", "))}, which Terraform 1.11 does not write; take the Palisade that knows that Terraform`,
    );
  }
  const { type, name } = about;
  const sensitive = sensitiveOf(type, raw.before_sensitive, raw.after_sensitive);
  const before = normalForm(raw.before, { type, name, sensitive });
  const unknown = markedPaths(raw.after_unknown);
  // Most resources of a plan stay as they are, and to read one side costs more than to compare the texts of both.
  const isSame = unknown.length === 0 && JSON.stringify(raw.before) === JSON.stringify(raw.after);
  const after = isSame
    ? before
    : withoutZeros(before, normalForm(raw.after, { type, name, sensitive, unknown: raw.after_unknown }));
  return {
    ...action,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    changes: changesOf(before, after),
    unknown,
    sensitive: [...new Set([...markedPaths(raw.before_sensitive), ...markedPaths(raw.after_sensitive)])].sort(),
  };
}

/** A resource of `count` or `for_each` stands once in the configuration. */
const configuredAs = ({ module_address: module = "", mode, type, name }: RawResourceChange): string =>
  `${module.replaceAll(/\[[^\]]*\]/g, "")} ${mode} ${type}.${name}`;

const byAddress = (one: ResourceChange, other: ResourceChange): number =>
  compare(one.address, other.address) || compare(one.deposed ?? "", other.deposed ?? "");
const quoted = (text: string): string => JSON.stringify(text.slice(0, 200));
