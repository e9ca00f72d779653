import { TerraformOutput } from "cdktf";
import fc from "fast-check";
import { AppliedValues } from "../../../../modules/edge/origin-protection/applied-values";
import { type Block, synthesizeModule } from "../../../support/synthesize";

function valuesOf(generation: number) {
  const json = synthesizeModule((stack) => {
    const { accepted, sent, version } = new AppliedValues(stack, "origin_value", { generation });
    new TerraformOutput(stack, "values", { value: { accepted, sent, version } });
  });
  const { accepted, sent, version } = json.output["values"].value as AppliedValues;
  const made = (slot: string) =>
    (json.resource["terraform_data"]?.[`origin_value_${slot}`] as Block).triggers_replace.made as number;
  return { json, accepted, sent, version, made: { a: made("a"), b: made("b") } };
}

const slot = (name: string) => `\${sensitive(terraform_data.origin_value_${name}.output)}`;

test("keeps two values of letters and digits, generated in an apply, which no later plan generates again", () => {
  const { json, accepted, sent, version } = valuesOf(1);
  expect(json.data).toEqual({});
  expect(json.resource["terraform_data"]).toEqual(
    Object.fromEntries(
      ["a", "b"].map((name) => [
        `origin_value_${name}`,
        {
          input: '${sensitive(replace(uuid(), "-", ""))}',
          triggers_replace: { made: 1 },
          lifecycle: { ignore_changes: ["input"] },
        },
      ]),
    ),
  );
  expect({ accepted, sent, version }).toEqual({ accepted: [slot("a"), slot("b")], sent: slot("a"), version: 1 });
});

test("sends the other value with each even number, and replaces the unused value with each odd number", () => {
  expect(
    [1, 2, 3, 4, 5, 6, 7].map((generation) => {
      const { sent, made, version } = valuesOf(generation);
      return [sent === slot("a") ? "a" : "b", made.a, made.b, version];
    }),
  ).toEqual([
    ["a", 1, 1, 1],
    ["b", 1, 1, 1],
    ["b", 2, 1, 2],
    ["a", 2, 1, 2],
    ["a", 2, 2, 3],
    ["b", 2, 2, 3],
    ["b", 3, 2, 4],
  ]);
});

test("no apply replaces a value that is sent before or after the apply", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (generation) => {
      const [before, after] = [valuesOf(generation), valuesOf(generation + 1)];
      const remade = (["a", "b"] as const).filter((name) => before.made[name] !== after.made[name]).map(slot);
      expect(remade).toHaveLength(generation % 2 === 0 ? 1 : 0);
      expect(remade).not.toContain(before.sent);
      expect(remade).not.toContain(after.sent);
      expect(before.sent === after.sent).toBe(generation % 2 === 0);
      expect(after.version - before.version).toBe(remade.length);
    }),
    { numRuns: 50 },
  );
});
