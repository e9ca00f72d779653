import { addFunctionAlarms, type FunctionAlarmsProps } from "../../../modules/shared/lambda-alarms";
import { synthesizeModule } from "../../support/synthesize";

const topicArn = "arn:aws:sns:eu-west-1:111122223333:operations";

const alarms = (props: Partial<FunctionAlarmsProps> = {}) =>
  synthesizeModule((stack) => {
    addFunctionAlarms(stack, { functionName: "greet", name: (role) => `greet-${role}`, topicArn, ...props });
  }).resource["aws_cloudwatch_metric_alarm"];

const inThreeOfFiveMinutes = {
  comparison_operator: "GreaterThanThreshold",
  threshold: 0,
  evaluation_periods: 5,
  datapoints_to_alarm: 3,
  treat_missing_data: "notBreaching",
  actions_enabled: true,
  alarm_actions: [topicArn],
  ok_actions: [topicArn],
};
const sumOf = (metric_name: string) => ({
  namespace: "AWS/Lambda",
  metric_name,
  dimensions: { FunctionName: "greet" },
  statistic: "Sum",
  period: 60,
});

test("tell the topic of errors, and of calls that were not let run", () => {
  expect(alarms()).toEqual({
    errors_alarm: {
      alarm_name: "greet-errors",
      alarm_description: "greet fails: its log says why",
      ...sumOf("Errors"),
      ...inThreeOfFiveMinutes,
    },
    throttles_alarm: {
      alarm_name: "greet-throttles",
      alarm_description: "greet is refused: its reserved concurrency, or the account's, is used up",
      ...sumOf("Throttles"),
      ...inThreeOfFiveMinutes,
    },
  });
});

const counted = (name: string) => ({ namespace: "Palisade/test", name, dimensions: { service: "greet" } });

test("where a function refuses by failing, tell of the errors that are no refusals", () => {
  const refuses = { refusals: counted("Refused"), undecided: counted("CannotDecide") };
  const errors = sumOf("Errors");
  expect(alarms({ refuses })?.["errors_alarm"]).toEqual({
    alarm_name: "greet-errors",
    alarm_description: "greet fails: its log says why",
    metric_query: [
      {
        id: "expression",
        expression: "errors - 1.1 * FILL(refusals, 0)",
        label: "unexpected errors",
        return_data: true,
      },
      {
        id: "errors",
        return_data: false,
        metric: {
          namespace: errors.namespace,
          metric_name: "Errors",
          dimensions: errors.dimensions,
          stat: "Sum",
          period: 60,
        },
      },
      {
        id: "refusals",
        return_data: false,
        metric: {
          namespace: "Palisade/test",
          metric_name: "Refused",
          dimensions: { service: "greet" },
          stat: "Sum",
          period: 60,
        },
      },
    ],
    ...inThreeOfFiveMinutes,
  });
});

test("tell of an authorizer that cannot decide, which a flood of refusals does not hide", () => {
  const refuses = { refusals: counted("Refused"), undecided: counted("CannotDecide") };
  expect(Object.keys(alarms({ refuses }) ?? {})).toEqual(["errors_alarm", "cannot_decide_alarm", "throttles_alarm"]);
  expect(alarms({ refuses })?.["cannot_decide_alarm"]).toEqual({
    alarm_name: "greet-cannot-decide",
    alarm_description: "greet cannot find out whom to let in, and lets nobody in: its log says why",
    namespace: "Palisade/test",
    metric_name: "CannotDecide",
    dimensions: { service: "greet" },
    statistic: "Sum",
    period: 60,
    ...inThreeOfFiveMinutes,
  });
});
