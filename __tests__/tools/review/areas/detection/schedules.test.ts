import { detection } from "../../../../../tools/review/areas/detection";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

const lines = (...resources: readonly PlannedResource[]): string[] => findIn(detection, planOf(resources)).map(lineOf);

const rule = { name: "daily", schedule_expression: "rate(1 day)", state: "ENABLED" };
const target = { rule: "daily", arn: "arn:aws:lambda:eu-west-1:111122223333:function:measure" };
const subscription = { name: "events", event_categories: ["failure", "backup"], source_ids: ["db"], enabled: true };

test("a schedule that goes, is switched off or runs at other times is said", () => {
  const address = "aws_cloudwatch_event_rule.daily";
  expect(lines({ address, before: rule })).toEqual(["guard lost, weaker: EventBridge rule daily: in place → removed"]);
  expect(lines({ address, before: rule, after: { ...rule, state: "DISABLED" } })).toEqual([
    "guard lost, weaker: EventBridge rule daily, state: ENABLED → DISABLED",
  ]);
  expect(lines({ address, before: rule, after: { ...rule, schedule_expression: "rate(30 days)" } })).toEqual([
    "guard lost, cannot tell: EventBridge rule daily, schedule: rate(1 day) → rate(30 days)",
  ]);
  expect(lines({ address, before: rule, after: rule })).toEqual([]);
});

test("a target that goes while its rule stays, or is another, is said", () => {
  const address = "aws_cloudwatch_event_target.daily";
  const stays = { address: "aws_cloudwatch_event_rule.daily", before: rule, after: rule };
  expect(lines(stays, { address, before: target })).toEqual([
    expect.stringMatching(/^guard lost, weaker: .*: in place → removed$/),
  ]);
  expect(lines({ address: stays.address, before: rule }, { address, before: target })).toHaveLength(1);
  expect(lines(stays, { address, before: target, after: { ...target, arn: `${target.arn}-other` } })).toEqual([
    expect.stringMatching(/^guard lost, cannot tell: .*, target: .*measure → .*measure-other$/),
  ]);
});

test("events of the database that nobody is told of any more are said", () => {
  const address = "aws_db_event_subscription.events";
  expect(lines({ address, before: subscription, after: { ...subscription, event_categories: ["backup"] } })).toEqual([
    "guard lost, weaker: db event subscription events, kinds of events: failure → nothing",
  ]);
  expect(lines({ address, before: subscription, after: { ...subscription, enabled: false } })).toEqual([
    "guard lost, weaker: db event subscription events, state: on → off",
  ]);
});
