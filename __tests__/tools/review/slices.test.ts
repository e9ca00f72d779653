import fc from "fast-check";

import { isChanged } from "../../../tools/review/estate";
import { type Review, reviewOf } from "../../../tools/review/review";
import { type SlicedStack, slicedStacks } from "../../support/plan-slices";
import { expectedOfSlices } from "./slices";

/** Real plans of emulated AWS: every change was planned by the provider, and any of them can be put together again. */
const stacks = slicedStacks();

const reviewsAlone = new Map<string, Review>();

/** The review of one change, which two tests ask for. */
function reviewAlone({ stack, plan }: SlicedStack, name: string): Review {
  const key = `${stack}: ${name}`;
  const review = reviewsAlone.get(key) ?? reviewOf([plan(name)]);
  reviewsAlone.set(key, review);
  return review;
}

const linesOf = ({ findings }: Review): string[] =>
  findings.map(({ direction, consequence, rule, address }) => `${direction}, ${consequence}: ${rule} of ${address}`);

test("each change of a real plan is said as listed, and nothing else is", () => {
  const found = stacks.flatMap((one) =>
    one.names.map((name) => [`${one.stack}: ${name}`, linesOf(reviewAlone(one, name))] as const),
  );
  expect(Object.fromEntries(found)).toEqual(expectedOfSlices);
});

test("each finding names a resource or an output that changes, beside what it is about", () => {
  for (const { stack, names, plan } of stacks) {
    const all = plan(...names);
    const changed = new Set(
      [...all.resources, ...all.outputs.map((one) => ({ ...one, address: `output.${one.name}` }))]
        .filter((one) => isChanged(one))
        .map(({ address }) => address),
    );
    const elsewhere = reviewOf([all]).findings.filter(
      ({ address, changedBy = [] }) => ![address, ...changedBy].some((one) => changed.has(one)),
    );
    expect({ stack, elsewhere }).toEqual({ stack, elsewhere: [] });
  }
});

test("a plan without a change says nothing", () => {
  for (const { plan } of stacks) {
    const { findings, plain, tags } = reviewOf([plan()]);
    expect({ findings, plain, tags }).toEqual({ findings: [], plain: [], tags: [] });
  }
});

/** Words about other changes of the same plan are left out: what a plan deploys, and what stands in what is given. */
const comparable = ({ findings }: Review): string[] =>
  findings.map(({ meaning: _, ...rest }) => JSON.stringify(rest)).sort();

test("what two sets of changes say together is what each says alone", () => {
  fc.assert(
    fc.property(fc.constantFrom(...stacks), fc.infiniteStream(fc.boolean()), (one, choice) => {
      const chosen = one.names.filter(() => choice.next().value as boolean);
      const expected = chosen.flatMap((name) => comparable(reviewAlone(one, name)));
      expect(comparable(reviewOf([one.plan(...chosen)]))).toEqual(expected.sort());
    }),
    { numRuns: 30 },
  );
});

test("the layers of an environment together say what each says alone, and name what another layer has", () => {
  const prod = stacks.filter(({ stack }) => stack.startsWith("prod-"));
  const together = linesOf(reviewOf(prod.map(({ names, plan }) => plan(...names)))).sort();
  const each = prod.flatMap(({ names, plan }) => linesOf(reviewOf([plan(...names)]))).sort();
  expect(together.filter((line) => !each.includes(line))).toEqual([
    "weaker, exposure: waf-association of aws_cognito_user_pool.users_pool",
  ]);
  expect(each.filter((line) => !together.includes(line))).toEqual([
    "weaker, exposure: waf-association of aws_wafv2_web_acl_association.sign_in_web_acl_association",
  ]);
});
