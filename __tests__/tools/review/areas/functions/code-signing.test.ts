import { functions } from "../../../../../tools/review/areas/functions";
import { findIn, lineOf, planOf } from "../../../../support/plans";

const address = "aws_lambda_code_signing_config.own";
const config = (policy: string, ...profiles: readonly string[]) => ({
  policies: [{ untrusted_artifact_on_deployment: policy }],
  allowed_publishers: [{ signing_profile_version_arns: profiles }],
});
const lines = (before: object, after: object): string[] =>
  findIn(functions, planOf([{ address, before: { ...before }, after: { ...after } }])).map(lineOf);

test("code that nobody signed is accepted from now on: weaker, and the way back is stronger", () => {
  const [enforce, warn] = [config("Enforce", "a"), config("Warn", "a")];
  const about = "lambda code signing config own, code that no publisher signed";
  expect(lines(enforce, warn)).toEqual([`guard lost, weaker: ${about}: Enforce → Warn`]);
  expect(lines(warn, enforce)).toEqual([`guard lost, stronger: ${about}: Warn → Enforce`]);
  expect(lines(enforce, enforce)).toEqual([]);
});

test("a publisher more is weaker, a publisher less is stronger, and their order says nothing", () => {
  const about = "lambda code signing config own, publishers";
  expect(lines(config("Enforce", "a"), config("Enforce", "b"))).toEqual([
    `guard lost, weaker: ${about}: none → b`,
    `guard lost, stronger: ${about}: a → none`,
  ]);
  expect(lines(config("Enforce", "a", "b"), config("Enforce", "b", "a"))).toEqual([]);
});
