import { functions } from "../../../../../tools/review/areas/functions";
import { findIn, lineOf, planOf, type PlannedResource } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

const told = (...resources: readonly PlannedResource[]): readonly string[] =>
  findIn(functions, planOf(resources)).map(lineOf);
const lambda = (before: Values, after: Values, more: Partial<PlannedResource> = {}): PlannedResource => ({
  address: "aws_lambda_function.hello",
  before: { function_name: "hello", ...before },
  after: { function_name: "hello", ...after },
  ...more,
});

test("another runtime is weaker where it is older, and cannot be told where the language is another", () => {
  expect(told(lambda({ runtime: "python3.12" }, { runtime: "python3.9" }))).toEqual([
    "guard lost, weaker: function hello, runtime: python3.12 → python3.9",
  ]);
  expect(told(lambda({ runtime: "java8" }, { runtime: "java8.al2" }))).toEqual([
    "guard lost, stronger: function hello, runtime: java8 → java8.al2",
  ]);
  expect(told(lambda({ runtime: "nodejs22.x" }, { runtime: "python3.12" }))).toEqual([
    "guard lost, cannot tell: function hello, runtime: nodejs22.x → python3.12",
  ]);
});

test("a reservation that comes or goes cannot be told, and zero is the end of every call", () => {
  const [free, some, zero] = [-1, 5, 0].map((reserved) => ({ reserved_concurrent_executions: reserved }));
  expect(told(lambda(free ?? {}, some ?? {}))).toEqual([
    "downtime, cannot tell: function hello, reserved concurrency: unreserved → 5",
  ]);
  expect(told(lambda({}, zero ?? {}))).toEqual([
    "downtime, weaker: function hello, reserved concurrency: unreserved → 0",
  ]);
  expect(told(lambda({}, free ?? {}))).toEqual([]);
});

test("other code is one neutral line, whatever Lambda says of the new version", () => {
  const changed = lambda(
    { source_code_hash: "a", version: "1", last_modified: "x", qualified_arn: "arn:1" },
    { source_code_hash: "b" },
    { unknown: { version: true, last_modified: true, qualified_arn: true } },
  );
  expect(told(changed)).toEqual(["other, neutral: function hello, code"]);
  const image = lambda({ image_uri: "r:1" }, { image_uri: "r:2" });
  expect(told(image)).toEqual(["other, neutral: function hello, code: r:1 → r:2"]);
});

test("another role cannot be told, and a role that is made anew is no other role", () => {
  const role = (name: string): PlannedResource => ({
    address: `aws_iam_role.${name}`,
    before: { name, arn: `arn:${name}` },
    after: { name, arn: `arn:${name}` },
  });
  expect(told(role("a"), role("b"), lambda({ role: "arn:a" }, { role: "arn:b" }))).toEqual([
    "privilege gained, cannot tell: function hello, role: a → b",
  ]);
  const anew = { ...role("a"), after: { name: "a" }, actions: ["delete", "create"], unknown: { arn: true } };
  const follows = { unknown: { role: true }, references: { role: ["aws_iam_role.a.arn", "aws_iam_role.a"] } };
  expect(told(anew, lambda({ role: "arn:a" }, {}, follows))).toEqual([]);
  expect(told(lambda({ role: "arn:a" }, {}, { unknown: { role: true } }))).toEqual([
    "not reviewable, cannot tell: function hello, role: arn:a → known after apply",
  ]);
});

test("other security groups cannot be told", () => {
  const vpc = (group: string): Values => ({ vpc_config: [{ subnet_ids: ["subnet-1"], security_group_ids: [group] }] });
  expect(told(lambda(vpc("sg-1"), vpc("sg-2")))).toEqual([
    "guard lost, cannot tell: function hello, security groups: sg-1 → sg-2",
  ]);
});

describe("a layer is code that runs with the function's role", () => {
  const layer = (account: string, version = 1): string => `arn:aws:lambda:eu-west-1:${account}:layer:x:${version}`;
  const [own, foreign, ofAws] = [layer("123456789012"), layer("999988887777"), layer("017000801446")];
  const change = (before: readonly string[], after: readonly string[], role = "arn:aws:iam::123456789012:role/hello") =>
    told(lambda({ role, layers: before }, { role, layers: after }));

  test("another account's is a privilege that somebody gains, and one that goes is lost", () => {
    expect(change([], [foreign])).toEqual([`privilege gained, weaker: function hello, layers: none → ${foreign}`]);
    expect(change([foreign], [])).toEqual([`privilege gained, stronger: function hello, layers: ${foreign} → none`]);
    expect(change([foreign], [foreign])).toEqual([]);
  });

  test("another version of another account's, and an account that no plan tells, cannot be told", () => {
    const later = layer("999988887777", 2);
    expect(change([foreign], [later])).toEqual([
      `privilege gained, cannot tell: function hello, layers: ${foreign} → ${later}`,
    ]);
    expect(change([], [own], "")).toEqual([`privilege gained, cannot tell: function hello, layers: none → ${own}`]);
  });

  test("the own account's is other code, and one that AWS publishes is neutral", () => {
    expect(change([], [own])).toEqual([`other, cannot tell: function hello, layers: none → ${own}`]);
    expect(change([], [ofAws])).toEqual([`other, neutral: function hello, layers: none → ${ofAws}`]);
  });

  test("a function that is created is told for another account's alone", () => {
    const created = (layers: readonly string[]) =>
      told({
        address: "aws_lambda_function.hello",
        after: { function_name: "hello", role: "arn:aws:iam::123456789012:role/hello", layers },
      });
    expect(created([foreign, own])).toEqual([
      `privilege gained, weaker: function hello, layers: none → ${own} and ${foreign}`,
    ]);
    expect(created([own])).toEqual([]);
  });
});

test("an image of another account's registry is a privilege gained, and another image of the same is other code", () => {
  const image = (account: string, tag: number): Values => ({
    role: "arn:aws:iam::123456789012:role/hello",
    image_uri: `${account}.dkr.ecr.eu-west-1.amazonaws.com/hello:${tag}`,
  });
  const [own, foreign] = ["123456789012", "999988887777"];
  const classOf = (before: Values, after: Values) => told(lambda(before, after)).map((line) => line.replace(/:.*/, ""));
  expect(classOf(image(own, 1), image(foreign, 1))).toEqual(["privilege gained, weaker"]);
  expect(classOf(image(foreign, 1), image(own, 1))).toEqual(["privilege gained, stronger"]);
  expect(classOf(image(foreign, 1), image(foreign, 2))).toEqual(["other, neutral"]);
});

test("an alias of the code as it was uploaded last gives up what a version guards", () => {
  const alias = (before: string, after: string) =>
    told({
      address: "aws_lambda_alias.live",
      before: { name: "live", function_version: before },
      after: { name: "live", function_version: after },
    });
  expect(alias("1", "$LATEST")).toEqual(["guard lost, weaker: function alias live, version: 1 → $LATEST"]);
  expect(alias("$LATEST", "2")).toEqual(["guard lost, stronger: function alias live, version: $LATEST → 2"]);
});

test("an alias that moves to what this apply publishes is neutral, and one that moves to nobody knows what cannot be told", () => {
  const alias = (more: Partial<PlannedResource>): PlannedResource => ({
    address: "aws_lambda_alias.live",
    before: { name: "live", function_version: "1" },
    after: { name: "live" },
    unknown: { function_version: true },
    ...more,
  });
  const references = { function_version: ["aws_lambda_function.hello.version", "aws_lambda_function.hello"] };
  expect(told(lambda({}, {}), alias({ references }))).toEqual([
    "other, neutral: function alias live, version: 1 → the version that this apply publishes of hello",
  ]);
  expect(told(alias({}))).toEqual(["not reviewable, cannot tell: function alias live, version: 1 → known after apply"]);
  expect(told(alias({ unknown: {}, after: { name: "live", function_version: "7" } }))).toEqual([
    "other, neutral: function alias live, version: 1 → 7",
  ]);
});

test("an address on the internet that calls a function without asking who calls is an exposure, also when it is new", () => {
  const url = (authorization: string): PlannedResource => ({
    address: "aws_lambda_function_url.hello",
    after: { authorization_type: authorization },
  });
  expect(told(url("NONE"))).toEqual(["exposure, weaker: function URL hello, authorization: none → NONE"]);
  expect(told(url("AWS_IAM"))).toEqual(["exposure, weaker: function URL hello, authorization: none → AWS_IAM"]);
  expect(told({ address: "aws_lambda_function_url.hello", before: { authorization_type: "NONE" } })).toEqual([
    "exposure, stronger: function URL hello, authorization: NONE → none",
  ]);
});

test("events that no longer reach a function are told, and those that begin to", () => {
  const mapping = { address: "aws_lambda_event_source_mapping.q", before: { event_source_arn: "arn:q" } };
  expect(told(mapping)).toEqual(["downtime, weaker: event source mapping q"]);
  expect(told({ address: mapping.address, after: mapping.before })).toEqual([
    "downtime, stronger: event source mapping q",
  ]);
});

test("a call that Terraform makes runs again where its input is another", () => {
  const call = (before: Values | undefined, after: Values | undefined): PlannedResource => ({
    address: "aws_lambda_invocation.first",
    ...(before && { before }),
    ...(after && { after }),
  });
  const line = ["other, neutral: function invocation first"];
  expect(told(call({ input: "1" }, { input: "2" }))).toEqual(line);
  expect(told(call(undefined, { input: "1" }))).toEqual(line);
  expect(told(call({ input: "1" }, { input: "1", result: "x" }))).toEqual([]);
  expect(told(call({ input: "1" }, undefined))).toEqual([]);
});
