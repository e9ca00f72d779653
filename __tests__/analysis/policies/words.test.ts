import { difference } from "../../../analysis/policies/difference";
import { inWords, sentence } from "../../../analysis/policies/words";

function told(before: unknown, after: unknown): { gained: string[]; lost: string[] } | readonly string[] {
  const found = difference(before, after);
  if (found.undecided !== undefined) return found.undecided;
  const lines = (direction: "gained" | "lost"): string[] =>
    inWords(found[direction], direction, found.vocabulary).map(sentence);
  return { gained: lines("gained"), lost: lines("lost") };
}

const policy = (...statements: object[]): object => ({ Version: "2012-10-17", Statement: statements });
const allow = (action: unknown, resource: unknown = "*", more: object = {}): object => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});
const deny = (action: unknown, resource: unknown = "*", more: object = {}): object => ({
  ...allow(action, resource, more),
  Effect: "Deny",
});
const inAccount = { Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } } };
const nothing = { gained: [], lost: [] };

test("Allow with NotAction gains everything but what it names", () => {
  const after = policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" });
  const escalations =
    "[escalation: sts:AssumeRole*, kms:*Grant, kms:PutKeyPolicy, lambda:Update*, lambda:AddPermission";
  expect(told(null, after)).toEqual({
    gained: [`* except iam:* on * (allow added or widened) ${escalations}, ssm:SendCommand, ssm:StartSession]`],
    lost: [],
  });
});

test("Allow with NotResource gains everything elsewhere", () => {
  const after = policy({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::logs/*" });
  expect(told(null, after)).toEqual({
    gained: ["s3:* on * except arn:aws:s3:::logs/* (allow added or widened)"],
    lost: [],
  });
});

test("a condition that is no longer required is gained; one that is added is lost and nothing else", () => {
  const [with_, without] = [policy(allow("sqs:SendMessage", "*", inAccount)), policy(allow("sqs:SendMessage"))];
  const words = "aws:SourceAccount StringEquals 111111111111";
  expect(told(with_, without)).toEqual({
    gained: [`sqs:SendMessage on * if not (${words}) (condition ${words} no longer required)`],
    lost: [],
  });
  expect(told(without, with_)).toEqual({
    gained: [],
    lost: [`sqs:SendMessage on * if not (${words}) (condition ${words} now required)`],
  });
});

test("a condition that became another one is gained and lost", () => {
  const of = (id: string): object =>
    policy(allow("a:b", "*", { Condition: { StringEquals: { "aws:SourceAccount": id } } }));
  expect(told(of("111111111111"), of("222222222222"))).toMatchObject({
    gained: [expect.stringContaining("aws:SourceAccount StringEquals 222222222222")],
    lost: [expect.stringContaining("aws:SourceAccount StringEquals 111111111111")],
  });
});

test.each([
  ["more values", { StringEquals: { k: ["a", "b"] } }, { StringEquals: { k: "a" } }],
  ["fewer values of a negated operator", { StringNotEquals: { k: "a" } }, { StringNotEquals: { k: ["a", "b"] } }],
  ["a wider pattern", { StringLike: { k: "a*" } }, { StringEquals: { K: "ab" } }],
  ["a wider ARN", { ArnLike: { k: "arn:aws:s3:::*" } }, { ArnEquals: { k: "arn:aws:s3:::logs" } }],
  ["a wider block", { IpAddress: { k: "10.0.0.0/8" } }, { IpAddress: { k: ["10.0.0.0/16", "10.9.0.1"] } }],
  ["a wider block of IPv6", { IpAddress: { k: "2001:db8::/32" } }, { IpAddress: { k: "2001:db8:1::/48" } }],
  ["a later date", { DateLessThan: { k: "2030-01-01T00:00:00Z" } }, { DateLessThan: { k: "2029-01-01T00:00:00Z" } }],
  ["a larger number", { NumericLessThanEquals: { k: "5" } }, { NumericLessThan: { k: "5" } }],
  ["IfExists", { StringEqualsIfExists: { k: "a" } }, { StringEquals: { k: "a" } }],
  ["one line less", { Bool: { k: "true" } }, { bool: { k: true }, StringEquals: { j: "a" } }],
  [
    "more values of ForAllValues",
    { "ForAllValues:StringLike": { k: ["a*"] } },
    { "ForAllValues:StringLike": { k: "ab" } },
  ],
  ["the key alone", { Null: { k: "false" } }, { StringLike: { k: "a*" } }],
])("%s is wider", (_, wide, narrow) => {
  const of = (Condition: object): object => policy(allow("a:b", "*", { Condition }));
  expect(told(of(narrow), of(wide))).toMatchObject({ gained: [expect.anything()], lost: [] });
  expect(told(of(wide), of(narrow))).toMatchObject({ gained: [], lost: [expect.anything()] });
});

test("a key policy in another order and without Sids is the same", () => {
  const root = allow("kms:*", "*", { Principal: { AWS: "arn:aws:iam::111111111111:root" } });
  const logs = allow(["kms:Encrypt*", "kms:Decrypt*"], "*", {
    Principal: { Service: "logs.eu-west-1.amazonaws.com" },
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111111111111:*" } },
  });
  const before = policy({ Sid: "Root", ...root }, { Sid: "Logs", ...logs });
  const after = policy(
    { ...logs, Action: ["kms:decrypt*", "kms:Encrypt*"] },
    { ...root, Principal: { AWS: "111111111111" } },
  );
  expect(told(JSON.stringify(before), JSON.stringify(after))).toEqual(nothing);
});

test("a Deny that is gone is gained where an Allow is, a Deny that is new is lost", () => {
  const [before, after] = [policy(allow("s3:*"), deny("s3:Delete*", "arn:aws:s3:::logs/*")), policy(allow("s3:*"))];
  expect(told(before, after)).toEqual({
    gained: ["s3:Delete* on arn:aws:s3:::logs/* (deny removed or narrowed)"],
    lost: [],
  });
  expect(told(after, before)).toEqual({
    gained: [],
    lost: ["s3:Delete* on arn:aws:s3:::logs/* (deny added or widened)"],
  });
});

test("a Deny with a condition takes away only where the condition surely holds", () => {
  const mfa = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };
  expect(told(null, policy(allow("s3:GetObject"), deny("*", "*", mfa)))).toEqual({
    gained: ["s3:GetObject on * if not (aws:MultiFactorAuthPresent BoolIfExists false) (allow added or widened)"],
    lost: [],
  });
});

test("what s3:* has is not told again, and what was there before is told as an exception", () => {
  expect(told(policy(allow("s3:GetObject")), policy(allow(["s3:GetObject", "s3:*", "s3:Put*"])))).toEqual({
    gained: ["s3:* except s3:GetObject on * (allow added or widened)"],
    lost: [],
  });
});

test("a principal who is new in a list of principals is the only one that is told", () => {
  const of = (...AWS: string[]): object => policy(allow("sts:AssumeRole", "*", { Principal: { AWS } }));
  const [first, second] = ["arn:aws:iam::111111111111:role/first", "arn:aws:iam::222222222222:root"];
  expect(told(of(first), of(second, first))).toEqual({
    gained: ["account 222222222222: sts:AssumeRole on * (allow added or widened)"],
    lost: [],
  });
  expect(told(of(first), policy(allow("sts:AssumeRole", "*", { Principal: "*" })))).toMatchObject({
    gained: [expect.stringMatching(/^everybody except arn:aws:iam::111111111111:role\/first: /)],
  });
});

test("a text that is known after the apply is equal to itself alone", () => {
  const of = (...resources: string[]): object => policy(allow("s3:GetObject", resources));
  const [logs, other] = ["${aws_s3_bucket.logs.arn}/*", "${aws_s3_bucket.other.arn}/*"];
  expect(told(of(logs, other), of(other, logs))).toEqual(nothing);
  expect(told(of(logs), of(other))).toMatchObject({ gained: [expect.anything()], lost: [expect.anything()] });
  expect(told(of("*"), of(logs))).toMatchObject({ gained: [], lost: [expect.anything()] });
  // Whether the Deny was about the Allow's bucket is not known: its end counts as gained.
  expect(told(policy(allow("s3:*", logs), deny("s3:*", other)), policy(allow("s3:*", logs)))).toMatchObject({
    gained: [expect.stringContaining("deny removed")],
  });
});

test("a policy that is not known, or not understood, is undecided", () => {
  expect(told(policy(allow("a:b")), undefined)).toEqual(["after: the policy is known only after the apply"]);
  expect(told("{", policy(allow("a:b")))).toEqual(["before: the policy is no JSON object"]);
  expect(told(null, policy({ Effect: "allow", Action: "*" }))).toEqual([
    "after: statement 1 has no Effect Allow or Deny",
  ]);
});

test("realistic policies take less than 5 ms a pair", () => {
  const services = ["s3", "sqs", "sns", "kms", "logs", "ec2", "rds", "ssm", "lambda", "events"];
  const statements = Array.from({ length: 20 }, (_, at): object => {
    const service = services[at % 10] ?? "";
    const actions = ["Get*", "List*", "PutThing", "DescribeThing"].map((one) => `${service}:${one}${String(at)}`);
    const resources = ["a", "b"].map((one) => `arn:aws:${service}:eu-west-1:111111111111:${one}${String(at)}/*`);
    return (at % 7 === 0 ? deny : allow)(actions, resources, at % 3 === 0 ? inAccount : {});
  });
  const times = Array.from({ length: 30 }, (_, round): number => {
    const changed = statements.map((one, at) => (at === 5 ? allow(`s3:Put${String(round)}*`, "*") : one));
    const start = process.cpuUsage();
    difference(policy(...statements), policy(...changed));
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  // The machine does other work: what the quicker third needs is what the answer costs.
  expect(times[10]).toBeLessThan(5);
});
