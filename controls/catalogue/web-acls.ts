import { anyOf, type CataloguedControl } from "../control";
import {
  apiStagesAreBehindAWebAcl,
  essentialGroups,
  firewallLogsArrive,
  firewallsAreLogged,
  firewallsBlock,
  firewallsCanBeSeen,
  firewallsHaveBotControl,
  firewallsHaveEssentialGroup,
  firewallsKeepNoCredentials,
  firewallsLimitRates,
  loadBalancersAreBehindAWebAcl,
  userPoolsAreBehindAWebAcl,
} from "../rules/firewall";
import { puzzlesCountForLong } from "../rules/weaker-values";
import { byWebAcl, inWebAclsOf } from "../rules/web-acls-by-setting";

type EssentialGroup = keyof typeof essentialGroups;

const essentialGroup = (id: string, group: EssentialGroup): CataloguedControl => ({
  id,
  sentence: `Every web ACL has AWS's group ${essentialGroups[group]}.`,
  layers: ["edge"],
  check: firewallsHaveEssentialGroup[group],
  departures: byWebAcl(`groups.${group}.mode`, firewallsHaveEssentialGroup[group]),
});

/** Web ACLs: what is behind them, what they block, what they write. */
export const webAcls: readonly CataloguedControl[] = [
  {
    id: "load-balancers-are-behind-a-web-acl",
    sentence: "Every load balancer that faces the internet has one web ACL.",
    layers: ["edge"],
    check: loadBalancersAreBehindAWebAcl,
  },
  {
    id: "api-stages-are-behind-a-web-acl",
    sentence: "Every stage of a REST API has one web ACL.",
    layers: ["edge"],
    check: apiStagesAreBehindAWebAcl,
  },
  {
    id: "user-pools-are-behind-a-web-acl",
    sentence: "Every user pool with a domain has one web ACL.",
    layers: ["identity", "edge"],
    check: userPoolsAreBehindAWebAcl,
  },
  {
    id: "web-acls-can-be-seen",
    sentence: "A web ACL and each of its rules have a metric of their own, and samples.",
    layers: ["edge"],
    check: firewallsCanBeSeen,
  },
  {
    id: "web-acls-block",
    sentence: "No rule of a web ACL only counts.",
    layers: ["edge"],
    check: firewallsBlock,
  },
  essentialGroup("web-acls-have-common-rules", "common"),
  essentialGroup("web-acls-have-known-bad-inputs", "knownBadInputs"),
  essentialGroup("web-acls-have-sql-rules", "sqlDatabase"),
  essentialGroup("web-acls-have-linux-rules", "linux"),
  essentialGroup("web-acls-have-ip-reputation", "ipReputation"),
  {
    id: "web-acls-limit-rates",
    sentence: "Every web ACL that sees viewers' addresses limits each address to 1,000 requests in 5 minutes.",
    layers: ["edge"],
    check: firewallsLimitRates,
    departures: byWebAcl("rateLimit", firewallsLimitRates),
  },
  {
    id: "web-acls-ask-again",
    sentence: "A solved CAPTCHA or challenge of a web ACL is valid for at most 5 minutes.",
    layers: ["edge"],
    ...anyOf({
      ...byWebAcl("captchaImmunitySeconds", puzzlesCountForLong("captcha_config")),
      ...byWebAcl("challengeImmunitySeconds", puzzlesCountForLong("challenge_config")),
    }),
  },
  {
    id: "web-acls-are-logged",
    sentence: "Every web ACL has a log.",
    layers: ["edge"],
    check: firewallsAreLogged,
    departures: byWebAcl("logging.enabled", firewallsAreLogged),
  },
  {
    id: "web-acl-logs-arrive",
    sentence: "The log of a web ACL goes to a destination of AWS WAF, and every header with a credential is redacted.",
    layers: ["compute", "edge"],
    check: firewallLogsArrive,
  },
  {
    id: "web-acls-keep-no-credentials",
    sentence: "No web ACL keeps the value of a header with a credential.",
    layers: ["compute", "edge"],
    check: firewallsKeepNoCredentials,
  },
  {
    id: "web-acls-have-bot-control",
    sentence: "The web ACL of the web application has AWS's Bot Control.",
    layers: ["edge"],
    ...anyOf({ "edge.waf.botControl": inWebAclsOf("edge.waf", firewallsHaveBotControl) }),
  },
];
