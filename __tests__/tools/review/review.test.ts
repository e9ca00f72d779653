import type { Area } from "../../../tools/review/area";
import { reviewOf } from "../../../tools/review/review";
import { type PlannedResource, planOf } from "../../support/plans";

const said = (resource: PlannedResource): string[] =>
  reviewOf([
    planOf([resource, { address: "aws_vpc.main", before: { id: "vpc-1" }, after: { id: "vpc-1" } }]),
  ]).findings.map(({ level, rule, part = "" }) => `${level} ${rule}: ${part}`);

test("a change that an area judges, of a value that the plan marks as sensitive, stops: nobody has compared the values", () => {
  const rate = (limit: number) => ({
    name: "web",
    rule: [
      { name: "rate", priority: 1, action: [{ block: [{}] }], statement: [{ rate_based_statement: [{ limit }] }] },
    ],
  });
  expect(
    said({ address: "aws_wafv2_web_acl.a", before: rate(1000), after: rate(99_999), sensitive: { rule: true } }),
  ).toContain("stop marked-sensitive: rule");
  expect(
    said({
      address: "aws_lb_listener.a",
      before: { ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
      after: { ssl_policy: "ELBSecurityPolicy-2016-08" },
      sensitive: { ssl_policy: true },
    }),
  ).toContain("stop marked-sensitive: ssl_policy");
});

test("a marked value that stays, and one that no area judges by its content, stop nothing", () => {
  const listener = { ssl_policy: "ELBSecurityPolicy-2016-08", port: 443 };
  expect(
    said({ address: "aws_lb_listener.a", before: listener, after: listener, sensitive: { ssl_policy: true } }),
  ).toEqual([]);
  expect(
    said({
      address: "aws_secretsmanager_secret_version.a",
      before: { secret_id: "a", secret_string: "one" },
      after: { secret_id: "a", secret_string: "two" },
      sensitive: { secret_string: true },
    }).filter((line) => line.includes("marked-sensitive")),
  ).toEqual([]);
});

test("a first apply says a guard that is missing from the start, and lists the rest as created", () => {
  const first = reviewOf([
    planOf([
      {
        address: "aws_launch_template.web",
        after: { name: "web", metadata_options: [{ http_tokens: "optional", http_endpoint: "enabled" }] },
      },
      { address: "aws_cloudwatch_metric_alarm.errors", after: { alarm_name: "errors" } },
    ]),
  ]);
  expect(first.findings.map(({ level, direction, rule }) => `${level}, ${direction}: ${rule}`)).toEqual([
    "note, neutral: instance-metadata-tokens",
  ]);
  expect(first.plain.map(({ address }) => address)).toEqual([
    "aws_cloudwatch_metric_alarm.errors",
    "aws_launch_template.web",
  ]);
});

test("a resource of which every attribute is marked sensitive cannot be reviewed, and an output of which is changes once", () => {
  const key = { address: "aws_lambda_function.f", before: { timeout: 1 }, after: { timeout: 2 } };
  const marks = { after_unknown: false, before_sensitive: true, after_sensitive: true };
  const whole = JSON.stringify({ outputs: { note: { actions: ["update"], before: "one", after: "two", ...marks } } });
  const plan = planOf(
    [{ ...key, entry: { change: { actions: ["update"], before: key.before, after: key.after, ...marks } } }],
    JSON.parse(whole),
  );
  expect(reviewOf([plan]).findings.map(({ rule, part }) => [rule, part])).toEqual([
    ["output-changed", undefined],
    ["marked-sensitive", "every attribute"],
  ]);
});

test("a first apply keeps a finding that alarms from the start, whatever its class, and leaves out another of the class", () => {
  const found = (rule: string, evenAtFirst: boolean): Area => ({
    name: "permissions",
    judges: { aws_iam_role: ["name"] },
    find: ({ resources }) =>
      resources.map((place) => ({
        rule,
        consequence: "privilege gained" as const,
        direction: "weaker" as const,
        place,
        meaning: "The role may do more.",
        evenAtFirst,
      })),
  });
  const plans = [planOf([{ address: "aws_iam_role.ci", after: { name: "ci" } }])];
  const areas = [found("everything", true), found("ordinary", false)];
  expect(
    reviewOf(plans, { areas }).findings.map(({ level, direction, rule }) => `${level}, ${direction}: ${rule}`),
  ).toEqual(["note, neutral: everything"]);
});
