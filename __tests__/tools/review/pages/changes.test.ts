import { digestOf } from "../../../../tools/review/digest";
import { textOf } from "../../../../tools/review/pages/text";
import type { Plan } from "../../../../tools/review/plan/model";
import { reviewOf } from "../../../../tools/review/review";
import { type PlannedResource, planOf } from "../../../support/plans";

/** The entries under "Other changes", where no area says anything. */
function changesIn(...plans: readonly Plan[]): readonly string[] {
  const review = reviewOf(plans, { areas: [] });
  const [, section = ""] = textOf({ review, digest: digestOf(plans, review) }).split(
    /^Other changes, as they are .*\n/m,
  );
  return (section.split("\n\n")[0] ?? "").split("\n");
}

const changesOf = (one: PlannedResource): readonly string[] =>
  changesIn(planOf([one, { address: "aws_vpc.main", before: { id: "vpc-1" }, after: { id: "vpc-1" } }]));

const key = { id: "key-1", description: "Logs" };

test.each<[string, PlannedResource, readonly string[]]>([
  [
    "an update: each difference, before and after",
    { address: "aws_x_y.a", before: { name: "a", size: 1, gone: "z" }, after: { name: "a", size: 2, list: ["b"] } },
    ["- update: edge, x y a, aws_x_y.a", "    gone: z → nothing", '    list: nothing → ["b"]', "    size: 1 → 2"],
  ],
  [
    "a replacement: what forces it, and nothing of what AWS decides anew",
    {
      address: "aws_x_y.a",
      before: { name: "a", id: "1", arn: "2", encrypted: true },
      after: { name: "a" },
      actions: ["delete", "create"],
      unknown: { id: true, arn: true },
      replacePaths: [["encrypted"]],
      entry: { action_reason: "replace_because_cannot_update" },
    },
    ["- replace: edge, x y a, aws_x_y.a", "    forced by: encrypted", "    encrypted: true → nothing"],
  ],
  [
    "a tainted resource: Terraform's reason",
    {
      address: "aws_x_y.a",
      before: { name: "a" },
      after: { name: "a" },
      actions: ["delete", "create"],
      entry: { action_reason: "replace_because_tainted" },
    },
    ["- replace: edge, x y a, aws_x_y.a", "    Terraform's reason: replace_because_tainted"],
  ],
  [
    "a resource that is forgotten: what becomes of it",
    { address: "aws_kms_key.a", before: key, actions: ["forget"] },
    ["- forget (the resource stays in AWS, and nobody manages it): edge, key a, aws_kms_key.a"],
  ],
  [
    "a moved resource: both addresses",
    { address: "aws_kms_key.a", before: key, after: key, entry: { previous_address: "aws_kms_key.b" } },
    ["- move: edge, key a, aws_kms_key.a, was aws_kms_key.b"],
  ],
  [
    "what a failed replacement left behind: which object",
    { address: "aws_kms_key.a", before: key, entry: { deposed: "1a2b3c4d" } },
    ["- delete: edge, key a, aws_kms_key.a, the object that a failed replacement left behind, 1a2b3c4d"],
  ],
  [
    "more than twelve differences: how many more",
    {
      address: "aws_x_y.a",
      before: { name: "a" },
      after: { name: "a", ...Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`n${index + 10}`, index])) },
    },
    [
      "- update: edge, x y a, aws_x_y.a",
      ...Array.from({ length: 12 }, (_, index) => `    n${index + 10}: nothing → ${index}`),
      "    and 2 differences more",
    ],
  ],
])("%s", (_, resource, lines) => {
  expect(changesOf(resource)).toEqual(lines);
});

test("an imported resource: the import", () => {
  const plan = planOf([{ address: "aws_kms_key.a", before: key, after: key }]);
  const [resource] = plan.resources;
  expect(changesIn({ ...plan, resources: resource === undefined ? [] : [{ ...resource, imported: true }] })).toEqual([
    "- import: edge, key a, aws_kms_key.a",
  ]);
});

test("a first apply: how many of each kind", () => {
  const created = ["aws_kms_key.a", "aws_kms_key.b", "aws_eip.a"].map((address) => ({ address, after: { id: "1" } }));
  expect(changesIn(planOf(created))).toEqual(["- create: edge, resources and outputs: 1 Elastic IP, 2 key"]);
});
