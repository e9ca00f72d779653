import { accessLogFields, DistributionAccessLogs } from "../../../../modules/edge/cloudfront/access-logs";
import { LogDelivery } from "../../../../modules/edge/log-delivery";
import { synthesizeModule } from "../../../support/synthesize";

const usEast1 = "aws.us_east_1";

const { resource } = synthesizeModule((stack) => {
  const provider = stack.usEast1;
  const delivery = new LogDelivery(stack, "edge_logs", {
    name: "test-edge-logs",
    logGroupNamePrefixes: ["/palisade/test/edge/"],
    accountId: "111122223333",
    region: "us-east-1",
    provider,
  });
  new DistributionAccessLogs(stack, "web", {
    distributionArn: "arn:aws:cloudfront::111122223333:distribution/E1",
    name: "test-edge-web",
    logGroupName: "/palisade/test/edge/web-distribution",
    retentionDays: 90,
    kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
    delivery,
    provider,
  });
});

test("goes to an encrypted log group of us-east-1, after AWS may deliver there", () => {
  expect(resource["aws_cloudwatch_log_group"]).toEqual({
    web_access_log_group: {
      name: "/palisade/test/edge/web-distribution",
      retention_in_days: 90,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/1",
      skip_destroy: true,
      provider: usEast1,
    },
  });
  expect(resource["aws_cloudwatch_log_delivery_source"]).toEqual({
    web_source: {
      name: "test-edge-web",
      log_type: "ACCESS_LOGS",
      resource_arn: "arn:aws:cloudfront::111122223333:distribution/E1",
      provider: usEast1,
    },
  });
  expect(resource["aws_cloudwatch_log_delivery_destination"]).toEqual({
    web_destination: {
      name: "test-edge-web",
      output_format: "json",
      delivery_destination_configuration: [
        { destination_resource_arn: "${aws_cloudwatch_log_group.web_access_log_group.arn}" },
      ],
      provider: usEast1,
    },
  });
  expect(resource["aws_cloudwatch_log_delivery"]).toEqual({
    web_delivery: {
      delivery_source_name: "${aws_cloudwatch_log_delivery_source.web_source.name}",
      delivery_destination_arn: "${aws_cloudwatch_log_delivery_destination.web_destination.arn}",
      record_fields: [...accessLogFields],
      depends_on: ["aws_cloudwatch_log_resource_policy.edge_logs_delivery_policy"],
      lifecycle: { replace_triggered_by: ["aws_cloudwatch_log_delivery_source.web_source"] },
      provider: usEast1,
    },
  });
});

test("neither cookies nor credentials are logged", () => {
  expect(accessLogFields.filter((field) => /cookie|authorization|cs-headers/i.test(field))).toEqual([]);
});
