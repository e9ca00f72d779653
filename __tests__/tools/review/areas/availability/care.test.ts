import { availability } from "../../../../../tools/review/areas/availability";
import { casePlan, findIn, lineOf, planOf } from "../../../../support/plans";

const queue = { id: "q", name: "q" };
const told = (resources: Parameters<typeof planOf>[0]): readonly string[] =>
  findIn(availability, planOf(resources)).map(lineOf);

test("what Terraform forgets goes on existing without anybody who manages it", () => {
  const found = findIn(availability, casePlan("56"));
  expect(found.map((finding) => `${lineOf(finding)}. ${finding.meaning}`)).toEqual([
    "guard lost, weaker: flow log prod-network-flow-logs: managed → forgotten. It leaves Terraform's care and goes on existing: nobody manages it, and no plan shows what changes in it.",
  ]);
});

test("what Terraform makes anew and forgets the old one of goes on existing too", () => {
  expect(
    told([{ address: "aws_sqs_queue.q", before: queue, after: { name: "r" }, actions: ["create", "forget"] }]),
  ).toEqual(["guard lost, weaker: SQS queue r: managed → forgotten, with a new one beside it"]);
});

test("a move destroys nothing, and is one line", () => {
  expect(findIn(availability, casePlan("41")).map(lineOf)).toEqual([
    "other, neutral: target group web-20261128224511443800000004: aws_lb_target_group.web_target_group → aws_lb_target_group.application_target_group",
  ]);
});

test("a move says the whole change of what only moves, and nothing of another change", () => {
  const moved = { previous_address: "aws_sqs_queue.old" };
  const [pure] = findIn(
    availability,
    planOf([{ address: "aws_sqs_queue.q", before: queue, after: queue, entry: moved }]),
  );
  const [mixed] = findIn(
    availability,
    planOf([{ address: "aws_sqs_queue.q", before: queue, after: { ...queue, delay: 1 }, entry: moved }]),
  );
  expect([pure?.says, mixed?.says]).toEqual([undefined, []]);
});

test("an imported resource comes into Terraform's care", () => {
  const plan = planOf([{ address: "aws_sqs_queue.q", before: queue, after: queue }]);
  const [resource] = plan.resources;
  const imported = resource === undefined ? plan : { ...plan, resources: [{ ...resource, imported: true }] };
  expect(findIn(availability, imported).map(lineOf)).toEqual(["other, neutral: SQS queue q: not managed → managed"]);
});

test("what a failed replacement left behind is destroyed, and nothing serves by it", () => {
  expect(told([{ address: "aws_lb.web", before: { name: "web" }, entry: { deposed: "a1b2c3d4" } }])).toEqual([
    "other, neutral: load balancer web, what a replacement left behind",
  ]);
});

describe("what a VPC has by default", () => {
  const vpc = { address: "aws_vpc.main", before: { id: "vpc-1" } };
  const stays = { ...vpc, after: vpc.before };

  test.each([
    ["aws_default_security_group", "default security group main"],
    ["aws_default_network_acl", "default network ACL main"],
    ["aws_default_route_table", "default route table main"],
  ])("%s goes on with its last rules where Terraform no longer holds it", (type, thing) => {
    const values = { id: "d-1", vpc_id: "vpc-1" };
    expect(told([stays, { address: `${type}.main`, before: values }])).toEqual([
      `guard lost, weaker: ${thing}: managed → forgotten`,
    ]);
    expect(told([stays, { address: `${type}.main`, after: values }])).toEqual([
      `guard lost, stronger: ${thing}: not managed → managed`,
    ]);
  });

  test("is lost with its VPC", () => {
    expect(
      told([vpc, { address: "aws_default_security_group.main", before: { id: "sg-1", vpc_id: "vpc-1" } }]),
    ).toEqual([]);
  });
});

describe("a log group that AWS keeps", () => {
  const values = { id: "/app", name: "/app", skip_destroy: true };
  const filter = { log_group_name: "/app", arn: "arn:aws:logs:eu-west-1:1:log-group:/app" };
  const group = { address: "aws_cloudwatch_log_group.app", before: { ...values, arn: filter.arn } };

  test("is not destroyed, so nothing that names it is without it", () => {
    expect(
      told([
        group,
        {
          address: "aws_flow_log.all",
          before: { log_destination: filter.arn },
          after: { log_destination: filter.arn },
        },
      ]),
    ).toEqual([]);
  });

  test("is not away while another one is made", () => {
    const replaced = { ...group, after: { ...values, name: "/web" }, actions: ["delete", "create"] };
    expect(told([{ ...replaced, replacePaths: [["name"]] }])).toEqual([]);
  });
});
