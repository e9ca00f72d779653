import type { CataloguedControl } from "../control";
import { alarmsTellInTime, everythingThatServesIsWatched, refusingFunctionsAreWatched } from "../rules/alarms";
import { alarmsTellSomebody } from "../rules/secure-defaults";

/** What is watched, and who hears of it. */
export const alarms: readonly CataloguedControl[] = [
  {
    id: "everything-that-serves-is-watched",
    sentence: "Everything that serves somebody, or lets somebody in, has an alarm.",
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
    sentence: "Every alarm tells a topic, and the load balancer has alarms.",
    check: alarmsTellSomebody,
    departures: ["alarmTopicArn"],
  },
  {
    id: "alarms-tell-in-time",
    sentence: "An alarm tells of silence, and calls nobody before there is any data.",
    check: alarmsTellInTime,
  },
];
