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
  expect(told(["AdministratorAccess"], ["AdministratorAccess", "PowerUserAccess"])).toEqual([[], []]);
  expect(told(["Any"], ["Any"])).toEqual([[], []]);
});

test("a policy of which only what it may allow is known takes nothing away from another policy", () => {
  expect(told(["PowerUserAccess"], ["AdministratorAccess"])).toMatchObject([["* on *"], []]);
});

test("a policy that is not in the table is undecided", () => {
  const why = "what the policy allows is not known here";
  expect(told([], ["service-role/Other", "toString"])).toEqual([
    `${arn("service-role/Other")}: ${why}`,
    `${arn("toString")}: ${why}`,
  ]);
});
