import { reviewOf } from "../../../tools/review/review";
import { type PlannedResource, planOf } from "../../support/plans";

/** What a review says of a plan, and of what was changed outside of Terraform before the plan. */
function said(planned: readonly PlannedResource[], outside: readonly PlannedResource[]): readonly string[] {
  const [base, drifted] = [planOf(planned), planOf(outside)];
  return reviewOf([{ ...base, drift: drifted.resources }]).findings.map(
    ({ level, consequence, direction, thing, part = "", before = "nothing", after = "nothing", meaning }) =>
      `${level} ${consequence}, ${direction}: ${thing}, ${part}: ${before} → ${after}. ${meaning}`,
  );
}

const address = "aws_kms_key.logs";
const [rotated, still] = [
  { description: "logs", enable_key_rotation: true },
  { description: "logs", enable_key_rotation: false },
];
const stopped: PlannedResource = { address, before: rotated, after: still };

test("what was weakened outside of Terraform and stays is as bad as if the plan did it", () => {
  expect(said([{ address, before: still, after: still }], [stopped])).toEqual([
    "stop guard lost, weaker: key logs, rotation: on → off. AWS no longer makes new key material by itself. Changed outside of Terraform, and this plan leaves the change.",
  ]);
});

test("what was changed outside of Terraform and is set back is one neutral line beside the plan's own finding", () => {
  expect(said([{ address, before: still, after: rotated }], [stopped])).toEqual([
    "note guard lost, stronger: key logs, rotation: off → on. AWS makes new key material by itself; what is encrypted stays readable.",
    "note other, neutral: key logs, changed outside of Terraform: enable_key_rotation: nothing → nothing. Somebody changed it outside of Terraform, and this plan sets it back.",
  ]);
});

test("of two changes outside of Terraform, the one that is set back is not said as one that stays", () => {
  const lost = { ...still, deletion_window_in_days: 7 };
  const whole = { ...rotated, deletion_window_in_days: 30 };
  const lines = said(
    [{ address, before: lost, after: { ...whole, deletion_window_in_days: 7 } }],
    [{ address, before: whole, after: lost }],
  );
  expect(lines.filter((line) => line.includes("leaves the change"))).toEqual([
    expect.stringContaining("key logs, waiting period before deletion: 30 days → 7 days"),
  ]);
});

const queue = "aws_sqs_queue.q";
const [written, found] = [
  { name: "q", delay_seconds: 1 },
  { name: "q", delay_seconds: 5 },
];

test("a change outside of Terraform that no area says is named in one line, as a doubt where nobody knows the attribute", () => {
  expect(
    said(
      [{ address, before: still, after: still }],
      [{ address, before: { ...still, description: "x" }, after: still }],
    ),
  ).toEqual([
    "note other, neutral: key logs, changed outside of Terraform: description: nothing → nothing. Somebody changed it outside of Terraform, and this plan leaves the change.",
  ]);
  expect(
    said([{ address: queue, before: found, after: found }], [{ address: queue, before: written, after: found }])[0],
  ).toContain("other, cannot tell: SQS queue q, changed outside of Terraform: delay_seconds");
});

test("what was destroyed outside of Terraform is told, whether the plan makes a new one or not", () => {
  const gone: PlannedResource = { address: "aws_dynamodb_table.t", before: { name: "t", hash_key: "id" } };
  expect(
    said(
      [
        { address: gone.address, after: { name: "t", hash_key: "id" } },
        { address: queue, before: found, after: found },
      ],
      [gone],
    ),
  ).toContain(
    "note other, neutral: DynamoDB table t, destroyed outside of Terraform: nothing → nothing. Somebody destroyed it outside of Terraform, and this plan makes a new one: what it held is gone.",
  );
  expect(said([{ address: queue, before: found, after: found }], [gone])).toContainEqual(
    expect.stringMatching(/^stop data loss, weaker: DynamoDB table t.*leaves the change\.$/),
  );
});

test("a value that only reads differently was not changed", () => {
  const [one, other] = [written, { ...written, kms_master_key_id: "" }];
  expect(
    said([{ address: queue, before: other, after: other }], [{ address: queue, before: one, after: other }]),
  ).toEqual([]);
});
