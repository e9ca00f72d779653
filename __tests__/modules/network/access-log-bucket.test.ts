import { AccessLogBucket } from "../../../modules/network/access-log-bucket";
import { synthesizeModule, type Block } from "../../support/synthesize";

const resource = synthesizeModule((stack) => {
  new AccessLogBucket(stack, "load_balancer", {
    namePrefix: "prod-network-access-logs-",
    accountId: "111122223333",
    retentionDays: 365,
  });
}).resource;

test("outlives every layer above, forgets after the stated time, and has the one encryption that load balancers support", () => {
  expect(resource["aws_s3_bucket"]?.["load_balancer_access_log_bucket"]).toMatchObject({
    bucket_prefix: "prod-network-access-logs-",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  const [lifecycle] = Object.values(resource["aws_s3_bucket_lifecycle_configuration"] ?? {}) as Block[];
  expect(lifecycle.rule[0].expiration).toEqual([{ days: 365 }]);
  const [encryption] = Object.values(resource["aws_s3_bucket_server_side_encryption_configuration"] ?? {}) as Block[];
  expect(encryption.rule[0].apply_server_side_encryption_by_default).toEqual({ sse_algorithm: "AES256" });
});

test("lets load balancers write logs of this account alone", () => {
  const [policy] = Object.values(resource["aws_s3_bucket_policy"] ?? {}) as Block[];
  const statements = JSON.parse(policy.policy as string).Statement as Block[];
  expect(statements.filter(({ Effect }) => Effect === "Allow")).toEqual([
    {
      Sid: "LoadBalancersOfThisAccount",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "${aws_s3_bucket.load_balancer_access_log_bucket.arn}/*/AWSLogs/111122223333/*",
    },
  ]);
});
