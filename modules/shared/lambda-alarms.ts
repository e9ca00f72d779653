import type { Construct } from "constructs";
import { Alarm, type AlarmMetric } from "./alarm";
import { ExpressionAlarm } from "./expression-alarm";

export interface FunctionAlarmsProps {
  readonly functionName: string;
  /** Makes an alarm's name of its role. */
  readonly name: (role: string) => string;
  readonly topicArn: string;
  /**
   * For a function that refuses by failing, as an authorizer and a trigger do. Lambda counts a refusal as an error: without
   * this, anybody who sends bad tokens could wake the operators.
   *
   * @default every error counts
   */
  readonly refuses?: {
    /** The metric of the refusals. */
    readonly refusals: Counted;
    /** The metric of the refusals for which the function cannot find out whom to let in: then nobody gets in. */
    readonly undecided: Counted;
  };
}

/** A metric of the function's own. */
type Counted = Pick<AlarmMetric, "dimensions" | "name" | "namespace">;

/** Fires after three bad minutes out of five: one bad minute wakes nobody. */
const patience = { evaluationPeriods: 5, datapointsToAlarm: 3 } as const;

/**
 * Alarms for a function that fails or is throttled (AWS Lambda Developer Guide, "Types of metrics for Lambda functions").
 */
export function addFunctionAlarms(scope: Construct, props: FunctionAlarmsProps): void {
  const { functionName, name, topicArn, refuses } = props;
  const metric = (metricName: string) =>
    ({
      namespace: "AWS/Lambda",
      name: metricName,
      dimensions: { FunctionName: functionName },
      statistic: "Sum",
    }) as const;
  const common = { threshold: 0, topicArn, ...patience } as const;
  const above = { comparison: "GreaterThanThreshold", ...common } as const;
  const errors = { name: name("errors"), description: `${functionName} fails: its log says why` };

  if (refuses === undefined) new Alarm(scope, "errors", { ...above, ...errors, metric: metric("Errors") });
  else {
    const { refusals, undecided } = refuses;
    new ExpressionAlarm(scope, "errors", {
      ...common,
      ...errors,
      // Errors without the refusals. A function that ran out of time or never started counts nothing, and is among these
      // errors. Lambda dates an error by the start of its invocation, and the function dates its refusal by the end: the
      // two may fall into different minutes. So a tenth more errors than refusals is tolerated, and a flood of bad tokens
      // wakes nobody.
      expression: "errors - 1.1 * FILL(refusals, 0)",
      label: "unexpected errors",
      metrics: { errors: metric("Errors"), refusals: { ...refusals, statistic: "Sum" } },
    });
    // During a flood of refusals the alarm on errors would miss these.
    new Alarm(scope, "cannot_decide", {
      ...above,
      name: name("cannot-decide"),
      description: `${functionName} cannot find out whom to let in, and lets nobody in: its log says why`,
      metric: { ...undecided, statistic: "Sum" },
    });
  }
  new Alarm(scope, "throttles", {
    ...above,
    name: name("throttles"),
    description: `${functionName} is refused: its reserved concurrency, or the account's, is used up`,
    metric: metric("Throttles"),
  });
}
