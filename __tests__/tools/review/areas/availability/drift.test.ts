import { availability } from "../../../../../tools/review/areas/availability";
import { findIn, lineOf, planOf, type PlannedResource } from "../../../../support/plans";

const [written, found] = [
  { name: "q", delay: 1 },
  { name: "q", delay: 5 },
];
const plan = (planned: PlannedResource, outside: PlannedResource) => {
  const [base, drifted] = [planOf([planned]), planOf([outside])];
  return findIn(availability, { ...base, drift: drifted.resources }).map(
    (finding) => `${lineOf(finding)}. ${finding.meaning}`,
  );
};
const address = "aws_sqs_queue.q";
const outside = { address, before: written, after: found };

test("what was changed past Terraform and is set back is one neutral line", () => {
  expect(plan({ address, before: found, after: written }, outside)).toEqual([
    "other, neutral: SQS queue q, changed outside of Terraform: delay. Somebody changed it past Terraform, and this plan sets it back.",
  ]);
});

test("what stays as somebody made it past Terraform is weaker", () => {
  expect(plan({ address, before: found, after: found }, outside)).toEqual([
    "other, weaker: SQS queue q, changed outside of Terraform: delay. Somebody changed it past Terraform, and this plan leaves it as it is now.",
  ]);
});

test("what was destroyed past Terraform is told, also where the plan no longer has it", () => {
  const gone = { address, before: written };
  expect(plan({ address, after: written }, gone)[0]).toContain("destroyed outside of Terraform");
  expect(plan({ address, after: written }, gone)[0]).toContain("other, neutral");
  expect(plan({ address: "aws_sqs_queue.r", before: found, after: found }, gone)).toEqual([
    expect.stringContaining("other, weaker: SQS queue q, destroyed outside of Terraform"),
  ]);
});

test("a value that only reads differently was not changed", () => {
  expect(
    plan({ address, before: found, after: found }, { address, before: written, after: { ...written, kms: "" } }),
  ).toEqual([]);
});
