import { apis } from "../../../../../tools/review/areas/apis";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

const same = (address: string, values: object): PlannedResource => ({
  address,
  before: { ...values },
  after: { ...values },
});
const key = same("aws_kms_key.own", { id: "k", arn: "arn:aws:kms:eu-west-1:123456789012:key/k" });
const linesOf = (...resources: readonly PlannedResource[]) => findIn(apis, planOf([key, ...resources])).map(lineOf);

const log = (account: string) => ({
  destination_arn: `arn:aws:logs:eu-west-1:${account}:log-group:/rest-api`,
  format: "$context.requestId",
});
const stage = {
  id: "s1",
  rest_api_id: "api1",
  stage_name: "v1",
  deployment_id: "d2",
  access_log_settings: [log("123456789012")],
};
const address = "aws_api_gateway_stage.v1";

test("an access log in another account is an exposure, also where there was none", () => {
  const foreign = { ...stage, access_log_settings: [log("999988887777")] };
  const place = "exposure, weaker: REST API stage v1, access log";
  expect([
    linesOf({ address, before: stage, after: foreign }),
    linesOf({ address, before: { ...stage, access_log_settings: [] }, after: foreign }),
  ]).toEqual([
    [`${place}: log group /rest-api → log group /rest-api of account 999988887777`],
    [`${place}: off → log group /rest-api of account 999988887777`],
  ]);
});

test("a stage that serves a deployment which is there already cannot be told", () => {
  expect(linesOf({ address, before: stage, after: { ...stage, deployment_id: "d1" } })).toEqual([
    "exposure, cannot tell: REST API stage v1, deployment: d2 → d1",
  ]);
});

test("a stage with another name leaves its limits, its mapping and its plan behind", () => {
  const api = same("aws_api_gateway_rest_api.api", { id: "api1", name: "shop" });
  const limits = same("aws_api_gateway_method_settings.all", {
    id: "all",
    rest_api_id: "api1",
    stage_name: "v1",
    method_path: "*/*",
    settings: [{ throttling_rate_limit: 5 }],
  });
  const mapping = same("aws_api_gateway_base_path_mapping.public", {
    id: "m",
    api_id: "api1",
    domain_name: "api.example.com",
    stage_name: "v1",
  });
  const plan = same("aws_api_gateway_usage_plan.partners", {
    id: "plan1",
    name: "partners",
    api_stages: [{ api_id: "api1", stage: "v1" }],
  });
  const moved = { address, before: stage, after: { ...stage, stage_name: "v2" }, actions: ["delete", "create"] };
  const found = findIn(apis, planOf([api, limits, mapping, plan, moved]));
  expect(found.map((one) => `${lineOf(one)}. ${one.meaning}`)).toEqual([
    "guard lost, weaker: REST API stage v2, name: v1 → v2. Callers have the old name, and so has what does not work on the new stage: REST API method settings v1, REST API mapping api.example.com and usage plan partners.",
  ]);
  expect(findIn(apis, planOf([api, mapping, moved])).map(({ consequence }) => consequence)).toEqual(["downtime"]);
  expect(findIn(apis, planOf([api, moved]))).toEqual([]);
});
