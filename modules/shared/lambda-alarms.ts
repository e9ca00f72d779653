import type { Construct } from "constructs";
import { Alarm, type AlarmMetric } from "./alarm";
import { ExpressionAlarm } from "./expression-alarm";

export interface FunctionAlarmsProps {
  readonly functionName: string;
  /** The alarm's name, of what it is about. */
  readonly name: (role: string) => string;
  readonly topicArn: string;
  /**
   * Of a function that refuses by failing, as an authorizer and a trigger do: Lambda takes a refusal for an error, and
   * whoever sends bad tokens could call out the operators.
   *
   * @default each error is one
   */
  readonly refuses?: {
    /** What the function counts where it refuses. */
    readonly refusals: Counted;
    /** What it counts where it refuses because it cannot find out whom to let in: nobody gets in. */
    readonly undecided: Counted;
  };
}

/** A metric of the function's own. */
type Counted = Pick<AlarmMetric, "dimensions" | "name" | "namespace">;

/** Minutes out of five in which something has to be wrong: one bad minute wakes nobody. */
const patience = { evaluationPeriods: 5, datapointsToAlarm: 3 } as const;

/** Tells when a function fails, and when it is not let run (AWS Lambda Developer Guide, "Types of metrics for Lambda functions"). */
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
      // Errors that are no refusals: also those of a function that ran out of time or never started, which counts nothing.
      // Lambda dates an error by the start of its invocation and the function its refusal by the end, so the two may fall
      // into different minutes: a tenth more errors than refusals is let pass, and of a flood of bad tokens nobody is woken.
      expression: "errors - 1.1 * FILL(refusals, 0)",
      label: "unexpected errors",
      metrics: { errors: metric("Errors"), refusals: { ...refusals, statistic: "Sum" } },
    });
    // Under a flood of refusals the alarm on errors sees none of these.
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
