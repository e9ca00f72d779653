import { recordsWithTeardown } from "../../../../tools/e2e/parts/teardown";

test("the records are the project's own, with the one departure for the one environment, which ends today", () => {
  const lines = recordsWithTeardown("prod", new Date("2026-11-21T10:00:00Z")).split("\n");
  expect(lines[0]).toMatch(/^import \{ environments as own \} from ".*\/stacks\/environments\/index";$/);
  expect(lines.slice(1)).toEqual([
    'const teardown = { reason: "the emulated deploy tears the environment down", until: "2026-11-21" };',
    'export const environments = { ...own, ["prod"]: { ...own["prod"], teardown } };',
    "",
  ]);
});
