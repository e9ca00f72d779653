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
