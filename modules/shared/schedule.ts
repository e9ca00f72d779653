import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";

export interface ScheduleProps {
  /** At most 64 characters (EventBridge API Reference, PutRule). */
  readonly name: string;
  readonly description: string;
  /** `rate(1 hour)`, or a cron expression in UTC (EventBridge User Guide, "Setting a schedule pattern for scheduled rules"). */
  readonly expression: string;
  readonly function: { readonly name: string; readonly aliasName: string; readonly aliasArn: string };
}

/** Has EventBridge call a function at set times. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const { name, description, expression, function: called } = props;

    const rule = new CloudwatchEventRule(this, "rule", { name, description, scheduleExpression: expression });
    const permission = new LambdaPermission(this, "permission", {
      statementIdPrefix: "schedule-",
      functionName: called.name,
      qualifier: called.aliasName,
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: called.aliasArn,
      dependsOn: [permission],
    });
  }
}
