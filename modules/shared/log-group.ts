import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { Token, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { importWhereItExists } from "./hcl";

export interface LogGroupProps {
  /** Plain text, not a reference: Terraform must know the name at plan time, to look whether the group exists. */
  readonly name: string;
  /** Days that an event is kept: one of the values that CloudWatch Logs accepts (PutRetentionPolicy). */
  readonly retentionDays: number;
  /** The key must admit the group by its name: see `logGroupsMayUseKey`. */
  readonly kmsKeyArn: string;
  /**
   * Leaves the group and its events in place when its layer is destroyed.
   *
   * @default true
   */
  readonly keepOnDestroy?: boolean;
  /** @default the stack's own provider, that of the environment's region */
  readonly provider?: TerraformProvider;
}

/** An encrypted log group with a retention. Where an earlier destroy left the group, an apply imports it. */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;
  /** To depend on, for a service that would otherwise create the group itself, without a key and with no retention. */
  readonly made: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const { name, retentionDays, kmsKeyArn, keepOnDestroy = true, provider } = props;

    if (Token.isUnresolved(name))
      throw new Error(`${this.node.path}: the name of a log group is a reference; give text`);
    const group = new CloudwatchLogGroup(this, "log_group", {
      name,
      retentionInDays: retentionDays,
      kmsKeyId: kmsKeyArn,
      skipDestroy: keepOnDestroy,
      provider,
    });
    const existing = new DataAwsCloudwatchLogGroups(this, "existing_log_groups", {
      logGroupNamePrefix: name,
      provider,
    });
    // A group that an earlier destroy kept.
    importWhereItExists(this, "log_group_import", {
      to: `aws_cloudwatch_log_group.${group.friendlyUniqueId}`,
      names: `data.aws_cloudwatch_log_groups.${existing.friendlyUniqueId}.log_group_names`,
      name,
    });
    this.name = group.name;
    this.arn = group.arn;
    this.made = group;
  }
}

/** The start of the names of a database's log groups, which RDS prescribes. The key of logs has to admit them. */
export function databaseLogGroupPrefix(identifier: string): string {
  return `/aws/rds/instance/${identifier}/`;
}
