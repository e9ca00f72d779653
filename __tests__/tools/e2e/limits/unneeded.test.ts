import { emulatorLimits } from "../../../../tools/e2e/emulator-limits";
import type { Limit } from "../../../../tools/e2e/limits/limit";
import { unneededLimits } from "../../../../tools/e2e/limits/unneeded";

const line = (what: string, emulator: Limit["emulator"]): Limit => ({
  kind: "cannot make",
  pass: "control-plane",
  what,
  emulator,
  reason: "it does not",
});

test("a line that was needed is right, and a line that was not needed is a fault", () => {
  const [needed, needless] = [line("aws_a", "moto 5.2.5"), line("aws_b", "moto 5.2.5")];
  expect(unneededLimits([needed, needless], new Set([needed]))).toEqual([
    "aws_b (moto 5.2.5: it does not) is no longer needed: remove the line",
  ]);
});

test("a line of another version of the emulator is a fault, needed or not", () => {
  const old = line("aws_a", "moto 5.2.4");
  expect(unneededLimits([old], new Set([old]))).toEqual([
    "aws_a (moto 5.2.4: it does not) was measured with another version than moto 5.2.5",
  ]);
});

test("no line of the list is repeated", () => {
  const lines = emulatorLimits.map(({ reason: _, ...rest }) => JSON.stringify(rest));
  expect(lines.filter((text, index) => lines.indexOf(text) !== index)).toEqual([]);
});
