import fc from "fast-check";

import { changesOf, type LeafChange } from "../../../../tools/review/plan/changes";
import { keyOf, plainOf, unknown } from "../../../../tools/review/plan/normal";
import { normalForm } from "../../../../tools/review/plan/normal-form";
import { planCase } from "../../../support/plan-cases";

type Json = ReturnType<typeof JSON.parse>;

const told = (before: Json, after: Json, type?: string): string[] =>
  changesOf(normalForm(before, { type }), normalForm(after, { type })).map(
    ({ path, before: one, after: other }) =>
      `${path}: ${JSON.stringify(plainOf(one))} -> ${JSON.stringify(plainOf(other))}`,
  );

const acl = "aws_wafv2_web_acl";
const distribution = "aws_cloudfront_distribution";
const allow = (more: object) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: "a:b", Resource: "*", ...more }] });

describe("is no change:", () => {
  test.each<[string, Json, Json, string?]>([
    ["an empty text, null and an absent attribute", { n: 1, a: "", b: null, c: [] }, { n: 1 }],
    ["an empty map", { n: 1, tags: {} }, { n: 1, tags: null }],
    ["a number as a text", { port: "6" }, { port: 6 }],
    ["a switch as a text", { on: "true" }, { on: true }],
    ["a protocol by its number", { protocol: "6" }, { protocol: "tcp" }],
    ["every protocol", { ip_protocol: "all" }, { ip_protocol: "-1" }],
    ["the order of a set", { aliases: ["a", "b"] }, { aliases: ["b", "a"] }, distribution],
    [
      "the order of named elements of a set",
      { rule: [{ name: "a" }, { name: "b" }] },
      { rule: [{ name: "b" }, { name: "a" }] },
      acl,
    ],
    ["the spaces of a document in JSON", { body: '{"a": 1, "b": 2}' }, { body: '{"b":2,"a":1}' }],
    ["a Sid", { policy: allow({ Sid: "One" }) }, { policy: allow({}) }],
    ["a list of one action", { policy: allow({ Action: ["a:b"] }) }, { policy: allow({}) }],
    [
      "true as a text in a condition",
      { policy: allow({ Condition: { Bool: { x: "true" } } }) },
      { policy: allow({ Condition: { Bool: { x: [true] } } }) },
    ],
  ])("%s", (_, ...[before, after, type]) => {
    expect(told(before, after, type)).toEqual([]);
    expect(told(after, before, type)).toEqual([]);
  });
});

describe("is a change, at its place:", () => {
  test.each<[string, Json, Json, string[], string?]>([
    [
      "an empty block",
      { override_action: [{ none: [{}] }] },
      { override_action: [{ none: [] }] },
      ["override_action.none: {} -> undefined"],
    ],
    ["a switch that is off, and none", { n: 1, on: false }, { n: 1 }, ["on: false -> undefined"]],
    ["zero, and none", { n: 1, port: 0 }, { n: 1 }, ["port: 0 -> undefined"]],
    [
      "the order of a list",
      { layers: ["a", "b"] },
      { layers: ["b", "a"] },
      ['layers: ["a","b"] -> ["b","a"]'],
      "aws_lambda_function",
    ],
    [
      "the order of behaviours",
      { ordered_cache_behavior: [{ path_pattern: "/a" }, { path_pattern: "/b" }] },
      { ordered_cache_behavior: [{ path_pattern: "/b" }, { path_pattern: "/a" }] },
      ['ordered_cache_behavior (order): ["/a","/b"] -> ["/b","/a"]'],
      distribution,
    ],
    [
      "a behaviour before another",
      { ordered_cache_behavior: [{ path_pattern: "/a" }] },
      { ordered_cache_behavior: [{ path_pattern: "/*" }, { path_pattern: "/a" }] },
      [
        'ordered_cache_behavior[/*]: undefined -> {"path_pattern":"/*"}',
        'ordered_cache_behavior (order): ["/a"] -> ["/*","/a"]',
      ],
      distribution,
    ],
    [
      "an attribute of a named element",
      {
        origin: [
          { origin_id: "a", domain_name: "x" },
          { origin_id: "b", domain_name: "y" },
        ],
      },
      {
        origin: [
          { origin_id: "b", domain_name: "z" },
          { origin_id: "a", domain_name: "x" },
        ],
      },
      ['origin[b].domain_name: "y" -> "z"'],
      distribution,
    ],
    [
      "an element of a set",
      { aliases: ["a"] },
      { aliases: ["b", "a"] },
      ['aliases[b]: undefined -> "b"'],
      distribution,
    ],
    [
      "a number that became a text in an event pattern",
      { event_pattern: '{"n":[6]}' },
      { event_pattern: '{"n":["6"]}' },
      ['event_pattern: {"n":[6]} -> {"n":["6"]}'],
    ],
    [
      "an empty list in an event pattern",
      { event_pattern: '{"source":[]}' },
      { event_pattern: "{}" },
      ["event_pattern.source: [] -> undefined"],
    ],
    [
      "the last digit of a long number",
      { body: '{"n":12345678901234567890}' },
      { body: '{"n":12345678901234567891}' },
      ['body: "{\\"n\\":12345678901234567890}" -> "{\\"n\\":12345678901234567891}"'],
    ],
    [
      "a condition that is gone",
      { policy: allow({ Condition: { Bool: { x: "true" } } }) },
      { policy: allow({}) },
      [
        'policy.Statement[]: {"Effect":"Allow","Action":["a:b"],"Resource":["*"],"Condition":{"Bool":{"x":["true"]}}} -> undefined',
        'policy.Statement[]: undefined -> {"Effect":"Allow","Action":["a:b"],"Resource":["*"]}',
      ],
    ],
  ])("%s", (_, ...[before, after, lines, type]) => {
    expect(told(before, after, type)).toEqual(lines);
  });

  test("what is known after apply only", () => {
    const after = normalForm({ tags: { a: "1" } }, { unknown: { arn: true, tags: { b: true } } });
    expect(changesOf(normalForm({ tags: { a: "1", b: "2" } }), after)).toEqual([
      { path: "arn", after: unknown },
      { path: "tags.b", before: "2", after: unknown },
    ]);
  });
});

/** The values of resources of three plans. */
const resources: readonly { readonly type: string; readonly value: Json }[] = ["01", "24", "26"].flatMap((number) =>
  JSON.parse(planCase(number))
    .resource_changes.filter(({ change }: Json) => change.before !== null)
    .map(({ type, change }: Json) => ({ type, value: change.before })),
);
const anyResource = fc.constantFrom(...resources);

/** Says the same in other words: "", null and absent; a number as its text; the order of the sets of every type. */
function noised(value: Json, chance: () => number): Json {
  if (Array.isArray(value)) return value.map((one) => noised(one, chance));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, one]): [string, Json][] => {
        if (one === null || one === "" || (Array.isArray(one) && one.length === 0)) {
          const ways: [string, Json][][] = [[[key, null]], [[key, ""]], [[key, []]], []];
          return ways[chance() % 4] ?? [];
        }
        if (Array.isArray(one) && ["rule", "origin", "aliases"].includes(key))
          return [[key, noised(one, chance).reverse()]];
        return [[key, noised(one, chance)]];
      }),
    );
  }
  if (typeof value === "number" && chance() % 2 === 0) return String(value);
  return value;
}

const chanceOf = (seed: number) => () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed >> 8;
};

/** The places of all texts, numbers and switches of a value. */
function leaves(value: Json, place: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => leaves(one, [...place, index]));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, one]) => leaves(one, [...place, key]));
  return value === null || value === "" ? [] : [place];
}

function withAnother(value: Json, place: readonly (string | number)[]): Json {
  const copy = structuredClone(value);
  const holder = place.slice(0, -1).reduce((one: Json, step) => one[step], copy);
  const last = place.at(-1) ?? "";
  const old = holder[last];
  holder[last] = typeof old === "boolean" ? !old : typeof old === "number" ? old + 1 : `${old} other`;
  return copy;
}

describe("of the resources of real plans", () => {
  test("noise is no change", () => {
    fc.assert(
      fc.property(anyResource, fc.nat(), ({ type, value }, seed) => {
        expect(told(value, noised(value, chanceOf(seed)), type)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("a changed value is a change, with noise too", () => {
    fc.assert(
      fc.property(anyResource, fc.nat(), fc.nat(), ({ type, value }, seed, which) => {
        const places = leaves(value);
        const place = places[which % places.length] ?? [];
        expect(told(value, noised(withAnother(value, place), chanceOf(seed)), type)).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("swapped sides swap every difference", () => {
    const sides = (changes: readonly LeafChange[], flip: boolean): string[] =>
      changes
        .map(({ path, before, after }) =>
          (flip ? [path, keyOf(after), keyOf(before)] : [path, keyOf(before), keyOf(after)]).join(" "),
        )
        .sort();
    fc.assert(
      fc.property(anyResource, fc.nat(), ({ type, value }, which) => {
        const places = leaves(value);
        const other = normalForm(withAnother(value, places[which % places.length] ?? []), { type });
        const one = normalForm(value, { type });
        expect(sides(changesOf(one, other), true)).toEqual(sides(changesOf(other, one), false));
      }),
      { numRuns: 200 },
    );
  });
});
