import { difference } from "../../../analysis/policies/difference";
import { policyOfLambdaPermission } from "../../../analysis/policies/lambda-permission";

const permission = { action: "lambda:InvokeFunction", principal: "events.amazonaws.com", function_name: "hello" };
const source = { source_arn: "arn:aws:events:eu-west-1:111111111111:rule/x", source_account: "111111111111" };
const policy = (more: object) => ({ Statement: [policyOfLambdaPermission({ ...permission, ...more })] });

test("a source that is no longer asked for is gained", () => {
  expect(difference(policy(source), policy({}))).toMatchObject({
    gained: [{ because: [{ kind: "condition" }] }],
    lost: [],
  });
  expect(
    difference(policy(source), policy({ ...source, principal_org_id: "", event_source_token: null })),
  ).toMatchObject({
    gained: [],
    lost: [],
  });
});

test("a service, an account and everybody are principals of their kinds", () => {
  const principal = (one: string) => policyOfLambdaPermission({ ...permission, principal: one });
  expect(principal("events.amazonaws.com")).toMatchObject({ Principal: { Service: "events.amazonaws.com" } });
  expect(principal("111111111111")).toMatchObject({ Principal: { AWS: "111111111111" } });
  expect(principal("*")).toMatchObject({ Principal: "*" });
});
