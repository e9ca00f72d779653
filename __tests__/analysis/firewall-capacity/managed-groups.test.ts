import { isManagedGroupName } from "../../../analysis/firewall-capacity/managed-groups";

test("a name that AWS does not maintain, or that every object has, is no group of AWS's", () => {
  const names = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesOtherRuleSet", "toString"];
  expect(names.filter(isManagedGroupName)).toEqual(["AWSManagedRulesCommonRuleSet"]);
});
