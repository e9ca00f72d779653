import { Estate } from "../../../../tools/review/estate";
import { saferOn } from "../../../../tools/review/settings/judges";
import { type Setting, settingFindings, statesOf } from "../../../../tools/review/settings/setting";
import { type PlannedResource, lineOf, planOf } from "../../../support/plans";

const guard: Setting = {
  rule: "guard",
  consequence: "guard lost",
  path: "block.guard",
  part: "guard",
  standard: false,
  judge: saferOn,
  weaker: "Weaker.",
  stronger: "Stronger.",
};

function linesOf(setting: Setting, resource: Omit<PlannedResource, "address">): readonly string[] {
  const estate = new Estate([planOf([{ address: "aws_lb.web", ...resource }])]);
  return estate.resources.flatMap((one) => settingFindings([setting], statesOf(one), estate)).map(lineOf);
}

const on = { name: "web", block: [{ guard: true }] };
const off = { name: "web", block: [{ guard: false }] };
const none = { name: "web" };

test("a value that is less safe is weaker, and the other way round stronger", () => {
  expect([linesOf(guard, { before: on, after: off }), linesOf(guard, { before: off, after: on })]).toEqual([
    ["guard lost, weaker: load balancer web, guard: on → off"],
    ["guard lost, stronger: load balancer web, guard: off → on"],
  ]);
});

test("what is not written is AWS's standard", () => {
  expect([linesOf(guard, { before: off, after: none }), linesOf(guard, { before: on, after: none })]).toEqual([
    [],
    ["guard lost, weaker: load balancer web, guard: on → off"],
  ]);
});

test("a resource that comes is judged only by a setting that says what is safe", () => {
  expect([linesOf(guard, { after: off }), linesOf({ ...guard, safe: true }, { after: off })]).toEqual([
    [],
    ["guard lost, weaker: load balancer web, guard: nothing → off"],
  ]);
});

const unknown = { block: [{ guard: true }] };

test("a value that is known after apply cannot be reviewed", () => {
  expect(linesOf(guard, { before: off, after: none, unknown })).toEqual([
    "not reviewable, cannot tell: load balancer web, guard: off → known after apply",
  ]);
});

test("of a resource that is made anew, what the configuration leaves out is AWS's standard", () => {
  const actions = ["delete", "create"];
  expect(linesOf(guard, { before: off, after: none, unknown, actions })).toEqual([]);
  expect(linesOf(guard, { before: on, after: none, unknown, actions })).toEqual([
    "guard lost, weaker: load balancer web, guard: on → off",
  ]);
  const references = { "block.guard": ["aws_vpc.main.id", "aws_vpc.main"] };
  expect(linesOf(guard, { before: off, after: none, unknown, actions, references })).toEqual([
    "not reviewable, cannot tell: load balancer web, guard: off → known after apply",
  ]);
});

test("what leaves Terraform's care stays as it is", () => {
  expect(linesOf({ ...guard, safe: true }, { before: off, actions: ["forget"] })).toEqual([]);
});

test("settings in a block that is known after apply are one finding, and each attribute alone is its own", () => {
  const two = [guard, { ...guard, rule: "other", path: "block.other", part: "other guard" }];
  const estate = (unknown: object): Estate =>
    new Estate([
      planOf([
        {
          address: "aws_lb.web",
          before: { name: "web", block: [{ guard: true, other: true }] },
          after: { name: "web" },
          unknown: { ...unknown },
        },
      ]),
    ]);
  const said = estate({ block: true }).resources.flatMap((one) => settingFindings(two, statesOf(one)));
  expect(said.map(({ says }) => says?.includes("block"))).toEqual([true]);
  const lines = (unknown: object): readonly string[] =>
    estate(unknown).resources.flatMap((one) => settingFindings(two, statesOf(one)).map(lineOf));
  expect(lines({ block: true })).toEqual([
    "not reviewable, cannot tell: load balancer web, guard, other guard: nothing → known after apply",
  ]);
  expect(lines({ block: [{ guard: true, other: true }] })).toEqual([
    "not reviewable, cannot tell: load balancer web, guard: on → known after apply",
    "not reviewable, cannot tell: load balancer web, other guard: on → known after apply",
  ]);
});
