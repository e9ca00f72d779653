import { changesOf, describeChange } from "../../../tools/e2e/plan-changes";

const resource = (
  address: string,
  actions: string[],
  before: object | null,
  after: object | null,
  unknown: object = {},
) => ({
  address,
  mode: "managed" as const,
  change: { actions, before, after, after_unknown: unknown } as never,
});

test("lists each attribute that would differ, also attributes that are known after apply", () => {
  const plan = {
    resource_changes: [
      resource("aws_a.x", ["update"], { name: "n", size: 1, version: 1 }, { name: "n", size: 2 }, { version: true }),
    ],
  };
  expect(changesOf(plan)).toEqual([{ address: "aws_a.x", actions: "update", attributes: ["size", "version"] }]);
});

test("treats an empty string and null as equal, at any depth, but not an empty list and a filled list", () => {
  const before = { a: null, b: [{ c: null, d: 1 }], e: [] };
  const after = { a: "", b: [{ c: "", d: 1 }], e: [{ f: 1 }] };
  expect(changesOf({ resource_changes: [resource("aws_a.x", ["update"], before, after)] })).toEqual([
    { address: "aws_a.x", actions: "update", attributes: ["e"] },
  ]);
});

test("counts replacements and outputs, and neither unchanged resources nor data sources", () => {
  const plan = {
    resource_changes: [
      resource("aws_a.x", ["no-op"], {}, {}),
      resource("aws_a.y", ["delete", "create"], { name: "a" }, { name: "b" }),
      { ...resource("data.aws_b.z", ["read"], null, {}), mode: "data" as const },
    ],
    output_changes: { id: { actions: ["update"] }, name: { actions: ["no-op"] } },
  };
  expect(changesOf(plan).map(describeChange)).toEqual(["aws_a.y: delete and create of name", "output.id: update"]);
});
