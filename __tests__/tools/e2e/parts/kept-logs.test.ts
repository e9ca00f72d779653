import { isNamed, unprotectedAddresses } from "../../../../tools/e2e/parts/kept-logs";

const expression = "API-Gateway-Execution-Logs_${aws_api_gateway_rest_api.api.id}/v1";

test("a log group is found by its name, and by an id in place of an expression", () => {
  expect(isNamed("/palisade/prod/edge/waf", "/palisade/prod/edge/waf")).toBe(true);
  expect(isNamed("API-Gateway-Execution-Logs_a1b2c3/v1", expression)).toBe(true);
});

test("another name, or text before, behind or inside the id, is another log group", () => {
  const others = [
    "API-Gateway-Execution-Logs_a/b/v1",
    "API-Gateway-Execution-Logs_/v1",
    "xAPI-Gateway-Execution-Logs_a/v1",
  ];
  expect(others.filter((name) => isNamed(name, expression))).toEqual([]);
  expect(isNamed("/palisade/prodxedge", "/palisade/prod.edge")).toBe(false);
});

test("protected log groups stay, and all others are deleted", () => {
  const configuration = {
    resource: { aws_kms_key: { logs: { lifecycle: { prevent_destroy: true } }, other: {} }, aws_lb: { web: {} } },
    data: { aws_region: { current: {} } },
  };
  expect(unprotectedAddresses(configuration)).toEqual(["aws_kms_key.other", "aws_lb.web"]);
});
