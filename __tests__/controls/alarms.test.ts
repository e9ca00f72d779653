import { blockOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import {
  alarmsTellInTime,
  everythingThatServesIsWatched,
  refusingFunctionsAreWatched,
} from "../../controls/rules/alarms";

const alarm = "aws_cloudwatch_metric_alarm";

describe("every resource that serves requests or controls access has an alarm", () => {
  const control = everythingThatServesIsWatched;

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "a web ACL without an alarm",
    (stacks) => {
      remove(stacks, alarm, "user_pool_blocked_requests");
    },
    ["has no alarm"],
    "apis",
  );
  findsWhen(
    control,
    "an alarm on somebody else's user pool",
    (stacks) => {
      const everyPool = JSON.stringify(blockOf(stacks, "aws_cognito_user_pool"));
      for (const name of ["failed_sign_ins", "throttled_alarm"]) {
        for (const { metric } of blockOf(stacks, alarm, `users_alarms_${name}`).metric_query) {
          if (metric !== undefined) metric.dimensions.UserPool = `eu-west-1_${everyPool.length}`;
        }
      }
    },
    ["has no alarm"],
    "apis",
  );
});

describe("an authorizer or trigger that cannot decide raises an alarm", () => {
  holdsInEveryEnvironment(refusingFunctionsAreWatched);
  findsWhen(
    refusingFunctionsAreWatched,
    "a function without an alarm on CannotDecide",
    (stacks) => {
      remove(stacks, alarm, "cannot_decide");
    },
    ["is for a function whose metric CannotDecide has no alarm"],
    "apis",
  );
});

describe("an alarm notifies a topic, and does not fire at a first apply, before its metric has data", () => {
  holdsInEveryEnvironment(alarmsTellInTime);
  findsWhen(
    alarmsTellInTime,
    "an alarm that fires before its metric has data, one without an action, one without an action for insufficient data",
    (stacks) => {
      blockOf(stacks, alarm, "web_memory").treat_missing_data = "breaching";
      blockOf(stacks, alarm, "web_cpu").alarm_actions = [];
      blockOf(stacks, alarm, "web_in_service").insufficient_data_actions = [];
    },
    ["notifies no topic", "fires before its metric has any data", "has no action for insufficient data"],
  );
});
