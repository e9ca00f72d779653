import { signIn } from "../../../../../tools/review/areas/sign-in";
import { findIn, lineOf, planOf } from "../../../../support/plans";

const pool = (account: string) => ({
  name: "users",
  lambda_config: [{ pre_authentication: `arn:aws:lambda:eu-west-1:${account}:function:check` }],
});
const lines = (before: object, after: object): string[] =>
  findIn(signIn, planOf([{ address: "aws_cognito_user_pool.users", before: { ...before }, after: { ...after } }])).map(
    lineOf,
  );

test("a trigger of the same name in another account is another function", () => {
  const arn = (account: string): string => `arn:aws:lambda:eu-west-1:${account}:function:check`;
  expect(lines(pool("111122223333"), pool("999988887777"))).toEqual([
    `guard lost, cannot tell: user pool users, trigger pre authentication: ${arn("111122223333")} → ${arn("999988887777")}`,
  ]);
  expect(lines(pool("111122223333"), pool("111122223333"))).toEqual([]);
});
