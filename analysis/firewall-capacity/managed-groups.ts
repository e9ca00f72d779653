/** Web ACL capacity units (WCU) of the rule groups that AWS maintains (WAF Developer Guide, "AWS Managed Rules rule groups list"). */
export const managedGroupCapacities = {
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
  AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesWordPressRuleSet: 100,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesBotControlRuleSet: 50,
  AWSManagedRulesATPRuleSet: 50,
  AWSManagedRulesACFPRuleSet: 50,
  AWSManagedRulesAntiDDoSRuleSet: 50,
} as const;
export type ManagedGroupName = keyof typeof managedGroupCapacities;

/** Whether AWS maintains a group of this name, so that its capacity is known. */
export const isManagedGroupName = (name: string): name is ManagedGroupName =>
  Object.hasOwn(managedGroupCapacities, name);
