import type { CataloguedControl } from "../control";
import { alarmsTellInTime, everythingThatServesIsWatched, refusingFunctionsAreWatched } from "../rules/alarms";
import { alarmsTellSomebody } from "../rules/secure-defaults";

/** What is watched, and who hears of it. */
export const alarms: readonly CataloguedControl[] = [
  {
    id: "everything-that-serves-is-watched",
    sentence: "Every resource that serves requests or controls access has an alarm.",
    check: everythingThatServesIsWatched,
    departures: ["alarmTopicArn"],
  },
  {
    id: "refusing-functions-are-watched",
    sentence: "An authorizer or trigger that cannot decide raises an alarm.",
    check: refusingFunctionsAreWatched,
  },
  {
    id: "alarms-tell-somebody",
    sentence: "Every alarm notifies a topic, and the load balancer has alarms.",
    check: alarmsTellSomebody,
    departures: ["alarmTopicArn"],
  },
  {
    id: "alarms-tell-in-time",
    sentence: "An alarm acts on insufficient data, and does not fire before its metric has any data.",
    check: alarmsTellInTime,
  },
];
