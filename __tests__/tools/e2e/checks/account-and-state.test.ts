import { strangers } from "../../../../tools/e2e/checks/account-and-state";

test("names each resource that is in the account alone or in a state alone", () => {
  expect(strangers("aws_api_gateway_authorizer", ["a", "b"], ["b", "c"])).toEqual([
    "aws_api_gateway_authorizer a is in the account and in no state",
    "aws_api_gateway_authorizer c is in a state and not in the account",
  ]);
  expect(strangers("aws_wafv2_ip_set", ["a"], ["a"])).toEqual([]);
});
