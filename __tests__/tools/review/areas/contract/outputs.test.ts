import fc from "fast-check";

import { contract } from "../../../../../tools/review/areas/contract";
import { casePlan, findIn, lineOf, planOf } from "../../../../support/plans";

const told = (outputs: Parameters<typeof planOf>[1]): readonly string[] =>
  findIn(contract, planOf([], outputs)).map((finding) => `${lineOf(finding)}. ${finding.meaning}`);
const output = (before: unknown, after: unknown, more: object = {}) => ({
  outputs: {
    vpc_id: {
      actions: [before === null ? "create" : after === null ? "delete" : "update"],
      before,
      after,
      after_unknown: false,
      before_sensitive: false,
      after_sensitive: false,
      ...more,
    },
  },
});

test("a removed output and a changed one break the layers that read them", () => {
  expect(findIn(contract, casePlan("46")).map(lineOf)).toEqual([
    "contract, weaker: output data_subnet_ids: subnet-19dea9d830cc419f5, subnet-499e68032aee4097c and subnet-e6962dd19f069b351 → none",
    "contract, weaker: output vpc_id: vpc-c6ba89e80ecc9fc2b → vpc-0123456789abcdef0",
  ]);
});

test("an output more breaks nobody", () => {
  expect(told(output(null, "vpc-1"))).toEqual([
    "other, neutral: output vpc_id: none → vpc-1. Layers above may read one output more.",
  ]);
});

test("an output that is known after apply asks for the layers above to be applied afterwards", () => {
  expect(told(output("vpc-1", null, { actions: ["update"], after_unknown: true }))).toEqual([
    "contract, weaker: output vpc_id: vpc-1 → known after apply. Its value is known after this apply only: plan and apply the layers above that read the output afterwards, for they have the old value until then.",
  ]);
});

test("an output of another form is told as such", () => {
  expect(told(output("vpc-1", ["vpc-1"]))[0]).toContain("The output was a text and is a list");
});

test("a mark that goes is a guard that is lost, one that comes is none, and the value is not told", () => {
  const marks = (before: boolean, after: boolean) =>
    told(output("hunter2-hunter2", "hunter2-hunter2", { before_sensitive: before, after_sensitive: after }));
  expect(marks(true, false)).toEqual([
    "guard lost, weaker: output vpc_id, mark: sensitive → none. Terraform prints the value from now on: in plans, in logs of a pipeline, and for whoever reads the output.",
  ]);
  expect(marks(false, true)).toEqual([
    "guard lost, stronger: output vpc_id, mark: none → sensitive. Terraform no longer prints the value.",
  ]);
  expect(marks(true, true)).toEqual([]);
});

test("another order of the same elements is told as an order, and an element more or less is another value", () => {
  expect(told(output(["a", "b", "c"], ["c", "a", "b"]))).toEqual([
    "contract, neutral: output vpc_id, order: a, b and c → c, a and b. The elements are the same: only a layer above that takes one by its position gets another.",
  ]);
  expect(told(output({ app: ["a", "b"] }, { app: ["b", "a"] }))).toHaveLength(1);
  expect(told(output(["a", "a", "b"], ["a", "b", "b"]))[0]).toMatch(/^contract, weaker: /);
});

test("a new output with a secret is told by the secrets, and one that goes breaks who reads it", () => {
  expect(told(output(null, "hunter2-hunter2", { after_sensitive: true }))).toEqual([]);
  expect(told(output("hunter2-hunter2", null, { before_sensitive: true }))[0]).toMatch(/^contract, weaker: /);
});

test("an output that stays the same says nothing", () => {
  expect(told(output("vpc-1", "vpc-1", { actions: ["no-op"] }))).toEqual([]);
  expect(told(output(["b", ""], ["b", null]))).toEqual([]);
});

const changed = (before: unknown, after: unknown, more: object = {}): readonly string[] =>
  told(output(before, after, { actions: ["update"], ...more }));

test("who reads a removed output, or a removed part of one, fails; who reads a changed one gets the new value later", () => {
  expect(changed("a", null, { actions: ["delete"] })).toEqual([
    "contract, weaker: output vpc_id: a → none. A layer above that still reads the output fails at its next plan.",
  ]);
  expect(changed({ a: "x", b: "y" }, { a: "x" })).toEqual([
    "contract, weaker: output vpc_id: b y → b none. A layer above that still reads a removed part fails at its next plan.",
  ]);
  const later =
    "The layers above that read the output get the new value at their next apply, and have the old one until then.";
  expect(changed("a", "b")).toEqual([`contract, weaker: output vpc_id: a → b. ${later}`]);
  expect(changed({ a: "x", b: "y" }, { a: "z", b: "y" })).toEqual([
    `contract, weaker: output vpc_id: a x → a z. ${later}`,
  ]);
  expect(changed(["a"], ["a", "b"])).toEqual([`contract, weaker: output vpc_id: a → a and b. ${later}`]);
});

test("a list in another order is said as an order, since only who takes an element by its position gets another", () => {
  const order = "The elements are the same: only a layer above that takes one by its position gets another.";
  expect(changed(["a", "b"], ["b", "a"])).toEqual([
    `contract, neutral: output vpc_id, order: a and b → b and a. ${order}`,
  ]);
  expect(changed([{ a: "x" }, { a: "y" }], [{ a: "y" }, { a: "x" }])).toEqual([
    `contract, neutral: output vpc_id, order. ${order}`,
  ]);
  expect(changed(["a", "a", "b"], ["b", "b", "a"])[0]).toMatch(/^contract, weaker/);
});

test("a list or an object of which a part is known after apply is known after apply", () => {
  const words = /known after apply\. Its value is known after this apply only: /;
  expect(changed(["a"], [null], { after_unknown: [true] })[0]).toMatch(words);
  expect(changed({ a: "x" }, { a: null }, { after_unknown: { a: true } })[0]).toMatch(words);
});

const values = [null, "a", "b", 1, ["a", "b"], ["b", "a"], ["a"], { x: "a" }, { x: "b" }, { x: "a", y: "b" }];

test("each output that differs is one finding, weaker if a reader can notice; equal ones say nothing", () => {
  const names = ["one", "two", "three"];
  const side = fc.tuple(fc.constantFrom(...values), fc.constantFrom(...values), fc.constantFrom(...values));
  const plan = (before: readonly unknown[], after: readonly unknown[]) => ({
    outputs: Object.fromEntries(
      names.flatMap((name, index) =>
        before[index] === null && after[index] === null
          ? []
          : [[name, output(before[index], after[index]).outputs.vpc_id]],
      ),
    ),
  });
  const sorted = (value: unknown): string => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  fc.assert(
    fc.property(side, side, (before, after) => {
      const found = findIn(contract, planOf([], plan(before, after)));
      const expected = names.flatMap((name, index) => {
        const [had, has] = [before[index], after[index]];
        if (JSON.stringify(had) === JSON.stringify(has)) return [];
        const harmless = had === null || (has !== null && sorted(had) === sorted(has));
        return [`output.${name}: ${harmless ? "neutral" : "weaker"}`];
      });
      expect(found.map(({ place, direction }) => `${place.address}: ${direction}`).sort()).toEqual(expected.sort());
    }),
    { numRuns: 40 },
  );
});
