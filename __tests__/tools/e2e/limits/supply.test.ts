import type { Needs } from "../../../../tools/e2e/limits/limit";
import { supply } from "../../../../tools/e2e/limits/supply";

const needs = (what: string, argument: string, value: Needs["value"] = "given"): Needs => ({
  kind: "needs",
  pass: "control-plane",
  emulator: "ministack 1.5.33",
  reason: "it takes none for the empty one",
  what,
  argument,
  value,
});

const place = { port: 4566 };

test("adds a missing argument to each resource of the type, and reports each addition", () => {
  const configuration = { resource: { aws_a: { x: { size: 1 }, y: { name: "own" } }, aws_b: { z: {} } } };
  const limits = [needs("aws_a", "name"), needs("aws_b.other", "name")];
  expect(supply([{ name: "demo-edge", configuration }], limits, place)).toEqual([
    { stack: "demo-edge", what: 'aws_a.x.name = "given"', limit: limits[0] },
  ]);
  expect(configuration.resource).toEqual({
    aws_a: { x: { size: 1, name: "given" }, y: { name: "own" } },
    aws_b: { z: {} },
  });
});

test("converts an argument to a form that the emulator reads, and keeps an argument that the emulator reads already", () => {
  const configuration = { resource: { aws_a: { x: { path: "~1one" }, y: { path: "*" }, z: {} } } };
  const limit = needs("aws_a", "path", (given) => String(given).replace("~1", ""));
  expect(supply([{ name: "demo-edge", configuration }], [limit], place)).toEqual([
    { stack: "demo-edge", what: 'aws_a.x.path = "one"', limit },
  ]);
  expect(configuration.resource).toEqual({ aws_a: { x: { path: "one" }, y: { path: "*" }, z: {} } });
});

test("converts a block to the emulator's address", () => {
  const configuration = { resource: { aws_a: { x: { origin: [{ port: 443 }] } } } };
  const limit = needs("aws_a", "origin", (_, { port }) => [{ port }]);
  expect(supply([{ name: "demo-edge", configuration }], [limit], place)).toEqual([
    { stack: "demo-edge", what: 'aws_a.x.origin = [{"port":4566}]', limit },
  ]);
  expect(configuration.resource.aws_a.x.origin).toEqual([{ port: 4566 }]);
});
