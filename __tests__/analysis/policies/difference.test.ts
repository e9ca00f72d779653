import fc from "fast-check";
import { difference, type Access } from "../../../analysis/policies/difference";
import { allowed, told, type World, type WrittenStatement } from "./oracle";
import {
  fullPolicies,
  fullWorld,
  policiesWithConditions,
  policiesWithPrincipals,
  policiesWithUnknowns,
  worldOfConditions,
  worldOfPrincipals,
} from "./random-policies";

type Policy = readonly WrittenStatement[];

function decided(before: Policy, after: Policy): { gained: readonly Access[]; lost: readonly Access[] } {
  const found = difference({ Statement: before }, { Statement: after });
  if (found.undecided !== undefined) throw new Error(found.undecided.join());
  return found;
}

/** Requests that are gained and not told, and access that is told and none of whose requests is gained. */
function wrong(
  before: Policy,
  after: Policy,
  access: readonly Access[],
  world: World,
): { missed: number; empty: number } {
  const [old, young] = [allowed(before, world), allowed(after, world)];
  const said = access.map((one) => told(one, world));
  let missed = 0;
  const proved = said.map(() => false);
  for (let at = 0; at < old.length; at += 1) {
    if (young[at] !== 1 || old[at] === 1) continue;
    const tellers = said.flatMap((one, place) => (one[at] === 1 ? [place] : []));
    for (const place of tellers) proved[place] = true;
    if (tellers.length === 0) missed += 1;
  }
  return { missed, empty: proved.filter((one) => !one).length };
}

const runs = { numRuns: 35, seed: 20_261_130 };

describe("every request that a policy allows after and not before is told, and nothing else", () => {
  test.each([
    ["actions, resources, simple conditions", fullPolicies, fullWorld],
    ["principals", policiesWithPrincipals, worldOfPrincipals],
  ])("%s", (_, policies, world) => {
    fc.assert(
      fc.property(policies, policies, (before, after) => {
        const { gained, lost } = decided(before, after);
        expect(wrong(before, after, gained, world)).toEqual({ missed: 0, empty: 0 });
        expect(wrong(after, before, lost, world)).toEqual({ missed: 0, empty: 0 });
      }),
      runs,
    );
  });

  test("texts that are known after the apply: nothing is missed, whatever they turn out to be", () => {
    const world = { ...fullWorld, actions: ["p"] };
    const values = ["p", "q", "pq", "r", "*", ""].flatMap((x) => ["p", "r", "q*"].map((y) => ({ x, y })));
    fc.assert(
      fc.property(policiesWithUnknowns, policiesWithUnknowns, fc.constantFrom(...values), (before, after, { x, y }) => {
        const known = <T>(one: T): T =>
          JSON.parse(JSON.stringify(one).replaceAll("${x}", x).replaceAll("${y}", y)) as T;
        const { gained } = decided(before, after);
        expect(wrong(known(before), known(after), known(gained), world).missed).toBe(0);
      }),
      { ...runs, numRuns: 120 },
    );
  });

  test("conditions of every kind: nothing is missed", () => {
    fc.assert(
      fc.property(policiesWithConditions, policiesWithConditions, (before, after) => {
        expect(wrong(before, after, decided(before, after).gained, worldOfConditions).missed).toBe(0);
      }),
      runs,
    );
  });
});

test("swapping before and after swaps gained and lost; a policy gains nothing of itself", () => {
  fc.assert(
    fc.property(fullPolicies, fullPolicies, (before, after) => {
      const [there, back] = [decided(before, after), decided(after, before)];
      expect(there.gained).toEqual(back.lost);
      expect(there.lost).toEqual(back.gained);
      expect(decided(before, before)).toMatchObject({ gained: [], lost: [] });
    }),
    { ...runs, numRuns: 25 },
  );
});

/** The same policy, written in another way. */
const rewritten = (policy: Policy, seed: number): Policy =>
  policy
    .flatMap((statement, at): WrittenStatement[] => {
      const action = statement["Action"];
      const halves =
        Array.isArray(action) && action.length > 1
          ? action.map((one: unknown) => ({ ...statement, Action: one }))
          : [statement];
      return halves.map((half, place) => ({ Sid: `s${String(seed + at)}x${String(place)}`, ...half }));
    })
    .map((statement) => {
      const action = statement["Action"];
      return typeof action === "string" ? { ...statement, Action: [action.toUpperCase(), action] } : statement;
    })
    .sort((a, b) => ((JSON.stringify(a).length * seed) % 7) - ((JSON.stringify(b).length * seed) % 7));

test("Sids, order, scalars, split statements and the case of actions mean nothing, beside a change neither", () => {
  fc.assert(
    fc.property(fullPolicies, fullPolicies, fc.nat(1000), (before, after, seed) => {
      expect(decided(before, rewritten(before, seed))).toMatchObject({ gained: [], lost: [] });
      const said = decided(before, rewritten(after, seed));
      expect(wrong(before, after, said.gained, fullWorld)).toEqual({ missed: 0, empty: 0 });
    }),
    { ...runs, numRuns: 25 },
  );
});
