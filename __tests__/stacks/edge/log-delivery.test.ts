import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf, synthesizeEnvironments } from "../../support/environments";
import { apis, publicProduction as production, trial } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

type HttpApi = NonNullable<EnvironmentRecord["edge"]>["httpApi"];

const reason = "the reason of a departure";
const silent = { logging: { enabled: { value: false, reason } } } as const;

const policies = ({ resource }: TerraformJson) => resource["aws_cloudwatch_log_resource_policy"] ?? {};
const statementOf = (edge: TerraformJson): Block => {
  const { policy_document: text } = policies(edge)["logs_delivery_policy"] as Block;
  return (JSON.parse(text as string) as { Statement: Block[] }).Statement[0];
};
const named = (record: EnvironmentRecord, name: string): TerraformJson => {
  const edge = synthesizeEnvironments({ [name]: record })[`${name}-edge`];
  if (edge === undefined) throw new Error("an environment has an edge");
  return edge;
};
/** Whether a delivery to a group of the account and region is let through. */
const admits = (edge: TerraformJson, group: string): boolean =>
  (statementOf(edge).Resource as string[]).some((resource) => {
    const [start = "", ...rest] = resource.split("*");
    return rest.length > 0 && `arn:aws:logs:eu-west-1:123456789012:log-group:${group}`.startsWith(start);
  });

test("one policy admits all logs that AWS delivers, of the environment's account and region alone", () => {
  const edge = layerOf(apis, "edge");
  expect(
    Object.entries(policies(edge)).map(([address, { policy_name }]: [string, Block]) => [address, policy_name]),
  ).toEqual([["logs_delivery_policy", "it-edge-log-delivery"]]);
  expect(statementOf(edge).Condition).toEqual({
    StringEquals: { "aws:SourceAccount": "123456789012" },
    ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" },
  });
});

test("admits every log group of the layer to which AWS delivers, and no log group of another environment or layer", () => {
  const edge = layerOf(apis, "edge");
  const groups = Object.values(edge.resource["aws_cloudwatch_log_group"] ?? {}).map(
    ({ name }: Block) => name as string,
  );
  const delivered = groups.filter((name) => !name.startsWith("API-Gateway-Execution-Logs_"));
  expect(delivered).toEqual([
    "aws-waf-logs-it_web",
    "aws-waf-logs-it_users",
    "/palisade/it/edge/http-api",
    "/palisade/it/edge/rest-api",
    "aws-waf-logs-it_api",
  ]);
  expect(delivered.filter((name) => !admits(edge, name))).toEqual([]);
  const others = [
    "aws-waf-logs-it-eu_web",
    "/palisade/it-eu/edge/http-api",
    "/palisade/it/compute/hello",
    "/aws/lambda/a",
  ];
  expect(others.filter((name) => admits(edge, name))).toEqual([]);
});

test("exists for the HTTP API alone, if no web ACL logs", () => {
  const edge = { ...apis.edge, waf: silent, signIn: { ...apis.edge.signIn, waf: silent }, restApi: undefined };
  expect(Object.keys(policies(layerOf({ ...apis, edge }, "edge")))).toEqual(["logs_delivery_policy"]);
});

test("does not exist if nothing is delivered", () => {
  const functions = { hello: {} };
  const authorizer = { value: "none", reason } as const;
  const httpApi: HttpApi = { routes: [{ method: "GET", path: "/", function: "hello", authorizer }] };
  expect(policies(layerOf({ ...trial, compute: { functions }, edge: { httpApi } }, "edge"))).toEqual({});
  expect(policies(layerOf({ ...production, edge: { ...production.edge, waf: silent } }, "edge"))).toEqual({});
});

test("each environment of an account has its own policy", () => {
  const [one, other] = ["one", "other"].map((name) => named(apis, name)) as [TerraformJson, TerraformJson];
  expect(admits(one, "aws-waf-logs-other_web")).toBe(false);
  expect(admits(other, "aws-waf-logs-other_web")).toBe(true);
});
