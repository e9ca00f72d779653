import { labSteps } from "../../../../stacks/environments/schema/lab";
import { stepsWalked } from "../../../../tools/e2e/lab/steps";

test("e2e walks through the lab's steps, in their order", () => {
  expect(stepsWalked).toEqual(labSteps);
});
