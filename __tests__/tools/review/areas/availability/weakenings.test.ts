import fc from "fast-check";

import { availability } from "../../../../../tools/review/areas/availability";
import { planCase } from "../../../../support/plan-cases";
import { findIn, lineOf, planOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

interface Entry {
  readonly address: string;
  readonly mode: string;
  readonly change: { readonly before: Values | null };
}

/** Real resources, as the provider has them in its state, which name each other by their ids. */
const states = Object.entries({ network: "40", compute: "29", edge: "01" }).map(([layer, number]) => ({
  layer,
  entries: (JSON.parse(planCase(number)) as { readonly resource_changes: readonly Entry[] }).resource_changes.flatMap(
    ({ address, mode, change: { before } }) =>
      mode === "managed" && before !== null ? [{ address: address.replace(/[[\]"]/g, "_"), before }] : [],
  ),
}));

/** A resource that is weakened, what it has then (nothing: it is destroyed), and how the only finding ends. */
interface Weakening {
  readonly address: string;
  readonly weaker: Values | undefined;
  readonly line: string;
}

const weakening = (address: string, line: string, weaker?: Values): Weakening => ({ address, line, weaker });

const used: readonly Weakening[] = [
  "aws_api_gateway_authorizer.rest_api_authorizer_cognito",
  "aws_iam_role.hello_role",
  "aws_internet_gateway.main_internet_gateway",
].map((address) => weakening(address, "still in use"));

const serving: readonly Weakening[] = [
  weakening("aws_lambda_alias.hello_alias", "there → none"),
  weakening("aws_lb_listener.public_listener_http", "there → none"),
  weakening("aws_nat_gateway.route_nat_0", "there → none"),
  weakening("aws_autoscaling_group.web_fleet_autoscaling_group", "smallest size: 2 → 1", { min_size: 1 }),
  weakening("aws_lb.public_load_balancer", "idle timeout: 60 s → 5 s", { idle_timeout: 5 }),
];

const catalogue = [...used, ...serving];

/** Other ways to write nothing, and numbers as texts. */
const noisy = (value: Values): Values =>
  Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, typeof one === "number" ? String(one) : one === "" ? null : one]),
  );

interface Shape {
  readonly swapped?: boolean;
  readonly noise?: boolean;
}

function linesOf(chosen: readonly Weakening[], { swapped = false, noise = false }: Shape = {}): readonly string[] {
  const plans = states.map(({ layer, entries }) => {
    const resources = entries.map(({ address, before: good }) => {
      const one = chosen.find((each) => each.address === address);
      const bad = one === undefined ? good : one.weaker === undefined ? undefined : { ...good, ...one.weaker };
      const written = bad !== undefined && noise && one !== undefined ? noisy(bad) : bad;
      const [before, after] = swapped ? [written, good] : [good, written];
      return { address, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
    });
    return planOf(resources, { layer });
  });
  return findIn(availability, ...plans)
    .map(lineOf)
    .sort();
}

const alone = new Map(catalogue.map((one) => [one, linesOf([one])]));

test("each weakening of a real resource alone is one finding of downtime, and it is weaker", () => {
  for (const [{ address }, lines] of alone)
    expect([address, ...lines]).toEqual([address, expect.stringMatching(/^downtime, weaker: /)]);
  expect([...alone].filter(([{ line }, lines]) => lines[0]?.endsWith(line) !== true)).toEqual([]);
});

test("weakenings together are found as each alone is; noise adds nothing and hides nothing; nothing changed, nothing said", () => {
  fc.assert(
    fc.property(fc.subarray(catalogue), fc.boolean(), (chosen, noise) => {
      expect(linesOf(chosen, { noise })).toEqual(chosen.flatMap((one) => alone.get(one) ?? []).sort());
    }),
    { numRuns: 4, examples: [[[], false]] },
  );
});

test("the inverse of each weakening is the same finding, stronger; what comes into use says nothing", () => {
  const heads = (lines: readonly string[]) => lines.map((line) => line.split(": ").slice(0, 2).join(": ")).sort();
  const weaker = serving.flatMap((one) => alone.get(one) ?? []);
  expect(heads(linesOf(catalogue, { swapped: true }))).toEqual(
    heads(weaker.map((line) => line.replace(", weaker:", ", stronger:"))),
  );
});
