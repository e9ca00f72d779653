import { labSteps } from "../../../../stacks/environments/schema/lab";
import { recordsAtStep, stepsWalked } from "../../../../tools/e2e/lab/steps";

test("the steps that are walked are the lab's, in their order", () => {
  expect(stepsWalked).toEqual(labSteps);
});

test("the records are the project's own, with the one environment at the step, and nothing else of it changed", () => {
  const lines = recordsAtStep("lab", "edgeOnly").split("\n");
  expect(lines[0]).toMatch(/^import \{ environments as own \} from ".*\/stacks\/environments\/index";$/);
  expect(lines.slice(1)).toEqual([
    'const record = own["lab"];',
    'export const environments = { ...own, ["lab"]: { ...record, lab: { ...record.lab, step: "edgeOnly" } } };',
    "",
  ]);
});
