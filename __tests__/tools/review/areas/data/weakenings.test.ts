import fc from "fast-check";

import { data } from "../../../../../tools/review/areas/data";
import { detection } from "../../../../../tools/review/areas/detection";
import { guards } from "../../../../../tools/review/areas/guards";
import { planCase } from "../../../../support/plan-cases";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

interface Entry {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly before: Values | null; readonly before_sensitive: Values };
}

/** Real resources, as the provider has them in its state. */
const stateOf = (number: string): readonly Entry[] =>
  (JSON.parse(planCase(number)) as { readonly resource_changes: readonly Entry[] }).resource_changes.filter(
    ({ change }) => change.before !== null,
  );

const [network, identity, edge, compute, database] = ["40", "00", "01", "29", "50"].map(stateOf);

interface Weakening {
  readonly entry: Entry;
  /** Undefined for a deletion. */
  readonly weaker: Values | undefined;
}

/** The first resource of a type, changed for the worse: an attribute and its value, or nothing for its deletion. */
function weakening(state: readonly Entry[] | undefined, type: string, values?: Values): Weakening {
  const entry = state?.find((one) => one.type === type);
  if (entry === undefined) throw new Error(`no ${type} in the plan`);
  return { entry, weaker: values && { ...entry.change.before, ...values } };
}

const weakenings = [
  weakening(network, "aws_cloudwatch_log_group", { retention_in_days: 7 }),
  weakening(network, "aws_flow_log", { traffic_type: "REJECT" }),
  weakening(network, "aws_kms_key", { enable_key_rotation: false }),
  weakening(network, "aws_s3_bucket", { force_destroy: true }),
  weakening(network, "aws_s3_bucket_public_access_block"),
  weakening(network, "aws_s3_bucket_ownership_controls", { rule: [{ object_ownership: "ObjectWriter" }] }),
  weakening(network, "aws_s3_bucket_versioning", {
    versioning_configuration: [{ status: "Suspended", mfa_delete: "" }],
  }),
  weakening(identity, "aws_cognito_user_pool", { deletion_protection: "INACTIVE" }),
  weakening(edge, "aws_lb", { enable_deletion_protection: false }),
  weakening(edge, "aws_cloudwatch_metric_alarm", { alarm_actions: [] }),
  weakening(edge, "aws_cloudwatch_log_metric_filter"),
  weakening(compute, "aws_lambda_function", { tracing_config: [{ mode: "PassThrough" }] }),
  weakening(database, "aws_db_instance", { publicly_accessible: true }),
];

/** Other ways to write nothing, and numbers as texts. */
const noisy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(noisy);
  if (typeof value === "number") return String(value);
  if (value === null) return "";
  if (value === "") return null;
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, noisy(one)]));
};

interface Shape {
  readonly swapped?: boolean;
  readonly noise?: boolean;
}

function linesOf(chosen: readonly Weakening[], { swapped = false, noise = false }: Shape = {}): readonly string[] {
  const resources = weakenings.map((one): PlannedResource => {
    const { entry } = one;
    const good = entry.change.before ?? {};
    const bad = chosen.includes(one) ? one.weaker : good;
    const [before, after] = swapped ? [bad, good] : [good, bad];
    return {
      address: `${entry.type}.${entry.address.replaceAll(".", "_")}`,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after: noise ? (noisy(after) as Values) : after }),
      sensitive: entry.change.before_sensitive,
    };
  });
  const plan = planOf(resources);
  return [data, guards, detection]
    .flatMap((area) => findIn(area, plan))
    .map(lineOf)
    .sort();
}

const alone = new Map(weakenings.map((one) => [one, linesOf([one])]));
const subset = fc.subarray(weakenings);

test("each weakening of a real resource alone is one finding, and it is weaker", () => {
  expect([...alone.values()].map((lines) => lines.map((line) => /, ([a-z ]+):/.exec(line)?.[1]))).toEqual(
    weakenings.map(() => ["weaker"]),
  );
});

test("weakenings together are found as each alone is, noise adds nothing and hides nothing", () => {
  fc.assert(
    fc.property(subset, fc.boolean(), (chosen, noise) => {
      expect(linesOf(chosen, { noise })).toEqual(chosen.flatMap((one) => alone.get(one) ?? []).sort());
    }),
    { numRuns: 8 },
  );
});

test("the inverse of each weakening is the same finding, stronger", () => {
  fc.assert(
    fc.property(subset, (chosen) => {
      const heads = (lines: readonly string[]) => lines.map((line) => line.split(": ").slice(0, 2).join(": ")).sort();
      expect(heads(linesOf(chosen, { swapped: true }))).toEqual(
        heads(linesOf(chosen).map((line) => line.replace(", weaker:", ", stronger:"))),
      );
    }),
    { numRuns: 5 },
  );
});
