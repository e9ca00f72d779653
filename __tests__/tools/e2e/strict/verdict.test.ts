import type { MakesWrong } from "../../../../tools/e2e/limits/limit";
import type { JudgedCalls, Refusal } from "../../../../tools/e2e/strict/judge";
import {
  blindness,
  describeJudgement,
  describeMutations,
  describeRefusal,
  describeUnmet,
  leastMutations,
  sortRefusals,
  unjudged,
} from "../../../../tools/e2e/strict/verdict";

const refusal: Refusal = {
  service: "cloudfront",
  operation: "CreateFunction",
  member: ".FunctionConfig.KeyValueStoreAssociations.Items[0].KeyValueStoreARN",
  value: "arn:aws:cloudfront::123456789012:key-value-store/a-name",
  rule: "matches a UUID",
  sentence: "",
  source: "",
  layer: "lab-edge",
  emulator: "ministack",
  resource: { Name: "f" },
  phases: ["apply"],
  times: 2,
};
const limit: MakesWrong = {
  kind: "makes wrong",
  pass: "both",
  emulator: "ministack 1.5.33",
  what: "KeyValueStoreARN",
  value: /key-value-store\/a-name$/,
  reason: "has a name there",
};
const judgement: JudgedCalls = {
  botocore: "1",
  calls: 1,
  operations: 1,
  services: ["iam"],
  unidentified: {},
  unreadable: {},
  violations: [],
  catalogue: { worded: 3, unjudged: [], met: 2, unmet: ["iam CreateRole .Tags maxItems 50"] },
  mutations: {
    seen: { required: leastMutations, enum: 1, pattern: 1, min: 1, max: 1 },
    unseen: [],
    legal: [],
  },
  callers: {},
};

test("a refusal of an emulator's own value belongs to its line, and every other refusal is unknown", () => {
  expect(sortRefusals([refusal], [limit])).toEqual({ known: [limit], unknown: [] });
  for (const other of [
    { ...refusal, emulator: "moto" },
    { ...refusal, member: ".Name" },
    { ...refusal, value: "arn:aws:cloudfront::123456789012:key-value-store/other" },
  ]) {
    expect(sortRefusals([other], [limit])).toEqual({ known: [], unknown: [other] });
  }
});

test("a refusal shows the call, the member, the value, the rule, AWS's sentence and the sender", () => {
  const told = { ...refusal, sentence: "Allowed are letters.", source: "a document" };
  expect(describeRefusal(told, []).split("\n")).toEqual([
    'cloudfront CreateFunction: FunctionConfig.KeyValueStoreAssociations.Items[0].KeyValueStoreARN is "arn:aws:cloudfront::123456789012:key-value-store/a-name"; the rule: matches a UUID',
    '  AWS: "Allowed are letters." (a document)',
    '  sent by lab-edge (apply), 2 times; {"Name":"f"}',
    "  in no place of the JSON in this form",
  ]);
  expect(
    describeRefusal({ ...refusal, value: null, layer: "" }, [])
      .split("\n")
      .slice(0, 2),
  ).toEqual([
    "cloudfront CreateFunction: FunctionConfig.KeyValueStoreAssociations.Items[0].KeyValueStoreARN is not sent; the rule: matches a UUID",
    `  sent by other callers than the layers' Terraform, 2 times; {"Name":"f"}`,
  ]);
});

test("reports a run without a call, an unknown call and a call that cannot be judged", () => {
  expect(unjudged(judgement)).toEqual([]);
  expect(unjudged({ ...judgement, calls: 0, unidentified: { "GET /x": 2 }, unreadable: { "iam X": 1 } })).toEqual([
    "no call was recorded",
    "GET /x (2 times)",
    "iam X (1 times)",
  ]);
});

test("mutations prove something if there are enough of each kind, and all are detected", () => {
  expect(blindness(judgement)).toEqual([]);
  const { seen } = judgement.mutations;
  expect(
    blindness({
      ...judgement,
      mutations: { seen: { ...seen, required: 1, enum: 0 }, unseen: ["iam X .Y: min"], legal: [] },
    }),
  ).toEqual([
    "not detected: iam X .Y: min",
    'no call touches a constraint of the kind "enum"',
    `only 4 constraints are broken and detected; at least ${leastMutations} are needed`,
  ]);
});

test("mutations that a pattern admits are named", () => {
  const { seen } = judgement.mutations;
  const all = `(required ${leastMutations}, enum 1, pattern 1, min 1, max 1)`;
  expect(describeMutations({ ...judgement, mutations: { seen, unseen: [], legal: ["iam X .Y: pattern"] } })).toBe(
    `${leastMutations + 4} of ${leastMutations + 5} mutations detected ${all}; legal by their pattern: iam X .Y: pattern`,
  );
});

test("names a member with rules in words and no entry in the catalogue, and counts the judged members", () => {
  const catalogue = { ...judgement.catalogue, unjudged: ["iam CreateRole .Path: no entry"] };
  expect(unjudged({ ...judgement, catalogue })).toEqual(["iam CreateRole .Path: no entry"]);
  expect(describeJudgement({ ...judgement, catalogue })).toContain(
    "2 of 3 members with rules in words judged by the catalogue, 2 of 3 of its rules met",
  );
});

test("rules that no call met are named", () => {
  expect(describeUnmet(judgement)).toBe("met by no call: iam CreateRole .Tags maxItems 50");
  expect(describeUnmet({ ...judgement, catalogue: { ...judgement.catalogue, unmet: [] } })).toBe(
    "every rule of the catalogue met a call",
  );
});
