import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { Alarm } from "./alarm";

export interface FunctionAlarmsProps {
  readonly functionName: string;
  /** The alarm's name, of what it is about. */
  readonly name: (role: string) => string;
  readonly topicArn: string;
  /**
   * What the function counts where it refuses by failing, as an authorizer and a trigger do: Lambda takes that for an
   * error, and whoever sends bad tokens could call out the operators.
   *
   * @default each error is one
   */
  readonly refusals?: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
}

/** Minutes out of five in which something has to be wrong: one bad minute wakes nobody. */
const patience = { evaluationPeriods: 5, datapointsToAlarm: 3 } as const;

/** Tells when a function fails, and when it is not let run (AWS Lambda Developer Guide, "Types of metrics for Lambda functions"). */
export function addFunctionAlarms(scope: Construct, props: FunctionAlarmsProps): void {
  const { functionName, name, topicArn, refusals } = props;
  const metric = (metricName: string) =>
    ({
      namespace: "AWS/Lambda",
      name: metricName,
      dimensions: { FunctionName: functionName },
      statistic: "Sum",
    }) as const;
  const above = { comparison: "GreaterThanThreshold", threshold: 0, topicArn, ...patience } as const;
  const errors = { name: name("errors"), description: `${functionName} fails: its log says why` };

  if (refusals === undefined) new Alarm(scope, "errors", { ...above, ...errors, metric: metric("Errors") });
  else new UnexpectedErrorsAlarm(scope, "errors", { ...errors, topicArn, errors: metric("Errors"), refusals });
  new Alarm(scope, "throttles", {
    ...above,
    name: name("throttles"),
    description: `${functionName} is refused: its reserved concurrency, or the account's, is used up`,
    metric: metric("Throttles"),
  });
}

type Metric = NonNullable<FunctionAlarmsProps["refusals"]>;

interface UnexpectedErrorsProps {
  readonly name: string;
  readonly description: string;
  readonly topicArn: string;
  readonly errors: Metric;
  readonly refusals: Metric;
}

/**
 * Errors that are no refusals: also those of a function that ran out of time or never started, which counts nothing. Lambda
 * dates an error by the start of its invocation and the function its refusal by the end, so the two may fall into different
 * minutes: a tenth more errors than refusals is let pass, and of a flood of bad tokens nobody is woken.
 */
class UnexpectedErrorsAlarm extends Construct {
  constructor(scope: Construct, id: string, props: UnexpectedErrorsProps) {
    super(scope, id);
    const { name: alarmName, description, topicArn, errors, refusals } = props;
    const sumOf = (metricId: string, { namespace, name, dimensions }: Metric) => ({
      id: metricId,
      returnData: false,
      metric: { namespace, metricName: name, dimensions: { ...dimensions }, stat: "Sum", period: 60 },
    });
    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName,
      alarmDescription: description,
      metricQuery: [
        {
          id: "unexpected",
          expression: "errors - 1.1 * FILL(refusals, 0)",
          label: "unexpected errors",
          returnData: true,
        },
        sumOf("errors", errors),
        sumOf("refusals", refusals),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      ...patience,
      treatMissingData: "notBreaching",
      actionsEnabled: true,
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}
