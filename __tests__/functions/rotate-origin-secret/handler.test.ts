import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { CloudFrontKeyValueStoreClient } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { ResourceNotFoundException, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { WAFV2Client } from "@aws-sdk/client-wafv2";
import { handler } from "../../../functions/rotate-origin-secret/handler";
import { commonVariables, invoke } from "../invoke";
import { named } from "./client";
import { valueOf } from "./ports";

const SecretId = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:lab-origin-AbCdEf";
const first = valueOf("f");

const variables = {
  ...commonVariables,
  AWS_REGION: "eu-west-1",
  // Of the machine's Node.js, which is not the function's: it is no line of the function's log.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  SECRET_ARN: SecretId,
  PATTERN_SET_ID: "an-id",
  PATTERN_SET_NAME: "lab-edge-origin",
  PATTERN_SET_SCOPE: "REGIONAL",
  HEADER_NAME: "x-origin-verify",
  KEY_VALUE_STORE_ARN: "arn:aws:cloudfront::111122223333:key-value-store/00000000-0000-0000-0000-000000000000",
  KEY_VALUE_STORE_KEY: "current",
  DISTRIBUTION_ORIGINS: "E123ABC/api",
  ORIGIN_URLS: "https://api.example.com/",
  LAG_SECONDS: "518400",
  SETTLE_SECONDS: "0",
};

/** What AWS holds. */
const aws = {
  stages: { first: ["AWSCURRENT"] } as Record<string, string[]>,
  values: { first } as Record<string, string>,
  patterns: ["^\\x00$"],
  key: undefined as string | undefined,
  header: "made-by-terraform",
  status: "Deployed",
  refused: undefined as string | undefined,
};

type Input = Readonly<Record<string, unknown>>;
const answers: Record<string, (input: Input) => unknown> = {
  DescribeSecretCommand: () => ({ RotationEnabled: true, VersionIdsToStages: aws.stages }),
  GetSecretValueCommand: ({ VersionId }) => {
    const value = aws.values[VersionId as string];
    if (value === undefined) throw new ResourceNotFoundException({ $metadata: {}, message: "no value" });
    return { SecretString: JSON.stringify({ HEADERVALUE: value }) };
  },
  PutSecretValueCommand: ({ ClientRequestToken, SecretString }) => {
    aws.values[ClientRequestToken as string] = (
      JSON.parse(SecretString as string) as { HEADERVALUE: string }
    ).HEADERVALUE;
  },
  UpdateSecretVersionStageCommand: ({ MoveToVersionId, RemoveFromVersionId }) => {
    aws.stages = { [RemoveFromVersionId as string]: ["AWSPREVIOUS"], [MoveToVersionId as string]: ["AWSCURRENT"] };
  },
  GetRegexPatternSetCommand: () => ({
    LockToken: "a-token",
    RegexPatternSet: { RegularExpressionList: aws.patterns.map((RegexString) => ({ RegexString })) },
  }),
  UpdateRegexPatternSetCommand: ({ RegularExpressionList }) => {
    const patterns = (RegularExpressionList as { RegexString: string }[]).map(({ RegexString }) => RegexString);
    if (aws.refused !== undefined) throw Object.assign(named(aws.refused), { message: `refused: ${patterns.join()}` });
    aws.patterns = patterns;
  },
  DescribeKeyValueStoreCommand: () => ({ ETag: "e", LastModified: new Date(0), Status: "READY" }),
  GetKeyCommand: () => ({ Value: aws.key }),
  PutKeyCommand: ({ Value }) => {
    aws.key = Value as string;
  },
  GetDistributionCommand: () => ({
    ETag: "e",
    Distribution: {
      Status: aws.status,
      LastModifiedTime: new Date(0),
      DistributionConfig: {
        Origins: {
          Quantity: 1,
          Items: [
            {
              Id: "api",
              CustomHeaders: { Quantity: 1, Items: [{ HeaderName: "x-origin-verify", HeaderValue: aws.header }] },
            },
          ],
        },
      },
    },
  }),
  UpdateDistributionCommand: ({ DistributionConfig }) => {
    const { Origins } = DistributionConfig as {
      Origins: { Items: { CustomHeaders: { Items: { HeaderValue: string }[] } }[] };
    };
    aws.header = Origins.Items[0]?.CustomHeaders.Items[0]?.HeaderValue ?? "";
  },
};

const surroundings = process.env;
const asked: unknown[] = [];
const clients = [SecretsManagerClient, WAFV2Client, CloudFrontClient, CloudFrontKeyValueStoreClient];
const sending = clients.map((client) => jest.spyOn(client.prototype as { send: (command: object) => unknown }, "send"));
const fetching = jest.spyOn(globalThis, "fetch");

beforeEach(() => {
  process.env = { ...surroundings, ...variables };
  for (const send of sending)
    send.mockImplementation((command) => {
      const { input } = command as { input: Input };
      return new Promise((resolve) => {
        resolve(answers[command.constructor.name]?.(input) ?? {});
      });
    });
  fetching.mockImplementation((_address, options) => {
    const value = (options?.headers as Record<string, string>)["x-origin-verify"] ?? "";
    asked.push(value);
    const passes = aws.patterns.some((pattern) => new RegExp(pattern).test(value));
    const forbidden = { status: 403, headers: { "x-amzn-errortype": "ForbiddenException" } };
    return Promise.resolve(passes ? new Response("{}", { status: 401 }) : new Response("{}", forbidden));
  });
});
afterAll(() => {
  process.env = surroundings;
  for (const mock of [...sending, fetching]) mock.mockRestore();
});

/** What was written to the log in the handler's own words, and what it counted. */
const told = (log: readonly Readonly<Record<string, unknown>>[]) =>
  log
    .map((line) => line["message"] ?? Object.keys(line).find((key) => key.startsWith("Step")))
    .filter((one) => one !== undefined);

const step = (Step: string, more: object = {}) => ({ Step, SecretId, ClientRequestToken: "second", ...more });

test("begins nothing without its variables", async () => {
  process.env = { ...surroundings, ...commonVariables };
  const { fault, log } = await invoke(handler, { step: "copyCurrent" });
  expect(fault?.message).toBe("failed: $ZodError");
  expect(told(log)).toEqual(["step failed", "StepFailed"]);
});

test.each([
  undefined,
  {},
  { step: "dropEverything" },
  { step: "copyCurrent", more: true },
  step("removeSecret"),
  step("setSecret", { ClientRequestToken: "" }),
  step("setSecret", { SecretId: undefined }),
])("does nothing at the event %j", async (event) => {
  const { fault, log } = await invoke(handler, event);
  expect(fault?.message).toBe("the event is neither a step of a rotation nor a command");
  expect(told(log)).toEqual(["step failed", "StepFailed"]);
});

test("does nothing for another secret", async () => {
  const { fault } = await invoke(handler, step("createSecret", { SecretId: SecretId.replace("lab", "prod") }));
  expect(fault?.message).toBe("the event is for another secret");
});

test("copies the first value, rotates and revokes, and neither an answer nor a log line has a value", async () => {
  const written: unknown[] = [];
  const done = async (event: unknown) => {
    const { answer, fault, log } = await invoke(handler, event);
    written.push(answer, fault?.message, log);
    return fault?.message ?? (answer as { outcome: string }).outcome;
  };

  expect(await done({ step: "copyCurrent" })).toBe("copied");
  expect([aws.patterns, aws.key, aws.header]).toEqual([[`^${first}$`], first, first]);

  aws.stages["second"] = ["AWSPENDING"];
  expect(await done(step("createSecret"))).toBe("given a value");
  const second = aws.values["second"] ?? "";
  expect(await done(step("setSecret"))).toBe("sent");
  expect([aws.patterns, aws.key, aws.header]).toEqual([[`^${first}$`, `^${second}$`], second, second]);
  expect(await done(step("testSecret"))).toBe("let through");
  aws.status = "InProgress";
  expect(await done(step("finishSecret"))).toMatch(/^no time is left to wait until CloudFront is deployed/);
  aws.status = "Deployed";
  expect(await done(step("finishSecret"))).toBe("current");
  expect(aws.stages).toEqual({ first: ["AWSPREVIOUS"], second: ["AWSCURRENT"] });
  expect(asked).toEqual([second, second, first]);

  aws.refused = "WAFInvalidParameterException";
  expect(await done({ step: "revokePrevious" })).toBe("failed: WAFInvalidParameterException");
  aws.refused = undefined;
  expect(await done({ step: "revokePrevious" })).toBe("revoked");
  expect(aws.patterns).toEqual([`^${second}$`]);

  for (const value of [first, second]) expect(JSON.stringify(written)).not.toContain(value);
  const outcomes = written.filter(Array.isArray).map((log) => told(log as never));
  expect(outcomes.flat().filter((one) => one !== "step done" && one !== "StepDone")).toEqual([
    "step goes on later",
    "StepGoesOnLater",
    "step failed",
    "StepFailed",
  ]);
});
