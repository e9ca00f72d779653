import { ToolError } from "../../../../tools/shared/errors";
import { readJsonOfPlan } from "../../../../tools/review/plan/json-text";
import { readPlan } from "../../../../tools/review/plan/read-plan";
import { planCase } from "../../../support/plan-cases";

const messageOf = (text: string, read: (text: string, source: string) => unknown = readJsonOfPlan): string => {
  try {
    read(text, "plan.json");
  } catch (error) {
    if (error instanceof ToolError && error.exitStatus === 2) return error.message;
    throw error;
  }
  return "read";
};

const remedy = "give the whole output of terraform show -json PLAN, and set -o pipefail where it comes through a pipe";

test.each([
  ["", "plan.json is empty"],
  ["\n \n", "plan.json is empty"],
  ["Error: no such file\n", 'plan.json is not JSON: no line of it begins with "{"'],
  ['{"a": 1', "plan.json is cut: the JSON does not end, up to its last character, 7"],
  ['{"a": "x', "plan.json is cut: the JSON does not end, up to its last character, 8"],
  ['{"a": tru', "plan.json is cut: the JSON does not end, up to its last character, 9"],
  ['{"a": [1,', "plan.json is cut: the JSON does not end, up to its last character, 9"],
  ['{"a": 1}}', "plan.json is not the JSON of one plan: what stands at character 9 of 9 does not belong there"],
  ['{"a": 1}\nok', "plan.json is not the JSON of one plan: what stands at character 10 of 11 does not belong there"],
  ['log\n{"a" 1}', "plan.json is not the JSON of one plan: what stands at character 10 of 11 does not belong there"],
  ['{"a": 01}', "plan.json is not the JSON of one plan: what stands at character 7 of 9 does not belong there"],
  ["{'a': 1}", "plan.json is not the JSON of one plan: what stands at character 2 of 8 does not belong there"],
  ['{"a": [1}}', "plan.json is not the JSON of one plan: what stands at character 9 of 10 does not belong there"],
  ['{"a": 1,}', "plan.json is not the JSON of one plan: what stands at character 9 of 9 does not belong there"],
])("refuses %j", (text, message) => {
  expect(messageOf(text)).toBe(`${message}; ${remedy}`);
});

test("leaves out whole lines before the JSON, a byte order mark and white space, and counts the lines", () => {
  expect(readJsonOfPlan('[command]/usr/bin/terraform show\n::debug::x\n{"a":1}\n', "x")).toEqual({
    json: { a: 1 },
    droppedLines: 2,
  });
  expect(readJsonOfPlan('\uFEFF  {"a":1}', "x")).toEqual({ json: { a: 1 }, droppedLines: 0 });
});

test("a message quotes nothing of the text, in which secrets stand", () => {
  expect(messageOf('{"password": hunter2hunter2}')).not.toMatch(/hunter2/);
});

test.each(["01", "60"])("a big plan that is cut is no plan: %s", (number) => {
  const text = planCase(number).trimEnd();
  const lengths = [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999].map((part) => Math.floor(part * text.length));
  expect(lengths.map((length) => messageOf(text.slice(0, length), readPlan)).filter((one) => one === "read")).toEqual(
    [],
  );
});
