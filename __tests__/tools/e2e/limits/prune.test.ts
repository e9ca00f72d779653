import type { EditedConfiguration } from "../../../../tools/e2e/limits/configuration";
import type { CannotMake } from "../../../../tools/e2e/limits/limit";
import { prune, type PrunableStack } from "../../../../tools/e2e/limits/prune";

const limit = (what: string, argument?: string): CannotMake => ({
  kind: "cannot make",
  pass: "control-plane",
  emulator: "moto 5.2.5",
  reason: "it does not",
  what,
  ...(argument !== undefined && { argument }),
});

const stack = (layer: string, configuration: EditedConfiguration, blocks: readonly string[] = []): PrunableStack => ({
  name: `prod-${layer}`,
  environment: "prod",
  layer,
  configuration,
  blocks,
});

const told = (stacks: PrunableStack[], ...limits: CannotMake[]): string[] =>
  prune(stacks, limits).map(
    (removal) => `${removal.stack} ${removal.what}${removal.refersTo ? ` <- ${removal.refersTo}` : ""}`,
  );

test("removes every resource of a type, and the type's key with the last resource", () => {
  const edge = stack("edge", { resource: { aws_lb: { a: {} }, aws_x: { one: {}, two: {} } } });
  expect(told([edge], limit("aws_x"))).toEqual(["prod-edge aws_x.one", "prod-edge aws_x.two"]);
  expect(edge.configuration).toEqual({ resource: { aws_lb: { a: {} } } });
});

test("removes one address, and keeps resources of the same name", () => {
  const edge = stack("edge", { resource: { aws_x: { one: {}, one_more: { of: "${aws_x.one_more_still.id}" } } } });
  expect(told([edge], limit("aws_x.one"))).toEqual(["prod-edge aws_x.one"]);
  expect(edge.configuration).toEqual({ resource: { aws_x: { one_more: { of: "${aws_x.one_more_still.id}" } } } });
});

test("removes resources that refer to the removed resource, directly or indirectly, also in the layers above", () => {
  const network = stack("network", {
    resource: { aws_x: { one: {} }, aws_y: { two: { of: "${aws_x.one.id}" } }, aws_z: { stays: { of: "aws_x.one" } } },
    output: { two_id: { value: "${aws_y.two.id}" }, other: { value: "kept" } },
  });
  const edge = stack("edge", {
    resource: {
      aws_lb: { a: { of: ["${data.terraform_remote_state.network.outputs.two_id}"] }, b: { of: "${aws_lb.a.arn}" } },
      aws_s: { stays: { of: "${data.terraform_remote_state.network.outputs.two_id_more}" } },
    },
  });
  expect(told([network, edge], limit("aws_x"))).toEqual([
    "prod-network aws_x.one",
    "prod-network aws_y.two <- aws_x.one",
    "prod-network output.two_id <- aws_y.two",
    "prod-edge aws_lb.a <- data.terraform_remote_state.network.outputs.two_id",
    "prod-edge aws_lb.b <- aws_lb.a",
  ]);
  expect(network.configuration).toEqual({
    resource: { aws_z: { stays: { of: "aws_x.one" } } },
    output: { other: { value: "kept" } },
  });
  expect(Object.keys(edge.configuration.resource ?? {})).toEqual(["aws_s"]);
});

test("removes a depends_on, and keeps its resource", () => {
  const edge = stack("edge", {
    resource: {
      aws_x: { one: {} },
      aws_y: { two: { depends_on: ["aws_x.one"] }, three: { depends_on: ["aws_x.one", "aws_y.two"] } },
    },
  });
  expect(told([edge], limit("aws_x"))).toEqual(["prod-edge aws_x.one"]);
  expect(edge.configuration).toEqual({ resource: { aws_y: { two: {}, three: { depends_on: ["aws_y.two"] } } } });
});

test("removes an import of a removed resource, and an import that reads a removed data source; the other blocks stay", () => {
  const block = (to: string, names: string) => `import {\n  for_each = toset(${names})\n  to = ${to}\n}\n`;
  const version = 'terraform {\n  required_version = ">= 1.11"\n}\n';
  const kept = block("aws_x.one_more", "data.aws_x.one.names");
  const edge = stack(
    "edge",
    {
      resource: { aws_x: { one: {}, one_more: {} }, aws_y: { two: {} } },
      data: { aws_x: { one: {} }, aws_z: { z: {} } },
    },
    [version, block("aws_x.one", "data.aws_x.one.names"), kept, block("aws_y.two", "data.aws_z.z.names")],
  );
  expect(told([edge], limit("aws_x.one"), limit("data.aws_z"))).toEqual([
    "prod-edge aws_x.one",
    "prod-edge data.aws_z.z",
  ]);
  expect(edge.blocks).toEqual([version, kept]);
});

test("removes one argument if the line names the argument", () => {
  const edge = stack("edge", {
    resource: { aws_x: { one: { rule: [{ a: 1, b: 2 }, { b: 3 }] }, two: { rule: [{ b: 4 }] } } },
  });
  expect(told([edge], limit("aws_x", "rule.*.a"))).toEqual(["prod-edge aws_x.one.rule.*.a"]);
  expect(edge.configuration).toEqual({
    resource: { aws_x: { one: { rule: [{ b: 2 }, { b: 3 }] }, two: { rule: [{ b: 4 }] } } },
  });
});

test("does not change another environment's layers", () => {
  const ours = stack("network", { resource: { aws_x: { one: {} } }, output: { id: { value: "${aws_x.one.id}" } } });
  const theirs = {
    ...stack("edge", { resource: { aws_lb: { a: { of: "${data.terraform_remote_state.network.outputs.id}" } } } }),
    name: "demo-edge",
    environment: "demo",
  };
  expect(told([ours, theirs], limit("aws_x"))).toEqual([
    "prod-network aws_x.one",
    "prod-network output.id <- aws_x.one",
  ]);
  expect(Object.keys(theirs.configuration.resource ?? {})).toEqual(["aws_lb"]);
});
