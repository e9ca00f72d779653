import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";

export interface LogGroupProps {
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
}

/** An encrypted log group that forgets after a stated time. */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const { name, retentionDays, kmsKeyArn, keepOnDestroy = true } = props;

    const group = new CloudwatchLogGroup(this, "log_group", {
      name,
      retentionInDays: retentionDays,
      kmsKeyId: kmsKeyArn,
      skipDestroy: keepOnDestroy,
    });
    this.name = group.name;
    this.arn = group.arn;
  }
}
