import { textOf } from "../../../tools/review/pages/text";
import { digestOf } from "../../../tools/review/digest";
import { readPlan } from "../../../tools/review/plan/read-plan";
import { redactedPlan } from "../../../tools/review/redact";
import { reviewOf } from "../../../tools/review/review";

const vpc = { id: "vpc-1", tags: { Name: "main" } };

/** A plan in which nothing changes, with more parts. */
const planWith = (more: object): string =>
  JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.14.0",
    applyable: true,
    complete: true,
    errored: false,
    resource_changes: [
      {
        address: "aws_vpc.main",
        mode: "managed",
        type: "aws_vpc",
        name: "main",
        change: {
          actions: ["no-op"],
          before: vpc,
          after: vpc,
          after_unknown: {},
          before_sensitive: {},
          after_sensitive: {},
        },
      },
    ],
    ...more,
  });

const read = (more: object) => readPlan(planWith(more), "the plan", { layer: "network" });

const said = (more: object): readonly string[] =>
  reviewOf([read(more)]).findings.map(
    ({ level, consequence, direction, thing, part = "", after = "", meaning, address }) =>
      `${level} ${consequence}, ${direction}: ${thing}, ${part}: ${after}. ${meaning} ${address}`,
  );

const checkOf = (kind: string, address: string, status: string, messages: readonly string[] = []) => ({
  address: { kind, to_display: address },
  status,
  instances: [{ address: { to_display: address }, status, problems: messages.map((message) => ({ message })) }],
});

describe("a condition", () => {
  test("of a check that fails stops, with what its author says", () => {
    expect(said({ checks: [checkOf("check", "check.health", "fail", ["no answer", "late"])] })).toEqual([
      "stop guard lost, weaker: check health, : fails. What the configuration asserts does not hold, and the apply goes on all the same. The configuration says: late no answer check.health",
    ]);
  });

  test("of a resource or an output that fails is said of the resource or the output", () => {
    expect(
      said({
        checks: [checkOf("resource", "aws_vpc.main", "fail"), checkOf("output_value", "output.vpc_id", "error")],
      }),
    ).toEqual([
      "stop guard lost, weaker: VPC main, condition: fails. What the configuration demands does not hold, so Terraform refuses the apply. aws_vpc.main",
      "stop guard lost, weaker: output vpc_id, condition: cannot be evaluated. What the configuration demands does not hold, so Terraform refuses the apply. output.vpc_id",
    ]);
  });

  test("that Terraform evaluates later is a note, also where no instance is known yet", () => {
    const later = { ...checkOf("resource", "aws_vpc.main", "unknown"), instances: [] };
    expect(said({ checks: [checkOf("check", "check.health", "unknown"), later] })).toEqual([
      "note other, neutral: VPC main, condition: known after apply. Terraform evaluates the condition during the apply: it ends the apply where the condition fails. aws_vpc.main",
      "note other, neutral: check health, : known after apply. Terraform evaluates the condition during the apply: it warns where the condition fails. check.health",
    ]);
  });

  test("that holds says nothing, beside an instance that fails", () => {
    expect(said({ checks: [checkOf("check", "check.health", "pass")] })).toEqual([]);
    const [one] = [checkOf("resource", "aws_vpc.main", "fail", ["small"])];
    const instances = [...one.instances, { address: { to_display: "aws_vpc.other" }, status: "pass" }];
    expect(said({ checks: [{ ...one, instances }] })).toHaveLength(1);
  });
});

const action = {
  address: "action.aws_lambda_invoke.warm",
  type: "aws_lambda_invoke",
  name: "warm",
  config_values: { function_name: "warm", payload: '{"password":"hunter2-hunter2-hunter2"}' },
  config_sensitive: {},
  config_unknown: {},
  lifecycle_action_trigger: {
    triggering_resource_address: "aws_vpc.main",
    action_trigger_event: "AfterCreate",
    on_failure: "fail",
  },
};

test("an action that the apply runs, or a later apply, cannot be reviewed", () => {
  const deferred = [
    { reason: "deferred_prereq", action_invocation: { ...action, name: "late", lifecycle_action_trigger: null } },
  ];
  expect(said({ action_invocations: [action], deferred_action_invocations: deferred })).toEqual([
    "stop not reviewable, cannot tell: action aws_lambda_invoke late, : deferred. Terraform runs the action in a later apply (deferred_prereq): read the action. action.aws_lambda_invoke.warm",
    "stop not reviewable, cannot tell: action aws_lambda_invoke warm, AfterCreate of aws_vpc.main: runs. The apply runs an action of the provider: no plan says what an action does, so read the action. action.aws_lambda_invoke.warm",
  ]);
});

test("a change that Terraform defers cannot be reviewed", () => {
  const change = {
    actions: ["update"],
    before: vpc,
    after: vpc,
    after_unknown: {},
    before_sensitive: {},
    after_sensitive: {},
  };
  const resource_change = { address: "aws_vpc.main", mode: "managed", type: "aws_vpc", name: "main", change };
  expect(said({ deferred_changes: [{ reason: "provider_config_unknown", resource_change }] })).toEqual([
    "stop not reviewable, cannot tell: VPC main, : deferred. Terraform cannot plan the change yet (provider_config_unknown), and leaves the change for a later plan: review that plan. aws_vpc.main",
  ]);
});

test("another action, or the same one with other values, is another digest of the layer", () => {
  const layerOf = (more: object): string | undefined => {
    const plans = [read(more)];
    return digestOf(plans, reviewOf(plans)).layers[0]?.digest;
  };
  const other = { ...action, config_values: { function_name: "other" } };
  const digests = [layerOf({}), layerOf({ action_invocations: [action] }), layerOf({ action_invocations: [other] })];
  expect(new Set(digests).size).toBe(3);
});

test("no secret of an action or of a condition is on the page or in the redacted plan", () => {
  const key = "AKIAIOSFODNN7EXAMPLE";
  const text = planWith({
    action_invocations: [
      { ...action, config_values: { token: "hunter2-hunter2-hunter2" }, config_sensitive: { token: true } },
    ],
    checks: [checkOf("check", "check.health", "fail", [`the key is ${key}`])],
  });
  const plans = [readPlan(text, "the plan", { layer: "network" })];
  const review = reviewOf(plans);
  for (const output of [textOf({ review, digest: digestOf(plans, review) }), redactedPlan(text, "the plan")]) {
    expect(output).not.toContain(key);
    expect(output).not.toContain("hunter2");
  }
  expect(reviewOf([readPlan(redactedPlan(text, "the plan"), "the plan", { layer: "network" })]).findings).toHaveLength(
    2,
  );
});
