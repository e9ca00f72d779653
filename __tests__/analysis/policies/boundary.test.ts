import fc from "fast-check";
import { effectiveDifference } from "../../../analysis/policies/boundary";
import { inWords, sentence } from "../../../analysis/policies/words";
import { allowed, told, type WrittenStatement } from "./oracle";
import { fullPolicies, fullWorld } from "./random-policies";

const onlyRotation = {
  Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "kms:Decrypt", "logs:*"], Resource: "*" }],
};
const viaSecrets = { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } };

test("s3:* on * and a condition that is gone: effective is what the boundary allows, the rest is capped", () => {
  const decrypt = { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" };
  const found = effectiveDifference(
    { policy: { Statement: [{ ...decrypt, Condition: viaSecrets }] }, boundary: onlyRotation },
    { policy: { Statement: [decrypt, { Effect: "Allow", Action: "s3:*", Resource: "*" }] }, boundary: onlyRotation },
  );
  if (found.undecided !== undefined) throw new Error("undecided");
  const words = "kms:ViaService StringEquals secretsmanager.eu-west-1.amazonaws.com";
  expect(inWords(found.gained, "gained", found.vocabulary).map(sentence)).toEqual([
    `kms:Decrypt on * if not (${words}) (condition ${words} no longer required)`,
    "s3:GetObject on * (allow added or widened)",
  ]);
  expect(inWords(found.capped, "gained", found.vocabulary).map(sentence)).toEqual([
    "s3:* except s3:GetObject on * (allow added or widened)",
  ]);
  expect(found.lost).toEqual([]);
});

test("what a boundary denies is capped", () => {
  const all = { Effect: "Allow", Action: "s3:*", Resource: "*" };
  const boundary = { Statement: [all, { Effect: "Deny", Action: "s3:Delete*", Resource: "*" }] };
  const found = effectiveDifference({ policy: null, boundary }, { policy: { Statement: all }, boundary });
  if (found.undecided !== undefined) throw new Error("undecided");
  expect(inWords(found.capped, "gained", found.vocabulary).map(sentence)).toEqual([
    "s3:Delete* on * (allow added or widened)",
  ]);
});

test("a boundary that is gone is gained", () => {
  const policy = { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
  const found = effectiveDifference({ policy, boundary: onlyRotation }, { policy, boundary: null });
  if (found.undecided !== undefined) throw new Error("undecided");
  expect(inWords(found.gained, "gained", found.vocabulary).map(sentence)).toEqual([
    "s3:* except s3:GetObject on * (permissions boundary removed or widened)",
  ]);
});

test("a boundary that is known after the apply leaves it undecided", () => {
  expect(effectiveDifference({ policy: null, boundary: null }, { policy: null, boundary: undefined })).toEqual({
    undecided: ["permissions boundary after: the policy is known only after the apply"],
  });
});

test("every request that policy and boundary allow after and not before is told, and nothing else", () => {
  const both = (one: readonly WrittenStatement[], other: readonly WrittenStatement[]) => {
    const [a, b] = [allowed(one, fullWorld), allowed(other, fullWorld)];
    return (at: number): boolean => a[at] === 1 && b[at] === 1;
  };
  fc.assert(
    fc.property(fullPolicies, fullPolicies, fullPolicies, fullPolicies, (p, q, r, s) => {
      const found = effectiveDifference(
        { policy: { Statement: p }, boundary: { Statement: q } },
        { policy: { Statement: r }, boundary: { Statement: s } },
      );
      if (found.undecided !== undefined) throw new Error("undecided");
      const [old, young] = [both(p, q), both(r, s)];
      const said = found.gained.map((one) => told(one, fullWorld));
      const isGained = (at: number): boolean => young(at) && !old(at);
      const requests = said[0] ?? allowed([], fullWorld);
      let missed = 0;
      for (let at = 0; at < requests.length; at += 1)
        if (isGained(at) && !said.some((one) => one[at] === 1)) missed += 1;
      expect(missed).toBe(0);
      expect(said.filter((one) => !one.some((value, at) => value === 1 && isGained(at)))).toEqual([]);
    }),
    { numRuns: 20, seed: 20_261_130 },
  );
});
