import { acceptsNothing } from "../../../../modules/edge/origin-protection/accepts-nothing";
import { OriginPatternSet } from "../../../../modules/edge/origin-protection/pattern-set";
import { synthesizeModule } from "../../../support/synthesize";

test("begins as a set that accepts nothing, which Terraform never changes back (trap of a rotation)", () => {
  const { resource } = synthesizeModule((stack) => {
    new OriginPatternSet(stack, "api_origin", { name: "test-edge-api", description: "Values that the API accepts" });
  });
  expect(resource["aws_wafv2_regex_pattern_set"]).toEqual({
    api_origin_patterns: {
      name: "test-edge-api",
      description: "Values that the API accepts",
      scope: "REGIONAL",
      regular_expression: [{ regex_string: acceptsNothing }],
      lifecycle: { create_before_destroy: true, ignore_changes: ["regular_expression"] },
    },
  });
});

test("matches no value that a header can have", () => {
  const pattern = new RegExp(acceptsNothing);
  const values = ["", " ", "x00", "\\x00", "^\\x00$", "a".repeat(32), String.fromCharCode(1), "ÿ"];
  expect(values.filter((value) => pattern.test(value))).toEqual([]);
});

test("has Terraform's values if nothing rotates, each value anchored", () => {
  const { resource } = synthesizeModule((stack) => {
    new OriginPatternSet(stack, "api_origin", { name: "a", description: "b", values: ["one", "two"] });
  });
  expect(resource["aws_wafv2_regex_pattern_set"]?.["api_origin_patterns"]).toEqual({
    name: "a",
    description: "b",
    scope: "REGIONAL",
    regular_expression: [{ regex_string: "^one$" }, { regex_string: "^two$" }],
    lifecycle: { create_before_destroy: true },
  });
});
