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

test("the address is that of what the plan changes, and the thing is what the change works upon", () => {
  const rule = {
    address: "aws_vpc_security_group_ingress_rule.web",
    before: { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "10.0.0.0/8" },
  };
  const group = { address: "aws_security_group.web", before: { id: "sg-1", name: "web" } };
  const { findings } = reviewOf([
    planOf([
      { ...group, after: group.before },
      { ...rule, after: { ...rule.before, cidr_ipv4: "0.0.0.0/0" } },
    ]),
  ]);
  expect(findings.map(({ thing, address }) => [thing, address])).toEqual([["security group web", rule.address]]);
});

describe("what somebody changed past Terraform, and the plan leaves", () => {
  const group = { address: "aws_security_group.web", before: { id: "sg-1", name: "web" } };
  const rule = (cidr: string) => ({
    security_group_id: "sg-1",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    cidr_ipv4: cidr,
  });
  const address = "aws_vpc_security_group_ingress_rule.web";
  const [narrow, wide] = [rule("10.0.0.0/8"), rule("0.0.0.0/0")];
  const review = (outside: PlannedResource, planned: PlannedResource) => {
    const drift = planOf([outside]).resources;
    const { findings } = reviewOf([{ ...planOf([{ ...group, after: group.before }, planned]), drift }]);
    return findings.map(({ level, rule: id, address: of, direction }) => `${level} ${id} ${direction} of ${of}`);
  };

  test("is as weak as in a plan, and is said once", () => {
    expect(review({ address, before: narrow, after: wide }, { address, before: wide, after: wide })).toEqual([
      `stop security-group-ingress weaker of ${address}`,
    ]);
  });

  test("is a note where the plan sets it back, or where it is stronger", () => {
    expect(review({ address, before: narrow, after: wide }, { address, before: wide, after: narrow })).toContain(
      `note changed-outside neutral of ${address}`,
    );
    expect(review({ address, before: wide, after: narrow }, { address, before: narrow, after: narrow })).toEqual([
      `note changed-outside weaker of ${address}`,
    ]);
  });
});
