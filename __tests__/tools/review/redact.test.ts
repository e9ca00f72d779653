import fc from "fast-check";

import { readPlan } from "../../../tools/review/plan/read-plan";
import { redactedPlan } from "../../../tools/review/redact";
import { reviewOf } from "../../../tools/review/review";
import { planCase } from "../../support/plan-cases";

const known = new Map<string, string>();

function redacted(number: string): string {
  const text = known.get(number) ?? redactedPlan(planCase(number), "the plan");
  known.set(number, text);
  return text;
}

/** The texts that the plan marks, or that are secrets by their name, wherever they stand in the file. */
const secretsOf = (text: string): readonly string[] =>
  [...text.matchAll(/"(?:client_secret|PARTNER_API_KEY)":\s*"([^"]+)"/g)].flatMap(([, value]) => value ?? []);

test.each(["29", "31", "65"])("a review of redacted %s finds what a review of the plan finds", (number) => {
  const [plan, without] = [planCase(number), redacted(number)].map((text) => reviewOf([readPlan(text, "the plan")]));
  expect(JSON.stringify(without)).toBe(JSON.stringify(plan));
});

test.each(["29", "31"])("no secret of %s is left, in any part of the file", (number) => {
  const secrets = secretsOf(planCase(number));
  expect(secrets.length).toBeGreaterThan(0);
  for (const secret of secrets) expect(redacted(number)).not.toContain(secret);
});

test("what is redacted is a plan that can be redacted again", () => {
  expect(redactedPlan(redacted("29"), "the plan")).toBe(redacted("29"));
});

interface Value {
  readonly before: unknown;
  readonly after: unknown;
  readonly marks?: unknown;
  readonly type?: string;
}

/** A plan in which one resource changes. */
const planWith = ({ before, after, marks = {}, type = "aws_lambda_function" }: Value, more: object = {}): string =>
  JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    applyable: true,
    complete: true,
    errored: false,
    resource_changes: [
      {
        address: `${type}.a`,
        mode: "managed",
        type,
        name: "a",
        change: {
          actions: ["update"],
          before,
          after,
          after_unknown: {},
          before_sensitive: marks,
          after_sensitive: marks,
        },
      },
    ],
    output_changes: {},
    ...more,
  });

const changesIn = (text: string) =>
  readPlan(text, "the plan").resources.flatMap(({ changes }) => changes.map(({ path }) => path));

test("two secrets that differ still differ, and two that are equal are still equal", () => {
  const environment = (one: string, other: string) => [{ variables: { ONE: one, OTHER: other } }];
  const text = planWith({
    before: { environment: environment("first", "same") },
    after: { environment: environment("second", "same") },
  });
  const without = redactedPlan(text, "the plan");
  expect(without).not.toMatch(/first|second|same/);
  expect(changesIn(without)).toEqual(["environment.variables.ONE"]);
  expect(changesIn(without)).toEqual(changesIn(text));
});

test("a secret in a document in JSON is replaced, and the document is still one", () => {
  const definitions = (value: string) =>
    JSON.stringify([{ name: "app", environment: [{ name: "app", value }], image: "app:1" }]);
  const text = planWith({
    before: { container_definitions: definitions("before") },
    after: { container_definitions: definitions("after") },
    type: "aws_ecs_task_definition",
  });
  const without = redactedPlan(text, "the plan");
  expect(without).toContain(String.raw`\"name\":\"app\"`);
  expect(without).not.toContain(String.raw`\"value\":\"before\"`);
  expect(changesIn(without)).toEqual(changesIn(text));
});

test("a copy of a marked secret is replaced in every other part of the plan", () => {
  const secret = "correct-horse-battery";
  const text = planWith(
    { before: { secret_string: secret }, after: { secret_string: `${secret}-2` }, marks: { secret_string: true } },
    {
      variables: { a: { value: "short" }, b: { value: { deep: ["deep in a variable"] } } },
      prior_state: { values: { root_module: { resources: [{ type: "aws_x", values: { note: `it is ${secret}` } }] } } },
      planned_values: { outputs: { o: { sensitive: true, value: "an output" } } },
      configuration: {
        root_module: {
          resources: [
            {
              expressions: {
                comment: { constant_value: secret },
                user_data: { constant_value: "#!/bin/sh" },
                environment: [{ variables: { constant_value: { A: "a variable" } } }],
              },
            },
          ],
          variables: { c: { default: "a default", sensitive: true } },
        },
      },
      checks: [{ problem: `the secret ${secret} is short; ghp_abcdefghijklmnopqrstuvwx is too` }],
    },
  );
  expect(redactedPlan(text, "the plan")).not.toMatch(
    /correct-horse|deep in|short"|an output|#!\/bin|a variable|a default|ghp_/,
  );
});

test("what is no secret stays as it was", () => {
  const before = { function_name: "hello", memory_size: 128, tags: { Owner: "platform" }, layers: [], role: null };
  const text = planWith({ before, after: { ...before, memory_size: 256 } });
  expect(JSON.parse(redactedPlan(text, "the plan"))).toEqual(JSON.parse(text));
});

test("whatever is marked is gone, and the changes are those of the plan", () => {
  const secret = fc.stringMatching(/^§[a-z]{8}$/);
  const value = fc.oneof(secret, fc.array(secret, { maxLength: 3 }), fc.dictionary(fc.constantFrom("a", "b"), secret));
  fc.assert(
    fc.property(value, value, fc.constantFrom("vpc_config", "tags", "file_system_config"), (before, after, name) => {
      const text = planWith({
        before: { [name]: before, memory_size: 1 },
        after: { [name]: after, memory_size: 2 },
        marks: { [name]: true },
      });
      const without = redactedPlan(text, "the plan");
      expect(without).not.toContain("§");
      expect(changesIn(without)).toEqual(changesIn(text));
    }),
    { numRuns: 40 },
  );
});
