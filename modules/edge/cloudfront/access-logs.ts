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
  /** Lets AWS deliver to the group, in us-east-1. */
  readonly delivery: { readonly policy: ITerraformDependable };
  /** The provider of us-east-1, where CloudFront's deliveries are, whatever the environment's region. */
  readonly provider: TerraformProvider;
}

/**
 * A distribution's access log, by standard logging (v2), in an encrypted log group: it is queried, kept and forgotten as
 * every other log. The older form of standard logging needs a bucket that takes ACLs (CloudFront Developer Guide, "Configure
 * standard logging (v2)").
 *
 * The fields are listed, since the default fields include the cookies. The query is logged, since attacks are often in it:
 * so no token may travel in a query.
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
      // A replaced source keeps its name, so nothing else replaces the delivery. CloudWatch Logs refuses to delete a source
      // that has a delivery (CloudWatch Logs API Reference, DeleteDeliverySource).
      lifecycle: { replaceTriggeredBy: [`${source.terraformResourceType}.${source.friendlyUniqueId}`] },
      provider,
    });
    this.logGroupName = logs.name;
  }
}

/** CloudFront Developer Guide, "Standard log field" names, without `cs(Cookie)`; there is no field for Authorization. */
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
