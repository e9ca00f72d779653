import type { Drifts } from "../../../tools/e2e/limits/limit";
import { overrideFor } from "../../../tools/e2e/override";

const settings = { max_retries: 4, s3_use_path_style: true };

test("gives every provider block, and every alias, fewer retries and nothing else", () => {
  const configuration = {
    provider: {
      aws: [
        { region: "eu-west-1", default_tags: [{}] },
        { alias: "us_east_1", region: "us-east-1" },
      ],
    },
    resource: { aws_a: { x: {} } },
  };
  expect(overrideFor(configuration)).toEqual({ provider: { aws: [settings, { alias: "us_east_1", ...settings }] } });
});

test("keeps an apply from correcting known drift, and keeps the product's ignore_changes", () => {
  const line = (what: string, attribute: string): Drifts => ({
    kind: "drifts",
    pass: "control-plane",
    emulator: "moto 5.2.5",
    reason: "it forgets",
    what,
    attribute,
  });
  const configuration = {
    resource: {
      aws_a: { x: { lifecycle: { ignore_changes: ["size"], prevent_destroy: true } }, y: {} },
      aws_b: { z: {} },
    },
  };
  expect(overrideFor(configuration, [line("aws_a.x", "one"), line("aws_a", "two")]).resource).toEqual({
    aws_a: {
      x: { lifecycle: { ignore_changes: ["size", "one", "two"] } },
      y: { lifecycle: { ignore_changes: ["two"] } },
    },
  });
});
