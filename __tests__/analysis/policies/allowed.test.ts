import { allowedOf, notDeniedOf } from "../../../analysis/policies/allowed";
import { isUnknown } from "../../../analysis/policies/difference";
import type { Requests } from "../../../analysis/policies/requests";
import { policyOf } from "../../../analysis/policies/statements";

const statement = (Effect: string, Action: string, more: object = {}) => ({ Effect, Action, Resource: "*", ...more });
const document = (...all: readonly object[]) => ({ Version: "2012-10-17", Statement: all });

/** Every request of an action. */
function asked(action: string): Requests {
  const policy = policyOf(document(statement("Allow", action)));
  const [one] = isUnknown(policy) ? [] : policy;
  if (one === undefined) throw new Error("no statement");
  return { principal: one.principal, action: one.action, resource: one.resource, clauses: [], unless: [] };
}

const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

test.each([
  ["an action that is allowed", [statement("Allow", "s3:*")], 1],
  ["an action that no statement allows", [statement("Allow", "sqs:*")], 0],
  ["a Deny of the action", [statement("Allow", "s3:*"), statement("Deny", "s3:Put*")], 0],
  ["a Deny of another action", [statement("Allow", "s3:*"), statement("Deny", "s3:GetObject")], 1],
  ["a Deny that may not hold", [statement("Allow", "s3:*"), statement("Deny", "s3:*", mfa)], 1],
  ["an Allow that may hold", [statement("Allow", "s3:*", mfa)], 1],
])("of s3:PutObject, %s", (_, statements, parts) => {
  expect(allowedOf(asked("s3:PutObject"), document(...statements))).toHaveLength(parts);
});

test("of a wide request the part is left that no Deny refuses, and a document that nobody knows refuses nothing", () => {
  expect(notDeniedOf(asked("s3:*"), document(statement("Deny", "s3:Get*")))).not.toEqual([]);
  expect(notDeniedOf(asked("s3:GetObject"), document(statement("Deny", "s3:Get*")))).toEqual([]);
  expect(notDeniedOf(asked("s3:GetObject"), "no document")).toEqual([asked("s3:GetObject")]);
});
