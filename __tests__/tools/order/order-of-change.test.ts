import path from "node:path";

import { type OrderOfChange, orderOfChange } from "../../../tools/order/order-of-change";
import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import type { Synthesis } from "../../../tools/shared/synthesize";
import { synthesizeEnvironments } from "../../support/environments";
import { apis, production } from "../../support/records";
import { writtenSynthesis } from "../../support/written-synthesis";

let scratch: Scratch;
let count = 0;

beforeEach(() => {
  scratch = scratchFolder("order-test");
});

afterEach(() => {
  scratch.remove();
});

type Stacks = Readonly<Record<string, object>>;

const written = (stacks: Stacks): Synthesis => writtenSynthesis(path.join(scratch.path, String((count += 1))), stacks);
const order = (base: Stacks, head: Stacks): OrderOfChange => orderOfChange(written(base), written(head), "it");
const stepsOf = ({ steps }: OrderOfChange): string[] => steps.map(({ layer, apply }) => `${layer}: ${apply}`);
const refreshed = ({ steps }: OrderOfChange): unknown => steps.map(({ refreshedFirst }) => refreshedFirst);
const summary = (change: OrderOfChange): unknown => ({ direction: change.direction, steps: stepsOf(change) });

const outputs = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
const of = (layer: string, output: string): string => `\${data.terraform_remote_state.${layer}.outputs.${output}}`;
const reads = (...layers: string[]): object => ({
  terraform_remote_state: Object.fromEntries(layers.map((layer) => [layer, { backend: "local" }])),
});

/** A lower layer with a group for each name, and an upper layer with an instance in each group. */
const network = (...names: string[]): object => ({
  resource: { aws_security_group: Object.fromEntries(names.map((name) => [name, { name }])) },
  output: outputs(Object.fromEntries(names.map((name) => [`${name}_id`, `\${aws_security_group.${name}.id}`]))),
});
const edge = (...names: string[]): object => ({
  data: reads("network"),
  resource: { aws_instance: Object.fromEntries(names.map((name) => [name, { group: of("network", `${name}_id`) }])) },
});
const both = (...names: string[]): Stacks => ({ "it-network": network(...names), "it-edge": edge(...names) });

test("has no step if only CDKTF's metadata differs", () => {
  const noted = { "it-network": { ...network("a"), "//": { metadata: "other" } }, "it-edge": edge("a") };
  expect(summary(order(both("a"), noted))).toEqual({ direction: "none", steps: [] });
});

test("first refreshes a layer that loses a set of AWS WAF which a function writes", () => {
  const sets = (...names: string[]): Stacks => ({
    "it-edge": {
      resource: {
        aws_wafv2_regex_pattern_set: Object.fromEntries(
          names.map((name) => [
            name,
            name === "fixed" ? {} : { lifecycle: { ignore_changes: ["regular_expression"] } },
          ]),
        ),
      },
    },
  });
  expect(refreshed(order(sets("written", "fixed"), sets("fixed")))).toEqual([["aws_wafv2_regex_pattern_set.written"]]);
  expect(refreshed(order(sets("written", "fixed"), sets("written")))).toEqual([[]]);
});

test("goes up if the upper layer reads a new output", () => {
  const change = order(both("a"), both("a", "b"));
  expect(summary(change)).toEqual({ direction: "up", steps: ["network: head", "edge: head"] });
  expect(change.reasons).toEqual(["edge reads b_id of network, which is new: network goes before edge"]);
});

test("goes down if the lower layer removes a resource that the upper layer uses", () => {
  const change = order(both("a", "b"), both("a"));
  expect(summary(change)).toEqual({ direction: "down", steps: ["edge: head", "network: head"] });
  expect(change.reasons).toEqual([
    "edge uses aws_security_group.b of network, which is removed: edge goes before network",
  ]);
});

test("applies the lower layer twice if it gains and loses resources that the upper layer uses", () => {
  const change = order(both("a", "b"), both("a", "c"));
  expect(summary(change)).toEqual({
    direction: "two-rounds",
    steps: ["network: between", "edge: head", "network: head"],
  });
  expect(change.steps.map(({ kept }) => kept)).toEqual([["aws_security_group.b"], [], []]);
});

test("applies the lower layer twice if a list that the upper layer reads becomes shorter", () => {
  const of3 = (...names: string[]): Stacks => ({
    "it-network": {
      resource: { aws_subnet: Object.fromEntries(names.map((name) => [name, {}])) },
      output: outputs({ ids: names.map((name) => `\${aws_subnet.${name}.id}`) }),
    },
    "it-edge": { data: reads("network"), resource: { aws_lb: { it: { subnets: of("network", "ids") } } } },
  });
  expect(summary(order(of3("a", "b"), of3("a")))).toEqual({
    direction: "two-rounds",
    steps: ["network: between", "edge: head", "network: head"],
  });
  // The upper layer's own JSON is the same, and it is applied all the same.
  expect(summary(order(of3("a"), of3("a", "b")))).toEqual({ direction: "up", steps: ["network: head", "edge: head"] });
});

test("applies each layer once, in a mixed order, if different layers gain and lose resources", () => {
  const stacks = (network: object, compute: object, edge: object): Stacks => ({
    "it-network": network,
    "it-compute": compute,
    "it-edge": { data: reads("network", "compute"), resource: { aws_instance: edge } },
  });
  const change = order(
    stacks(network("a"), network("f"), { a: { group: of("network", "a_id"), f: of("compute", "f_id") } }),
    stacks(network("a", "b"), network(), { a: { group: of("network", "a_id") }, b: { group: of("network", "b_id") } }),
  );
  expect(summary(change)).toEqual({ direction: "mixed", steps: ["network: head", "edge: head", "compute: head"] });
});

test("follows an output through locals, data sources and a layer that publishes it again", () => {
  const stacks = (name: string): Stacks => ({
    "it-network": {
      resource: { aws_security_group: { [name]: {} } },
      data: { aws_caller: { it: { id: "${local.id}" } } },
      locals: { id: `\${aws_security_group.${name}.id}` },
      output: outputs({ id: "${data.aws_caller.it.id}" }),
    },
    "it-compute": { data: reads("network"), output: outputs({ handed_on: of("network", "id") }) },
    "it-edge": { data: reads("compute"), resource: { aws_instance: { it: { group: of("compute", "handed_on") } } } },
  });
  expect(stepsOf(order(stacks("a"), stacks("b")))).toEqual([
    "network: between",
    "compute: head",
    "edge: head",
    "network: head",
  ]);
});

test("without an output that decides: up with additions, down with removals alone", () => {
  const stacks = (lower: object, upper: object): Stacks => ({
    "it-network": { resource: lower },
    "it-edge": { resource: upper },
  });
  const one = { aws_iam_policy: { it: { policy: "wide" } } };
  const other = { aws_iam_policy: { it: { policy: "narrow" } } };
  const function1 = { aws_lambda_function: { it: {} } };
  expect(order(stacks(one, function1), stacks(other, {})).direction).toBe("down");
  expect(order(stacks(other, {}), stacks(one, function1)).direction).toBe("up");
  expect(order(stacks(one, { aws_x: { a: {} } }), stacks(other, { aws_x: { a: { b: 1 } } })).direction).toBe("up");
});

test("a new environment goes up, and an environment of the base alone is destroyed from the top", () => {
  expect(stepsOf(order({ "other-network": {} }, both("a")))).toEqual(["network: head", "edge: head"]);
  expect(stepsOf(order(both("a"), { "other-network": {} }))).toEqual(["edge: destroy", "network: destroy"]);
});

test("an environment that neither folder has is an error that lists the environments of the folders", () => {
  expect(() => orderOfChange(written(both("a")), written({ "prod-edge": {} }), "prd")).toThrow(
    "neither folder has the environment prd; the folders have it, prod",
  );
});

describe("of the architecture", () => {
  const withDatabase = { ...production, compute: { database: {} } };
  const stacks = (record: object): Stacks => synthesizeEnvironments({ it: record as typeof production });

  test("a database is added upwards and removed downwards", () => {
    expect(stepsOf(order(stacks(production), stacks(withDatabase)))).toEqual([
      "network: head",
      "identity: head",
      "compute: head",
    ]);
    expect(stepsOf(order(stacks(withDatabase), stacks(production)))).toEqual([
      "compute: head",
      "identity: head",
      "network: head",
    ]);
  });

  test("a function of a route is removed after the route", () => {
    const without = {
      ...apis,
      compute: { functions: { hello: {}, requestAuthorizer: {} } },
      edge: { ...apis.edge, httpApi: undefined },
    };
    expect(summary(order(stacks(apis), stacks(without)))).toEqual({
      direction: "down",
      steps: ["edge: head", "compute: head"],
    });
  });

  test("a zone is removed from network after the layers that used the zone", () => {
    const zones2 = { ...production, network: { ...production.network, zones: 2 } };
    const change = order(stacks(production), stacks(zones2));
    expect(stepsOf(change)).toEqual(["network: between", "compute: head", "edge: head", "network: head"]);
    expect(change.steps[0]?.kept).toEqual(
      expect.arrayContaining(["aws_network_acl.network_acl_app", "aws_subnet.subnet_app_2"]),
    );
    expect(stepsOf(order(stacks(zones2), stacks(production)))).toEqual([
      "network: head",
      "compute: head",
      "edge: head",
    ]);
  });
});
