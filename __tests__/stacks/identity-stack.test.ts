import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { synthesizeEnvironments } from "../support/environments";
import { production, restApiBehindCloudFront } from "../support/records";
import type { Block } from "../support/synthesize";

const identityOf = (record: EnvironmentRecord) => {
  const stack = synthesizeEnvironments({ it: record })["it-identity"];
  if (stack === undefined) throw new Error("an environment has identities");
  return stack;
};

test("admits the log groups of every layer, the firewall's included, to the one key of logs", () => {
  const policy = identityOf(production).resource["aws_kms_key"]?.["shared_logs_key"]?.policy as string;
  const { Statement: statements } = JSON.parse(policy) as { Statement: Block[] };
  expect(statements[1].Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"]).toEqual([
    "arn:aws:logs:eu-west-1:123456789012:log-group:/palisade/it/*",
    "arn:aws:logs:eu-west-1:123456789012:log-group:aws-waf-logs-it_*",
    "arn:aws:logs:eu-west-1:123456789012:log-group:API-Gateway-Execution-Logs_*",
    "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/rds/instance/it-compute-database/*",
  ]);
});

test("admits the execution logs of the REST API, under AWS's name for them, if there are such logs or may be kept ones", () => {
  const without = { value: false, reason: "nobody reads the logs of a test" } as const;
  const admitted = (executionLogs: true | typeof without, keepData: EnvironmentRecord["keepData"] = true) => {
    const record: EnvironmentRecord = {
      ...production,
      keepData,
      edge: {
        ...production.edge,
        restApi: {
          executionLogs,
          routes: [
            { method: "GET", path: "/signed", integration: { kind: "mock", status: 200 }, authorizer: { kind: "iam" } },
          ],
        },
      },
    };
    const policy = identityOf(record).resource["aws_kms_key"]?.["shared_logs_key"]?.policy as string;
    return policy.includes('"arn:aws:logs:eu-west-1:123456789012:log-group:API-Gateway-Execution-Logs_*"');
  };
  const nothingKept = { value: false, reason: "what a trial holds goes with it" } as const;
  expect([admitted(true, nothingKept), admitted(without, nothingKept), admitted(without)]).toEqual([true, false, true]);
});

test("keeps sessions' transcripts in a log group that the session document names and the instances may write to", () => {
  const { resource } = identityOf(production);
  const name = "/palisade/it/identity/session";
  expect(resource["aws_cloudwatch_log_group"]).toMatchObject({ session_log_group: { name, skip_destroy: true } });
  const document = JSON.parse(resource["aws_ssm_document"]?.["session_manager_document"]?.content as string) as Block;
  expect(document.inputs.cloudWatchLogGroupName).toBe("${aws_cloudwatch_log_group.session_log_group.name}");
});

test("lets instances write to the log groups of compute, under the boundary", () => {
  const { resource } = identityOf(production);
  expect(resource["aws_iam_role"]?.["instance_role"]?.permissions_boundary).toBe(
    "${aws_iam_policy.workload_boundary_policy.arn}",
  );
  const policy = resource["aws_iam_role_policy"]?.["instance_role_policy"]?.policy as string;
  expect((JSON.parse(policy) as { Statement: Block[] }).Statement[0].Resource).toBe(
    "arn:aws:logs:eu-west-1:123456789012:log-group:/palisade/it/compute/*",
  );
});

test("keeps keys for the deletion window of the settings, and refuses to destroy keys before teardown", () => {
  const keys = (record: EnvironmentRecord) =>
    (Object.values(identityOf(record).resource["aws_kms_key"] ?? {}) as Block[]).map((key) => [
      key.deletion_window_in_days as number,
      key.lifecycle.prevent_destroy as boolean,
    ]);
  expect(keys(production)).toEqual(Array.from({ length: 4 }, () => [30, true]));
  expect(keys({ ...production, teardown: { reason: "the product is retired" } })).toEqual(
    Array.from({ length: 4 }, () => [7, false]),
  );
});

describe("with a database", () => {
  const withDatabase = (database: NonNullable<EnvironmentRecord["compute"]>["database"] = {}) =>
    identityOf({ ...production, compute: { database } });

  test("admits the log groups of this one database instance to the key of logs", () => {
    const policy = withDatabase().resource["aws_kms_key"]?.["shared_logs_key"]?.policy as string;
    expect(policy).toContain('"arn:aws:logs:eu-west-1:123456789012:log-group:/aws/rds/instance/it-compute-database/*"');
  });

  test("has a secret for its reader, without a value, and publishes the secret's ARN", () => {
    const { resource, output } = withDatabase();
    expect(resource["aws_secretsmanager_secret"]).toMatchObject({
      database_user_secret: {
        name_prefix: "it-identity-database-user-",
        kms_key_id: "${aws_kms_key.shared_secrets_key.arn}",
        recovery_window_in_days: 30,
      },
    });
    expect(resource).not.toHaveProperty("aws_secretsmanager_secret_version");
    expect(output["database_user_secret_arn"]?.value).toBe("${aws_secretsmanager_secret.database_user_secret.arn}");
  });

  test("has no secret with IAM", () => {
    const { resource, output } = withDatabase({ user: { kind: "iam" } });
    expect([resource["aws_secretsmanager_secret"], output["database_user_secret_arn"]]).toEqual([undefined, undefined]);
  });
});

describe("with an origin that requires CloudFront's header", () => {
  test("has a secret for the header, without a value, and publishes the secret's ARN", () => {
    const { resource, output } = identityOf(restApiBehindCloudFront);
    expect(resource["aws_secretsmanager_secret"]).toMatchObject({
      origin_secret: {
        name_prefix: "it-identity-origin-",
        kms_key_id: "${aws_kms_key.shared_secrets_key.arn}",
        recovery_window_in_days: 30,
      },
    });
    expect(resource).not.toHaveProperty("aws_secretsmanager_secret_version");
    expect(output["origin_secret_arn"]?.value).toBe("${aws_secretsmanager_secret.origin_secret.arn}");
  });

  test("has no secret if a departure lets everybody reach the origin", () => {
    const { edge } = restApiBehindCloudFront;
    const restApi = { value: "none", reason: "the reason of a departure" } as const;
    const { resource, output } = identityOf({
      ...restApiBehindCloudFront,
      edge: { ...edge, originProtection: { restApi } },
    });
    expect([resource["aws_secretsmanager_secret"], output["origin_secret_arn"]]).toEqual([undefined, undefined]);
  });
});
