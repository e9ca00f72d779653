import type { Area } from "../../../tools/review/area";
import { reviewOf } from "../../../tools/review/review";
import { type PlannedResource, casePlan, planOf } from "../../support/plans";

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

describe("the list of other changes", () => {
  const plainOf = (...resources: readonly PlannedResource[]) => {
    const { plain, rewritten } = reviewOf([planOf(resources)]);
    return {
      plain: plain.map(({ address, action, changes }) => [address, action, ...changes.map(({ path }) => path)]),
      rewritten,
    };
  };

  test("has nothing of an attribute of which a finding says a part, and has what no area judges", () => {
    const fleet = { name: "web", max_size: 2, default_cooldown: 300 };
    const refresh = { strategy: "Rolling", preferences: [{ min_healthy_percentage: 100, skip_matching: true }] };
    expect(
      plainOf({
        address: "aws_autoscaling_group.web",
        before: { ...fleet, instance_refresh: [refresh] },
        after: { ...fleet, default_cooldown: 100 },
      }),
    ).toEqual({ plain: [["aws_autoscaling_group.web", "update", "default_cooldown"]], rewritten: [] });
  });

  test("has no line for what is moved or imported, or of a type that nobody knows: findings say both", () => {
    const key = { description: "logs", enable_key_rotation: true };
    expect(
      plainOf(
        {
          address: "aws_kms_key.logs",
          before: key,
          after: { ...key, enable_key_rotation: false },
          entry: { previous_address: "aws_kms_key.old" },
        },
        { address: "random_password.p", after: { length: 16 } },
      ),
    ).toEqual({ plain: [], rewritten: [] });
  });

  test("names what is written anew and means the same", () => {
    const policy = (...actions: readonly string[]) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: actions.map((Action) => ({ Effect: "Allow", Action, Resource: "*" })),
      });
    const address = "aws_iam_policy.a";
    const [before, after] = [policy("s3:GetObject", "sqs:SendMessage"), policy("sqs:SendMessage", "s3:GetObject")];
    expect(plainOf({ address, before: { name: "a", policy: before }, after: { name: "a", policy: after } })).toEqual({
      plain: [],
      rewritten: ["edge aws_iam_policy.a"],
    });
    expect(
      plainOf({ address, before: { name: "a", tags: { A: "1" } }, after: { name: "a", tags: { A: "2" } } }),
    ).toEqual({
      plain: [],
      rewritten: [],
    });
  });
});

test("a finding about what does not change itself names what changes", () => {
  const group = { id: "sg-1", name: "app", vpc_id: "vpc-1" };
  const rule = { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" };
  const { findings } = reviewOf([
    planOf([
      { address: "aws_security_group.app", before: group, after: group },
      { address: "aws_vpc_security_group_ingress_rule.ssh", after: rule, unknown: { id: true } },
    ]),
  ]);
  expect(findings.map(({ address, changedBy }) => [address, changedBy])).toEqual([
    ["aws_security_group.app", ["aws_vpc_security_group_ingress_rule.ssh"]],
  ]);
});

test.each([
  ["08", "aws_wafv2_web_acl_association.api_stage_web_acl_association"],
  ["10", "aws_vpc_security_group_ingress_rule.security_group_app_load_balancer"],
  ["13", "aws_network_acl_rule.network_acl_data_mysql_in"],
])("each finding of case %s names %s, which the plan changes", (number, address) => {
  for (const finding of reviewOf([casePlan(number)]).findings) expect(finding.changedBy).toEqual([address]);
});
