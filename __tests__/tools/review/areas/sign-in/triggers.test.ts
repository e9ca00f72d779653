import { signIn } from "../../../../../tools/review/areas/sign-in";
import { findIn, lineOf, planOf } from "../../../../support/plans";

const own = "123456789012";
const other = "999988887777";
const arn = (account: string, name = "check"): string => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;

const pool = (triggers?: object) => ({
  id: "pool1",
  arn: `arn:aws:cognito-idp:eu-west-1:${own}:userpool/pool1`,
  name: "users",
  ...(triggers && { lambda_config: [triggers] }),
});
const address = "aws_cognito_user_pool.users";
const check = { id: "check", arn: arn(own), function_name: "check" };
const held = { address: "aws_lambda_function.check", before: check, after: check };

const lines = (before: object | undefined, after: object, others: readonly (typeof held)[] = []): string[] =>
  findIn(signIn, planOf([{ address, ...(before && { before: { ...before } }), after: { ...after } }, ...others])).map(
    lineOf,
  );

const place = "user pool users, trigger pre authentication";

test("a trigger that a function of another account answers is an exposure, also in a new pool", () => {
  const [mine, foreign] = [{ pre_authentication: arn(own) }, { pre_authentication: arn(other) }];
  expect([
    lines(pool(), pool(foreign)),
    lines(pool(mine), pool(foreign)),
    lines(undefined, pool(foreign), [held]),
  ]).toEqual([
    [`exposure, weaker: ${place}: none → ${arn(other)}`],
    [`exposure, weaker: ${place}: ${arn(own)} → ${arn(other)}`],
    [
      "exposure, weaker: user pool users, sign-up: nothing → by anyone",
      `exposure, weaker: ${place}: none → ${arn(other)}`,
    ],
  ]);
  expect(lines(pool(mine), pool(mine))).toEqual([]);
});

test("a function that no given plan has cannot be told, and one of the plans can refuse before a sign-in alone", () => {
  expect([
    lines(pool(), pool({ pre_authentication: arn(own) })),
    lines(pool(), pool({ pre_authentication: arn(own) }), [held]),
    lines(pool(), pool({ user_migration: arn(own) }), [held]),
    lines(pool({ pre_authentication: arn(own) }), pool(), [held]),
  ]).toEqual([
    [`guard lost, cannot tell: ${place}: none → check`],
    [`guard lost, stronger: ${place}: none → check`],
    ["guard lost, cannot tell: user pool users, trigger user migration: none → check"],
    [`guard lost, weaker: ${place}: check → none`],
  ]);
});

test("the two forms of one trigger are one, and the key of codes is no trigger", () => {
  const twice = {
    pre_token_generation: arn(own),
    pre_token_generation_config: [{ lambda_arn: arn(own), lambda_version: "V1_0" }],
  };
  expect(lines(pool(), pool(twice))).toEqual([
    "guard lost, cannot tell: user pool users, trigger pre token generation: none → check",
  ]);
  expect(lines(pool(), pool({ kms_key_id: "arn:aws:kms:eu-west-1:123456789012:key/k" }))).toEqual([
    "guard lost, cannot tell: user pool users, key of the codes that triggers send: none → arn:aws:kms:eu-west-1:123456789012:key/k",
  ]);
});
