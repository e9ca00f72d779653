import { setAttributeTable, setAttributesOf } from "../../../../tools/review/plan/set-attributes";

test("the table has the names of sets, in blocks and in the types of attributes", () => {
  const block = {
    attributes: {
      a_set: { type: ["set", "string"] },
      a_list: { type: ["list", "string"] },
      objects: { type: ["list", ["object", { inner: ["set", "string"] }]] },
      framework: { nested_type: { nesting_mode: "set", attributes: { deep: { type: ["set", "number"] } } } },
      map: { type: ["map", "string"] },
    },
    block_types: {
      rule: { nesting_mode: "set", block: { attributes: { both: { type: ["set", "string"] } } } },
      step: { nesting_mode: "list", block: { attributes: { both: { type: ["list", "string"] } } } },
    },
  } as const;
  const without = { attributes: { a_list: { type: ["list", "string"] } } } as const;
  expect(setAttributeTable({ resource_schemas: { aws_b: { block }, aws_a: { block: without } } })).toEqual({
    aws_b: "a_set deep framework inner rule",
  });
});

test("rules of a web ACL and origins are sets; ordered behaviours are a list; an unknown type has no set", () => {
  expect(setAttributesOf("aws_wafv2_web_acl")).toContain("rule");
  expect(setAttributesOf("aws_cloudfront_distribution")).toContain("origin");
  expect(setAttributesOf("aws_cloudfront_distribution")).not.toContain("ordered_cache_behavior");
  expect([...setAttributesOf("constructor"), ...setAttributesOf(undefined)]).toEqual([]);
});
