import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { LogGroup } from "../../shared/log-group";

export interface DistributionAccessLogsProps {
  readonly distributionArn: string;
  /** Of the delivery's source and destination: 60 characters at most (CloudWatch Logs API Reference, PutDeliverySource). */
  readonly name: string;
  readonly logGroupName: string;
  readonly retentionDays: number;
  /** A key of us-east-1 that admits the group. */
  readonly kmsKeyArn: string;
  /** @default true */
  readonly keepOnDestroy?: boolean;
  /** What lets AWS deliver to the group, in us-east-1. */
  readonly delivery: { readonly policy: ITerraformDependable };
  /** Of us-east-1, where CloudFront's deliveries are set up, whatever the environment's region. */
  readonly provider: TerraformProvider;
}

/**
 * A distribution's record of requests, as standard logging (v2) delivers it: to an encrypted log group, so that it is
 * queried, kept and forgotten as every other log is; the form before it needs a bucket that takes ACLs (CloudFront
 * Developer Guide, "Configure standard logging (v2)").
 *
 * The fields are named, since the default ones have the cookies among them. A query is kept, as an attack is often in it,
 * so that nobody's token may travel in one.
 */
export class DistributionAccessLogs extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: DistributionAccessLogsProps) {
    super(scope, id);
    const { distributionArn, name, logGroupName, retentionDays, kmsKeyArn, keepOnDestroy = true, provider } = props;

    const logs = new LogGroup(this, "access", {
      name: logGroupName,
      retentionDays,
      kmsKeyArn,
      keepOnDestroy,
      provider,
    });
    const source = new CloudwatchLogDeliverySource(this, "source", {
      name,
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
      provider,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, "destination", {
      name,
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: logs.arn }],
      provider,
    });
    new CloudwatchLogDelivery(this, "delivery", {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: [...accessLogFields],
      dependsOn: [props.delivery.policy],
      // The source's name stays with another distribution, so that nothing else says that the delivery goes with the source,
      // which CloudWatch Logs refuses to delete while it has one (CloudWatch Logs API Reference, DeleteDeliverySource).
      lifecycle: { replaceTriggeredBy: [`${source.terraformResourceType}.${source.friendlyUniqueId}`] },
      provider,
    });
    this.logGroupName = logs.name;
  }
}

/** CloudFront Developer Guide, "Standard log field" names; neither `cs(Cookie)` nor, which it has not, Authorization. */
export const accessLogFields = [
  "timestamp(ms)",
  "x-edge-request-id",
  "x-edge-location",
  "c-ip",
  "c-country",
  "cs-protocol",
  "cs-protocol-version",
  "cs-method",
  "x-host-header",
  "cs-uri-stem",
  "cs-uri-query",
  "cs(Referer)",
  "cs(User-Agent)",
  "cs-bytes",
  "sc-status",
  "sc-content-type",
  "sc-bytes",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-result-type",
  "x-edge-response-result-type",
  "x-edge-detailed-result-type",
  "time-taken",
  "time-to-first-byte",
  "origin-fbl",
  "origin-lbl",
] as const;
