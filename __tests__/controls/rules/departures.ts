import { httpApisNameTheirOrigins, restApisNameTheirOrigins, restApisRefusePlainHttp } from "./api-names";
import { plansWithoutQuota, stagesAreLogged } from "./api-stages";
import { openCalls } from "./apis";
import { holdsPublicAddresses } from "./cidr";
import { databaseDepartureControls, databasesAndSecretsThatGo } from "./databases";
import { distributionsAreLogged, distributionsHaveATlsFloor } from "./distributions";
import { botControl, essentialGroups, firewallsAreLogged, firewallsHaveGroup, firewallsLimitRates } from "./firewall";
import { loadBalancersFaceNobody } from "./internet-facing";
import { fleetsArePrivate } from "./instances";
import { loadBalancersAreLogged, loadBalancersAreProtected, plainHttpOnlyRedirects } from "./load-balancers";
import { blocksIn, layerOf, resourcesOf, targets, type Control, type Stacks, type Violation } from "./model";
import { httpApisAnswerToTheEdgeAlone, restApisAnswerToTheEdgeAlone } from "./origins";
import { groupRules } from "./security-groups";
import { userDepartureControls } from "./users";
import { puzzlesCountForLong, weakerValueControls } from "./weaker-values";

/** Every VPC records who talked to whom. */
function networksAreRecorded(stacks: Stacks): Violation[] {
  const recorded = resourcesOf(stacks, "aws_flow_log")
    .filter(({ block }) => block.traffic_type === "ALL")
    .flatMap(({ stack, block }) => targets(stacks, stack, block.vpc_id));
  return resourcesOf(stacks, "aws_vpc")
    .filter(({ where }) => !recorded.includes(where))
    .map(({ where }) => ({ where, what: "has no flow log of all traffic" }));
}

/** No security group lets anything out to the internet at large. */
function nothingCallsTheInternet(stacks: Stacks): Violation[] {
  return groupRules(stacks)
    .filter(({ direction, blocks }) => direction === "egress" && blocks.some(holdsPublicAddresses))
    .map(({ where, blocks }) => ({ where, what: `lets out to ${blocks.join(", ")}` }));
}

const leastRetentionDays = 90;

function logsAreKeptLongEnough(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_cloudwatch_log_group")
    .filter(({ block }) => block.retention_in_days < leastRetentionDays)
    .map(({ where, block }) => ({ where, what: `forgets after ${String(block.retention_in_days)} days` }));
}

/** The load balancer has alarms, and every alarm tells somebody. */
function alarmsTellSomebody(stacks: Stacks): Violation[] {
  const alarms = resourcesOf(stacks, "aws_cloudwatch_metric_alarm");
  const silent = alarms.filter(({ block }) => (block.alarm_actions ?? []).length === 0);
  const watched = alarms.some(({ stack }) => layerOf(stacks, stack) === "edge");
  return [
    ...silent.map(({ where }) => ({ where, what: "tells nobody" })),
    ...(watched ? [] : resourcesOf(stacks, "aws_lb").map(({ where }) => ({ where, what: "has no alarm" }))),
  ];
}

/**
 * Terraform refuses to destroy keys, buckets, users and databases, buckets are not emptied, secrets can be called back, and
 * log groups outlive their layer. Code on its way to be signed is no data: the packing makes it again.
 */
function dataIsKept(stacks: Stacks): Violation[] {
  const ofCode = resourcesOf(stacks, "aws_signer_signing_job").flatMap(({ stack, block }) =>
    blocksIn(block.destination).flatMap(({ s3 }) =>
      blocksIn(s3).flatMap(({ bucket }) => targets(stacks, stack, bucket)),
    ),
  );
  return [
    ...resourcesOf(stacks, "aws_kms_key", "aws_s3_bucket")
      .filter(({ where }) => !ofCode.includes(where))
      .filter(({ block }) => block.lifecycle?.prevent_destroy !== true || block.force_destroy === true)
      .map(({ where }) => ({ where, what: "can be destroyed" })),
    ...resourcesOf(stacks, "aws_cognito_user_pool")
      .filter(({ block }) => block.lifecycle?.prevent_destroy !== true || block.deletion_protection !== "ACTIVE")
      .map(({ where }) => ({ where, what: "can be destroyed" })),
    ...databasesAndSecretsThatGo(stacks),
    ...resourcesOf(stacks, "aws_cloudwatch_log_group")
      .filter(({ block }) => block.skip_destroy !== true)
      .map(({ where }) => ({ where, what: "goes with its layer" })),
  ];
}

/** The layer of the fleet has the log groups and alarms of what runs on it. */
function fleetsAreObserved(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_autoscaling_group").flatMap(({ stack, where }) =>
    ["aws_cloudwatch_log_group", "aws_cloudwatch_metric_alarm"]
      .filter((type) => Object.keys(stacks[stack]?.resource[type] ?? {}).length === 0)
      .map((type) => ({ where, what: `has no ${type}` })),
  );
}

/** The values of API keys are in the state, which an environment on one machine has in plain text. */
function keysAreInEncryptedState(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_api_gateway_api_key")
    .filter(({ stack }) => stacks[stack]?.terraform.backend?.["local"] !== undefined)
    .map(({ where }) => ({ where, what: "keeps its value in plain text" }));
}

/** The settings of each web ACL, by the addresses that it has: one at the edge too, behind CloudFront. */
export const webAclsBySetting = {
  "edge.waf": ["regional_web_acl", "web_distribution_web_acl"],
  "edge.signIn.waf": ["user_pool_web_acl"],
  "edge.restApi.waf": ["api_stage_web_acl", "api_distribution_web_acl"],
  "edge.cloudFront.httpApi.waf": ["http_api_distribution_web_acl"],
} as const;

function firewallsOf(setting: keyof typeof webAclsBySetting, control: Control): Control {
  return (stacks) =>
    control(stacks).filter(({ where }) => webAclsBySetting[setting].some((acl) => where.endsWith(`.${acl}`)));
}

/** What shows of one web ACL that departs from a secure default, by the setting that does. */
function webAclDepartureControls(setting: keyof typeof webAclsBySetting): Readonly<Record<string, Control>> {
  const ofIt = (control: Control) => firewallsOf(setting, control);
  return {
    ...Object.fromEntries(
      Object.entries(essentialGroups).map(([group, name]) => [
        `${setting}.groups.${group}.mode`,
        ofIt(firewallsHaveGroup(name)),
      ]),
    ),
    [`${setting}.rateLimit`]: ofIt(firewallsLimitRates),
    [`${setting}.captchaImmunitySeconds`]: ofIt(puzzlesCountForLong("captcha_config")),
    [`${setting}.challengeImmunitySeconds`]: ofIt(puzzlesCountForLong("challenge_config")),
    [`${setting}.logging.enabled`]: ofIt(firewallsAreLogged),
  };
}

/** What shows in the JSON of an environment that departs from a secure default, by the setting that does. */
const departureControls: Readonly<Record<string, Control>> = {
  "logs.retentionDays": logsAreKeptLongEnough,
  alarmTopicArn: alarmsTellSomebody,
  keepData: dataIsKept,
  "network.egress": nothingCallsTheInternet,
  "network.flowLogs": networksAreRecorded,
  ...userDepartureControls,
  "compute.fleet.placement": fleetsArePrivate,
  "compute.fleet.observability": fleetsAreObserved,
  ...databaseDepartureControls,
  "edge.plainHttp": plainHttpOnlyRedirects,
  "edge.exposure": loadBalancersFaceNobody,
  "edge.deletionProtection": loadBalancersAreProtected,
  "edge.accessLogs": loadBalancersAreLogged,
  ...webAclDepartureControls("edge.waf"),
  "edge.waf.botControl": firewallsOf("edge.waf", firewallsHaveGroup(botControl)),
  "edge.cloudFront.accessLogs": distributionsAreLogged,
  "edge.cloudFront.oldTls": distributionsHaveATlsFloor,
  "edge.originProtection.restApi": restApisAnswerToTheEdgeAlone,
  "edge.originProtection.httpApi": httpApisAnswerToTheEdgeAlone,
  ...webAclDepartureControls("edge.cloudFront.httpApi.waf"),
  ...webAclDepartureControls("edge.signIn.waf"),
  "edge.httpApi.accessLogs": stagesAreLogged("httpApi"),
  "edge.httpApi.cors.origins": httpApisNameTheirOrigins,
  "edge.restApi.accessLogs": stagesAreLogged("restApi"),
  ...webAclDepartureControls("edge.restApi.waf"),
  "edge.restApi.cors.origin": restApisNameTheirOrigins,
  "edge.restApi.policy.tlsOnly": restApisRefusePlainHttp,
  "edge.restApi.apiKeysInLocalState": keysAreInEncryptedState,
  ...weakerValueControls,
};

/** Settings of which an environment has as many as it has routes and usage plans. */
const ofOneRouteOrPlan = /^edge\.(?:(?:httpApi|restApi)\.routes\[.+\]\.authorizer|restApi\.usagePlans\.[^.]+\.quota)$/;

/** Whether a departure from a setting shows in what is synthesized. */
export function isControlled(setting: string): boolean {
  return setting in departureControls || ofOneRouteOrPlan.test(setting);
}

/** `teardown` lifts what these settings protect. */
const liftedByTeardown = [
  "keepData",
  "identity.keyDeletionWindowDays",
  "compute.database.deletionProtection",
  "edge.deletionProtection",
];

/** The settings by which an environment is weaker than the secure default, as its JSON shows them. */
export function weaknesses(stacks: Stacks): string[] {
  const found = Object.entries(departureControls)
    .filter(([, control]) => control(stacks).length > 0)
    .map(([setting]) => setting);
  return [...found, ...[...openCalls(stacks), ...plansWithoutQuota(stacks)].sort()];
}

/** The settings by which an environment says that it is weaker. */
export function admittedWeaknesses(departures: readonly string[]): string[] {
  const settings = departures.flatMap((setting) => (setting === "teardown" ? liftedByTeardown : [setting]));
  const named = settings.filter((setting) => ofOneRouteOrPlan.test(setting));
  return [...Object.keys(departureControls).filter((setting) => settings.includes(setting)), ...named.sort()];
}
