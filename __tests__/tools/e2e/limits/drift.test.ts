import { sortDrift } from "../../../../tools/e2e/limits/drift";
import type { Drifts } from "../../../../tools/e2e/limits/limit";

const line = (what: string, attribute: string): Drifts => ({
  kind: "drifts",
  pass: "control-plane",
  emulator: "moto 5.2.5",
  reason: "it forgets",
  what,
  attribute,
});
const lines = [line("aws_a", "one"), line("aws_a", "two"), line("aws_b.c", "one")];
const update = (address: string, ...attributes: string[]) => ({ address, actions: "update", attributes });

test("an update of attributes that are all known is known, by type and by address", () => {
  expect(sortDrift([update("aws_a.x", "one", "two"), update("aws_b.c[0]", "one")], lines)).toEqual({
    known: lines,
    unknown: [],
  });
});

test("an update with one attribute more is unknown as a whole, and so is that of another address", () => {
  const changes = [update("aws_a.x", "one", "three"), update("aws_b.d", "one"), update("output.x")];
  expect(sortDrift(changes, lines)).toEqual({ known: [], unknown: changes });
});

test("no line accounts for a creation or a replacement", () => {
  const changes = [
    { address: "aws_a.x", actions: "create", attributes: ["one"] },
    { address: "aws_a.y", actions: "delete and create", attributes: ["one"] },
  ];
  expect(sortDrift(changes, lines)).toEqual({ known: [], unknown: changes });
});
