import { checkEnvironments } from "../../../../stacks/environments/check";
import { quote } from "../../../../stacks/environments/schema/shared/fault";
import { production } from "../../../support/records";
import { today } from "../../../support/today";

const faultsOf = (record: object): string[] => {
  try {
    checkEnvironments({ it: { ...production, ...record } }, today);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
};
const policy = (owner: string, name = "boundary") => `arn:aws:iam::${owner}:policy/${name}`;

describe("permissionsBoundaryArn", () => {
  test("is a managed policy of the environment's account or of AWS, with a path or without one", () => {
    for (const permissionsBoundaryArn of [
      policy("123456789012"),
      policy("123456789012", "organization/workloads/boundary"),
      policy("123456789012", `${"x".repeat(510)}/${"y".repeat(128)}`),
      policy("aws", "PowerUserAccess"),
      policy("aws", "job-function/SystemAdministrator"),
    ]) {
      expect(faultsOf({ permissionsBoundaryArn })).toEqual([]);
    }
  });

  test("is of no other account, if the environment's account is known", () => {
    const permissionsBoundaryArn = policy("999999999999");
    expect(faultsOf({ permissionsBoundaryArn })).toEqual([
      `environments.it.permissionsBoundaryArn is "${permissionsBoundaryArn}"; give a policy of account 123456789012 or of AWS: a boundary cannot be a policy of another account`,
    ]);
    expect(faultsOf({ permissionsBoundaryArn, accountId: undefined })).toEqual([]);
  });

  test("is the whole ARN of a policy, and of nothing else", () => {
    for (const given of [
      "",
      "boundary",
      "arn:aws:iam::123456789012:role/boundary",
      "arn:aws-cn:iam::123456789012:policy/boundary",
      policy("12345"),
      policy("123456789012", ""),
      policy("123456789012", "a//b"),
      policy("123456789012", "/b"),
      policy("123456789012", "a/"),
      policy("123456789012", "a b"),
      policy("123456789012", "x".repeat(129)),
      policy("123456789012", "a!b/boundary"),
      policy("123456789012", `${"x".repeat(511)}/boundary`),
      `${policy("123456789012")}\n`,
      `${policy("123456789012")} and more`,
    ]) {
      expect(faultsOf({ permissionsBoundaryArn: given })).toEqual([
        `environments.it.permissionsBoundaryArn is ${quote(given)}; give the ARN of a managed policy, such as arn:aws:iam::123456789012:policy/boundary`,
      ]);
    }
  });
});

describe("state.kmsKeyArn", () => {
  const state = { backend: "s3", bucket: "example-state" } as const;
  const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1a2b3c4d-5e6f-4a1b-8c2d-123456789012`;
  const rule = 'give the ARN of a KMS key, and not of an alias, or { value: "none", reason }';

  test("is given, or is a departure: the states of identity and edge contain secrets", () => {
    const reason = "the bucket is encrypted by its owner's own rules";
    expect(faultsOf({ state })).toEqual([`environments.it.state.kmsKeyArn is missing; ${rule}`]);
    expect(faultsOf({ state: { ...state, kmsKeyArn: "none" } })).toEqual([
      `environments.it.state.kmsKeyArn is "none"; ${rule}`,
    ]);
    expect(faultsOf({ state: { ...state, kmsKeyArn: key("eu-west-1") } })).toEqual([]);
    const record = { ...production, state: { ...state, kmsKeyArn: { value: "none", reason } } } as const;
    expect(checkEnvironments({ it: record }, today).departures["it"]).toEqual([{ path: "state.kmsKeyArn", reason }]);
  });

  test("has the form that Terraform's S3 backend accepts: a UUID of RFC 4122, or the id of a multi-Region key", () => {
    const keys = [
      "1a2b3c4d-5e6f-4a1b-8c2d-123456789012",
      `mrk-${"0".repeat(32)}`,
      "12345678-1234-1234-1234-123456789012",
    ];
    const refused = keys.filter(
      (id) => faultsOf({ state: { ...state, kmsKeyArn: `arn:aws:kms:eu-west-1:123456789012:key/${id}` } }).length > 0,
    );
    expect(refused).toEqual(["12345678-1234-1234-1234-123456789012"]);
  });

  test("is in the bucket's region, as S3 requires", () => {
    const kmsKeyArn = key("us-east-1");
    expect(faultsOf({ state: { ...state, kmsKeyArn } })).toEqual([
      `environments.it.state.kmsKeyArn is "${kmsKeyArn}"; give a key in eu-west-1, where the bucket is`,
    ]);
    expect(faultsOf({ state: { ...state, kmsKeyArn, region: "us-east-1" } })).toEqual([]);
  });
});

describe("state.bucket", () => {
  const state = (bucket: string) => ({ ...production.state, bucket });
  const reserved = ["xn--states", "sthree-states", "amzn-s3-demo-states", "states-s3alias", "states--ol-s3"];

  test("has no name that S3 reserves, if the environment creates the bucket", () => {
    for (const bucket of [...reserved, "states--use1-az4--x-s3", "states--table-s3"]) {
      expect(faultsOf({ state: state(bucket) })).toEqual([
        `environments.it.state.bucket is "${bucket}"; give a name that does not start with xn--, sthree-, amzn-s3-demo- or end with -s3alias, --ol-s3, --x-s3, --table-s3, which S3 reserves`,
      ]);
      expect(faultsOf({ state: { ...state(bucket), createBucket: false } })).toEqual([]);
    }
    expect(faultsOf({ state: state("states-xn--sthree-s3") })).toEqual([]);
  });
});

describe("the topics of alarms", () => {
  const topic = (name: string, region = "eu-west-1") => `arn:aws:sns:${region}:123456789012:${name}`;

  test("have names that SNS accepts", () => {
    for (const name of ["x".repeat(256), "on-call_1", `${"x".repeat(251)}.fifo`]) {
      expect(faultsOf({ alarmTopicArn: topic(name) })).toEqual([]);
    }
    for (const name of ["", "x".repeat(257), "on.call", `${"x".repeat(252)}.fifo`, ".fifo"]) {
      expect(faultsOf({ alarmTopicArn: topic(name), edgeAlarmTopicArn: topic(name, "us-east-1") })).toEqual([
        `environments.it.alarmTopicArn is ${quote(topic(name))}; give the ARN of an SNS topic`,
        `environments.it.edgeAlarmTopicArn is ${quote(topic(name, "us-east-1"))}; give the ARN of an SNS topic`,
      ]);
    }
  });
});
