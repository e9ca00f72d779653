import { labSteps } from "../../../../stacks/environments/schema/lab";
import { stepsWalked } from "../../../../tools/e2e/lab/steps";

test("the steps that are walked are the lab's, in their order", () => {
  expect(stepsWalked).toEqual(labSteps);
});
