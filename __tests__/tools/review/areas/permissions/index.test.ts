import fc from "fast-check";
import { permissions } from "../../../../../tools/review/areas/permissions";
import { casePlan, findIn, lineOf, planOf } from "../../../../support/plans";
import { type Statement, allow, changed, deny, linesOf, policy, role, same } from "./policies";

const hello = "role prod-compute-hello, inline policy calls";
const key = "arn:aws:kms:eu-west-1:123456789012:key/5152573e-690c-4187-abdd-f47876111b94";
const linesOfCase = (number: string) => findIn(permissions, casePlan(number)).map(lineOf);

test("s3:* on everything, all actions on a log group and a condition that goes are gained", () => {
  const context =
    "kms:EncryptionContext:aws:lambda:FunctionArn StringLike arn:*:lambda:*:*:function:prod-compute-hello";
  expect(linesOfCase("26")).toEqual([
    `privilege gained, weaker: ${hello}: kms:Decrypt on ${key} if ${context} → kms:Decrypt on ${key}`,
    `privilege gained, weaker: ${hello}: refused → logs:* except logs:CreateLogStream and logs:PutLogEvents on arn:aws:logs:eu-west-1:123456789012:log-group:/palisade/prod/compute/hello:log-stream:*`,
    `privilege gained, weaker: ${hello}: refused → s3:* on *`,
  ]);
  for (const { meaning } of findIn(permissions, casePlan("26")))
    expect(meaning).toContain(
      "as far as the permissions boundary prod-identity-boundary lets it: that policy is not in the given plans",
    );
});

test("everything but iam and organizations is told as that", () => {
  expect(linesOfCase("27")).toEqual([
    `privilege gained, weaker: ${hello}: kms:Decrypt on arn:aws:kms:eu-west-1:123456789012:key/5152573e-690c-4187-abdd-f47876111b94 if kms:EncryptionContext:aws:lambda:FunctionArn StringLike arn:*:lambda:*:*:function:prod-compute-hello; logs:CreateLogStream, logs:PutLogEvents on arn:aws:logs:eu-west-1:123456789012:log-group:/palisade/prod/compute/hello:log-stream:*; xray:PutTelemetryRecords, xray:PutTraceSegments on * → everything except iam:* and organizations:* on *`,
  ]);
  expect(findIn(permissions, casePlan("27"))[0]?.meaning).toMatch(
    /^The role prod-compute-hello may do nearly everything in the account from now on/,
  );
});

test("a key policy that is known after apply is not reviewable", () => {
  expect(linesOfCase("59")).toEqual(["not reviewable, cannot tell: key logs_key, policy: nothing → known after apply"]);
});

test("a first apply exposes nothing by its policies", () => {
  expect(findIn(permissions, casePlan("60")).filter(({ consequence }) => consequence === "exposure")).toEqual([]);
});

test("a key policy in another order, references that change and tags say nothing", () => {
  expect(["14", "18", "24", "40"].flatMap(linesOfCase)).toEqual([]);
});

const statement = fc
  .record({
    effect: fc.constantFrom(allow, allow, deny),
    actions: fc.subarray(["s3:GetObject", "s3:Put*", "sqs:*", "kms:Decrypt"], { minLength: 1 }),
    resources: fc.subarray(["arn:aws:s3:::a/*", "arn:aws:s3:::b*c", "*"], { minLength: 1 }),
    Condition: fc.constantFrom(undefined, { StringEquals: { "aws:SourceAccount": "111122223333" } }),
  })
  .map(({ effect, actions, resources, Condition }) => effect(actions, resources, Condition && { Condition }));
const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
const inline = (name: string) => ({ name, role: "app" });

/** A role with two policies, in one of which the statements stand before and in whose two halves they stand after. */
const planWith = (before: readonly Statement[], after: readonly Statement[], cut = 0) => {
  const [first, second] = [after.slice(0, cut), after.slice(cut)];
  const document = (list: readonly Statement[]) => (list.length === 0 ? {} : { policy: policy(...list) });
  return [
    same("aws_iam_role.app", role),
    changed("aws_iam_role_policy.one", inline("one"), document(before), document(first)),
    changed("aws_iam_role_policy.two", inline("two"), {}, document(second)),
  ];
};

/** The same statements in another order, with Sids, each for one action, the list of one as a text. */
const rewritten = (list: readonly Statement[]): readonly Statement[] =>
  list
    .flatMap(({ Action, ...rest }, at) =>
      (Action as string[]).map((one, place) => ({ Sid: `s${at}x${place}`, Action: one.toUpperCase(), ...rest })),
    )
    .reverse();

const runs = { numRuns: 12, seed: 20_261_130 };

test("order, Sids, scalars, and statements that are split over two policies say nothing", () => {
  fc.assert(
    fc.property(statements, fc.nat(6), (list, cut) => {
      expect(linesOf(...planWith(list, rewritten(list), cut))).toEqual([]);
    }),
    runs,
  );
});

test("a new action is gained whatever else is rewritten, and gone when before and after are exchanged", () => {
  const secret = allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x");
  const about = (lines: readonly string[]) => lines.filter((line) => line.includes("secretsmanager:GetSecretValue"));
  fc.assert(
    fc.property(statements, fc.nat(6), (list, cut) => {
      const line = (direction: string): unknown => expect.stringMatching(new RegExp(`^privilege gained, ${direction}`));
      expect(about(linesOf(...planWith(list, [secret, ...rewritten(list)], cut)))).toEqual([line("weaker")]);
      expect(about(linesOf(...planWith([secret, ...list], rewritten(list), cut)))).toEqual([line("stronger")]);
    }),
    runs,
  );
});

test("exchanging before and after turns every direction around", () => {
  const turned: Readonly<Record<string, string>> = {
    weaker: "stronger",
    stronger: "weaker",
    neutral: "neutral",
  };
  const of = (before: readonly Statement[], after: readonly Statement[]) =>
    findIn(permissions, planOf(planWith(before, after, 9)));
  const sides = ({ before, after }: { before?: string; after?: string }) => [before, after];
  fc.assert(
    fc.property(statements, statements, (one, other) => {
      const there = of(one, other).map((f) => JSON.stringify([f.rule, f.consequence, f.direction, ...sides(f)]));
      const back = of(other, one).map((f) =>
        JSON.stringify([f.rule, f.consequence, turned[f.direction], ...sides(f).reverse()]),
      );
      expect([...there].sort()).toEqual([...back].sort());
    }),
    runs,
  );
});
