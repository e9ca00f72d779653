import { availability } from "../../../../../tools/review/areas/availability";
import { contract } from "../../../../../tools/review/areas/contract";
import { functions } from "../../../../../tools/review/areas/functions";
import { instances } from "../../../../../tools/review/areas/instances";
import { secrets } from "../../../../../tools/review/areas/secrets";
import { reviewOf } from "../../../../../tools/review/review";
import { reviewOfCase } from "../../../../support/case-reviews";
import { planOf } from "../../../../support/plans";

test("a first apply weakens nothing, interrupts nobody and leaves nothing unjudged by these areas", () => {
  const { findings } = reviewOfCase("60", [availability, contract, functions, instances, secrets]);
  expect(findings.filter(({ rule }) => rule !== "not-understood")).toEqual([]);
});

test("a first apply that brings a secret in clear text says so, each once and without the secret", () => {
  const marks = { after_unknown: false, before_sensitive: false, after_sensitive: false };
  const variables = { DB_PASSWORD: "correct horse" };
  const plan = planOf(
    [
      { address: "aws_lambda_function.f", after: { function_name: "hello", environment: [{ variables }] } },
      {
        address: "aws_launch_template.t",
        after: { name: "web", user_data: btoa("#!/bin/sh\nTOKEN=abc12345secret\n") },
      },
      { address: "aws_ssm_parameter.p", after: { name: "/prod/token", type: "String", value: "abc12345secret" } },
    ],
    {
      outputs: {
        client_secret: { actions: ["create"], before: null, after: "abc12345secret", ...marks },
      },
    },
  );
  const { findings } = reviewOf([plan], { areas: [availability, contract, functions, secrets] });
  expect(findings.map(({ thing, part, after }) => [thing, part, after])).toEqual([
    ["function hello", "variable DB_PASSWORD", "(sensitive value)"],
    ["launch template web", "user data", "(sensitive value)"],
    ["Systems Manager parameter /prod/token", "value", "(sensitive value)"],
    ["output client_secret", undefined, "a secret"],
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/correct horse|abc12345/);
});
