import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { Token, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { expression, HclElement, quoted } from "./hcl";

export interface LogGroupProps {
  /** Plain text, not a reference: Terraform has to know it when it plans, to look whether the group is there already. */
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

/** An encrypted log group that forgets after a stated time, and that an apply takes up again where it was left. */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;
  /** For what would make the group itself, without key and for ever, where it is not there yet. */
  readonly made: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const { name, retentionDays, kmsKeyArn, keepOnDestroy = true, provider } = props;

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
    importWhereItExists(this, "log_group_import", { group, existing, name });
    this.name = group.name;
    this.arn = group.arn;
    this.made = group;
  }
}

interface KeptGroup {
  readonly group: CloudwatchLogGroup;
  readonly existing: DataAwsCloudwatchLogGroups;
  readonly name: string;
}

/** An import block for a group that an earlier destroy kept; CDKTF's own import demands that it exists. */
function importWhereItExists(scope: Construct, id: string, { group, existing, name }: KeptGroup): void {
  if (Token.isUnresolved(name))
    throw new Error(`${scope.node.path}: the name of a log group is a reference; give text`);
  const names = `data.aws_cloudwatch_log_groups.${existing.friendlyUniqueId}.log_group_names`;
  new HclElement(scope, id, {
    type: "import",
    body: {
      for_each: expression(`toset([for name in ${names} : name if name == ${quoted(name)}])`),
      to: expression(`aws_cloudwatch_log_group.${group.friendlyUniqueId}`),
      id: expression("each.value"),
    },
  });
}

/** The start of the names of a database's log groups, which RDS prescribes: the key of logs has to admit them. */
export function databaseLogGroupPrefix(identifier: string): string {
  return `/aws/rds/instance/${identifier}/`;
}
