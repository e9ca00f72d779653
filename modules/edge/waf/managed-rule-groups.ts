import type { ManagedGroupName } from "../../../analysis/firewall-capacity/managed-groups";

/** What a web ACL protects. It decides which groups AWS accepts and how much of a body AWS WAF sees. */
export type ProtectedResource = "apiGateway" | "cloudFront" | "userPool" | "loadBalancer";

interface ManagedRuleGroup {
  readonly name: ManagedGroupName;
  /** Whether AWS publishes static versions, so that one can be pinned. */
  readonly versioned: boolean;
  /** Whether it judges the request's address, which behind CloudFront is CloudFront's. */
  readonly seesAddress: boolean;
  /** Price on top of the web ACL's, rules' and requests' (AWS WAF pricing). */
  readonly price?: string;
  /** Resources whose web ACL may not hold the group. */
  readonly neverOn?: readonly ProtectedResource[];
  readonly rules: readonly string[];
}

/**
 * The rule groups that AWS maintains, with the rules of their latest static version. Sources: WAF Developer Guide, "Baseline
 * rule groups", "Use-case specific rule groups", "IP reputation rule groups", "AWS WAF Bot Control rule group", "… account
 * takeover prevention (ATP) rule group", "… account creation fraud prevention (ACFP) rule group".
 *
 * A group without a version follows AWS's default version, which AWS changes after an announcement. A pinned version stays
 * until AWS retires it ("Best practices for handling versioned managed rule groups").
 *
 * AWSManagedRulesAntiDDoSRuleSet (50 WCU) is missing on purpose: it needs a configuration for which AWS provider 5.100.0 has
 * no block, and which the provider would drop from `rule_json`, since its AWS SDK is older.
 */
export const managedRuleGroups = {
  common: {
    name: "AWSManagedRulesCommonRuleSet",
    versioned: true,
    seesAddress: false,
    rules: [
      "NoUserAgent_HEADER",
      "UserAgent_BadBots_HEADER",
      "SizeRestrictions_QUERYSTRING",
      "SizeRestrictions_Cookie_HEADER",
      "SizeRestrictions_BODY",
      "SizeRestrictions_URIPATH",
      "EC2MetaDataSSRF_BODY",
      "EC2MetaDataSSRF_COOKIE",
      "EC2MetaDataSSRF_URIPATH",
      "EC2MetaDataSSRF_QUERYARGUMENTS",
      "GenericLFI_QUERYARGUMENTS",
      "GenericLFI_URIPATH",
      "GenericLFI_BODY",
      "RestrictedExtensions_URIPATH",
      "RestrictedExtensions_QUERYARGUMENTS",
      "GenericRFI_QUERYARGUMENTS",
      "GenericRFI_BODY",
      "GenericRFI_URIPATH",
      "CrossSiteScripting_COOKIE",
      "CrossSiteScripting_QUERYARGUMENTS",
      "CrossSiteScripting_BODY",
      "CrossSiteScripting_URIPATH",
    ],
  },
  knownBadInputs: {
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    versioned: true,
    seesAddress: false,
    rules: [
      "JavaDeserializationRCE_HEADER",
      "JavaDeserializationRCE_BODY",
      "JavaDeserializationRCE_URIPATH",
      "JavaDeserializationRCE_QUERYSTRING",
      "Host_localhost_HEADER",
      "PROPFIND_METHOD",
      "ExploitablePaths_URIPATH",
      "Log4JRCE_HEADER",
      "Log4JRCE_QUERYSTRING",
      "Log4JRCE_BODY",
      "Log4JRCE_URIPATH",
      "ReactJSRCE_BODY",
    ],
  },
  sqlDatabase: {
    name: "AWSManagedRulesSQLiRuleSet",
    versioned: true,
    seesAddress: false,
    rules: [
      "SQLi_QUERYARGUMENTS",
      "SQLiExtendedPatterns_QUERYARGUMENTS",
      "SQLi_BODY",
      "SQLiExtendedPatterns_BODY",
      "SQLiExtendedPatterns_HEADER",
      "SQLiExtendedPatterns_URIPATH",
      "SQLi_COOKIE",
      "SQLi_URIPATH",
    ],
  },
  linux: {
    name: "AWSManagedRulesLinuxRuleSet",
    versioned: true,
    seesAddress: false,
    rules: ["LFI_URIPATH", "LFI_QUERYSTRING", "LFI_HEADER"],
  },
  posix: {
    name: "AWSManagedRulesUnixRuleSet",
    versioned: true,
    seesAddress: false,
    rules: [
      "UNIXShellCommandsVariables_QUERYSTRING",
      "UNIXShellCommandsVariables_BODY",
      "UNIXShellCommandsVariables_HEADER",
    ],
  },
  windows: {
    name: "AWSManagedRulesWindowsRuleSet",
    versioned: true,
    seesAddress: false,
    rules: [
      "WindowsShellCommands_HEADER",
      "WindowsShellCommands_QUERYARGUMENTS",
      "WindowsShellCommands_QUERYSTRING",
      "WindowsShellCommands_URIPATH",
      "WindowsShellCommands_BODY",
      "PowerShellCommands_COOKIE",
      "PowerShellCommands_QUERYARGUMENTS",
      "PowerShellCommands_BODY",
    ],
  },
  php: {
    name: "AWSManagedRulesPHPRuleSet",
    versioned: true,
    seesAddress: false,
    rules: [
      "PHPHighRiskMethodsVariables_HEADER",
      "PHPHighRiskMethodsVariables_QUERYSTRING",
      "PHPHighRiskMethodsVariables_BODY",
      "PHPHighRiskMethodsVariables_URIPATH",
    ],
  },
  wordPress: {
    name: "AWSManagedRulesWordPressRuleSet",
    versioned: true,
    seesAddress: false,
    rules: ["WordPressExploitableCommands_QUERYSTRING", "WordPressExploitablePaths_URIPATH"],
  },
  adminProtection: {
    name: "AWSManagedRulesAdminProtectionRuleSet",
    versioned: true,
    seesAddress: false,
    rules: ["AdminProtection_URIPATH"],
  },
  ipReputation: {
    name: "AWSManagedRulesAmazonIpReputationList",
    versioned: false,
    seesAddress: true,
    rules: ["AWSManagedIPReputationList", "AWSManagedReconnaissanceList", "AWSManagedIPDDoSList"],
  },
  anonymousIp: {
    name: "AWSManagedRulesAnonymousIpList",
    versioned: false,
    seesAddress: true,
    rules: ["AnonymousIPList", "HostingProviderIPList"],
  },
  botControl: {
    name: "AWSManagedRulesBotControlRuleSet",
    versioned: true,
    seesAddress: false,
    price: "a monthly fee for the web ACL, and a fee per request inspected, higher for TARGETED",
    rules: [
      "CategoryAdvertising",
      "CategoryArchiver",
      "CategoryContentFetcher",
      "CategoryEmailClient",
      "CategoryHttpLibrary",
      "CategoryLinkChecker",
      "CategoryMiscellaneous",
      "CategoryMonitoring",
      "CategoryPagePreview",
      "CategoryScrapingFramework",
      "CategorySearchEngine",
      "CategorySecurity",
      "CategorySeo",
      "CategorySocialMedia",
      "CategoryWebhooks",
      "CategoryAI",
      "SignalAutomatedBrowser",
      "SignalKnownBotDataCenter",
      "SignalNonBrowserUserAgent",
      "TGT_VolumetricIpTokenAbsent",
      "TGT_TokenAbsent",
      "TGT_VolumetricSession",
      "TGT_VolumetricSessionMaximum",
      "TGT_SignalAutomatedBrowser",
      "TGT_SignalBrowserAutomationExtension",
      "TGT_SignalBrowserInconsistency",
      "TGT_ML_CoordinatedActivityLow",
      "TGT_ML_CoordinatedActivityMedium",
      "TGT_ML_CoordinatedActivityHigh",
      "TGT_TokenReuseIpLow",
      "TGT_TokenReuseIpMedium",
      "TGT_TokenReuseIpHigh",
      "TGT_TokenReuseCountryLow",
      "TGT_TokenReuseCountryMedium",
      "TGT_TokenReuseCountryHigh",
      "TGT_TokenReuseAsnLow",
      "TGT_TokenReuseAsnMedium",
      "TGT_TokenReuseAsnHigh",
    ],
  },
  accountTakeover: {
    name: "AWSManagedRulesATPRuleSet",
    versioned: true,
    seesAddress: false,
    price: "a monthly fee for the web ACL, and a fee per login attempt inspected",
    neverOn: ["userPool"],
    rules: [
      "UnsupportedCognitoIDP",
      "VolumetricIpHigh",
      "VolumetricSession",
      "AttributeCompromisedCredentials",
      "AttributeUsernameTraversal",
      "AttributePasswordTraversal",
      "AttributeLongSession",
      "TokenRejected",
      "SignalMissingCredential",
      "VolumetricIpFailedLoginResponseHigh",
      "VolumetricSessionFailedLoginResponseHigh",
    ],
  },
  accountCreationFraud: {
    name: "AWSManagedRulesACFPRuleSet",
    versioned: true,
    seesAddress: false,
    price: "a monthly fee for the web ACL, and a fee per account creation attempt inspected",
    neverOn: ["userPool"],
    rules: [
      "UnsupportedCognitoIDP",
      "AllRequests",
      "RiskScoreHigh",
      "SignalCredentialCompromised",
      "SignalClientHumanInteractivityAbsentLow",
      "AutomatedBrowser",
      "BrowserInconsistency",
      "VolumetricIpHigh",
      "VolumetricSessionHigh",
      "AttributeUsernameTraversalHigh",
      "VolumetricPhoneNumberHigh",
      "VolumetricAddressHigh",
      "VolumetricAddressLow",
      "VolumetricIPSuccessfulResponse",
      "VolumetricSessionSuccessfulResponse",
      "VolumetricSessionTokenReuseIp",
    ],
  },
} as const satisfies Record<string, ManagedRuleGroup>;

export type ManagedRuleGroupKey = keyof typeof managedRuleGroups;

/** The names of a group's rules, for overrides: AWS was not found to refuse an unknown name. */
export type ManagedRuleName<G extends ManagedRuleGroupKey> = (typeof managedRuleGroups)[G]["rules"][number];

/** Looks a group up, under one type for all groups. */
export const managedRuleGroup = (key: ManagedRuleGroupKey): ManagedRuleGroup => managedRuleGroups[key];
