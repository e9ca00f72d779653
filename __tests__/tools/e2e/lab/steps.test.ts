import { labSteps } from "../../../../stacks/environments/schema/lab";
import { changedRecords, stepsWalked } from "../../../../tools/e2e/lab/steps";

test("the steps that are walked are the lab's, in their order", () => {
  expect(stepsWalked).toEqual(labSteps);
});

test("the records are the project's own, with settings of the one environment changed, and nothing else of it", () => {
  const lines = changedRecords("lab", { lab: { step: "edgeOnly" }, edge: { exposure: "vpc-origin" } }).split("\n");
  expect(lines[0]).toMatch(/^import \{ environments as own \} from ".*\/stacks\/environments\/index";$/);
  expect(lines.slice(1)).toEqual([
    'const record = own["lab"];',
    'export const environments = { ...own, ["lab"]: { ...record, lab: { ...record.lab, ...{"step":"edgeOnly"} }, edge: { ...record.edge, ...{"exposure":"vpc-origin"} } } };',
    "",
  ]);
});
