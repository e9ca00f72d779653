import { attachedDifference } from "../../../analysis/policies/managed-policies";
import { inWords } from "../../../analysis/policies/words";

const arn = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

function told(before: string[], after: string[]) {
  const found = attachedDifference(before.map(arn), after.map(arn));
  if (found.undecided !== undefined) return found.undecided;
  const actions = (direction: "gained" | "lost") =>
    inWords(found[direction], direction, found.vocabulary).map((one) => `${one.actions} on ${one.resources}`);
  return [actions("gained"), actions("lost")];
}

test("an administrator gains everything, and nothing by what is added", () => {
  expect(told([], ["AdministratorAccess"])).toEqual([["* on *"], []]);
  expect(told(["AdministratorAccess"], ["AdministratorAccess", "AmazonS3FullAccess"])).toEqual([[], []]);
  expect(told(["AmazonS3FullAccess"], ["AmazonS3FullAccess"])).toEqual([[], []]);
});

test("a policy that the table tells roughly takes nothing away from another", () => {
  expect(told(["ReadOnlyAccess"], ["AmazonS3ReadOnlyAccess"])).toMatchObject([
    [expect.stringContaining("s3:Get*")],
    [expect.stringContaining("*:Get*")],
  ]);
});

test("a policy that is not in the table is undecided", () => {
  const why = "what the policy allows is not known here";
  expect(told([], ["service-role/Other", "toString"])).toEqual([
    `${arn("service-role/Other")}: ${why}`,
    `${arn("toString")}: ${why}`,
  ]);
});
