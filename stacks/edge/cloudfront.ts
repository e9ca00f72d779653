import type { ITerraformDependable } from "cdktf";
import { DistributionAccessLogs } from "../../modules/edge/cloudfront/access-logs";
import { DistributionAlarms } from "../../modules/edge/cloudfront/alarms";
import { Distribution, type DistributionProps } from "../../modules/edge/cloudfront/distribution";
import { ResponseHeaders } from "../../modules/edge/cloudfront/response-headers";
import { certificateFor, type NameCertificate } from "../../modules/edge/certificate";
import type { WebAcl } from "../../modules/edge/waf/web-acl";
import type { CloudFrontSettings, DistributionSettings } from "../environments/schema/edge/cloudfront/cloudfront";
import type { WafSettings } from "../environments/schema/edge/waf/waf";
import type { LayerStack } from "../layer/layer-stack";
import type { ApiAtPaths } from "./api-at-paths";
import { distributionOrigin, type DistributionOrigin, behaviorsOf } from "./distribution-origin";
import type { UsEast1Logs } from "./us-east-1-logs";
import type { EdgeWebAcls } from "./web-acls";

interface DistributionRole extends Pick<DistributionOrigin, "header" | "origin" | "viewerHost"> {
  /** The role in physical names and, with `_`, in addresses. */
  readonly name: "api" | "http-api" | "web";
  readonly description: string;
  readonly settings: DistributionSettings;
  readonly shared: Omit<CloudFrontSettings, "httpApi" | "restApi" | "web">;
  /** The APIs at paths of the distribution. All other paths lead to `origin`. @default none */
  readonly apis?: readonly ApiAtPaths[];
  /** The distribution's name, and a certificate of us-east-1. @default CloudFront's own name */
  readonly domain?: { readonly name: string; readonly certificateArn: string } | undefined;
  /** The settings of the distribution's web ACL, and their place in an environment. */
  readonly waf: WafSettings;
  readonly wafPlace: string;
  /** What lets CloudFront in, created before. */
  readonly after: readonly ITerraformDependable[];
}

export interface DistributionParts {
  readonly webAcls: EdgeWebAcls;
  readonly usEast1Logs: () => UsEast1Logs;
}

/** Adds a distribution with its web ACL, its response headers, its access log and its alarms. */
export function addDistribution(
  stack: LayerStack,
  role: DistributionRole,
  { webAcls, usEast1Logs }: DistributionParts,
) {
  const { name, description, settings, shared, apis = [], domain, waf, wafPlace } = role;
  const { region } = stack.environment;
  const webAcl = webAcls.addAtEdge({
    address: `${name.replaceAll("-", "_")}_distribution`,
    name,
    description: `At the edge, in front of ${description}`,
    place: wafPlace,
    waf,
  });
  const responseHeadersPolicyId = addResponseHeaders(stack, role);
  const others = apis.map(({ asked }) => asked);
  const distribution = new Distribution(stack, addressOf(role), {
    description,
    origins: [distributionOrigin(role, region), ...others.map((asked) => distributionOrigin(asked, region))],
    defaultBehavior: behaviorsOf(role).plain,
    behaviors: behaviorsByPath(role),
    ...(domain && { domain: { names: [domain.name], certificateArn: domain.certificateArn } }),
    webAclArn: webAcl.arn,
    responseHeadersPolicyId,
    priceClass: shared.priceClass,
    countries: shared.countries,
    errorPages: settings.errorPages,
    rotationWritesOrigins: [role, ...others].some(({ header }) => header?.by === "rotation"),
    after: [...new Set([...role.after, ...apis.flatMap(({ after }) => after)])],
  } satisfies DistributionProps);
  if (shared.accessLogs) addAccessLogs(stack, role, distribution, usEast1Logs());
  addAlarms(stack, role, distribution, webAcl);
  return { distribution, webAclArn: webAcl.arn };
}

const addressOf = ({ name }: DistributionRole): string => `edge_${name.replaceAll("-", "_")}`;

/** Adds the policy of the response headers, and returns its id. */
function addResponseHeaders(stack: LayerStack, role: DistributionRole): string {
  const { name, description, settings } = role;
  const { contentSecurityPolicy, ...headers } = settings.responseHeaders;
  return new ResponseHeaders(stack, `${addressOf(role)}_response_headers`, {
    name: stack.physicalName(name, "response headers policy"),
    description: `What browsers are told by ${description}`,
    ...headers,
    ...(contentSecurityPolicy !== undefined && { contentSecurityPolicy }),
  }).policyId;
}

/** The behaviors of cached paths, then those of the APIs' paths, in the order in which CloudFront tries them. */
function behaviorsByPath(role: DistributionRole): DistributionProps["behaviors"] {
  const { cached } = behaviorsOf(role);
  return [
    ...role.settings.cachedPaths.map((pathPattern) => ({ ...cached, pathPattern })),
    ...(role.apis ?? []).flatMap(({ asked, patterns }) => {
      const ofApi = behaviorsOf(asked);
      const behavior = (pattern: string) => (asked.settings.cachedPaths.includes(pattern) ? ofApi.cached : ofApi.plain);
      return patterns.map((pathPattern) => ({ ...behavior(pathPattern), pathPattern }));
    }),
  ];
}

function addAccessLogs(stack: LayerStack, role: DistributionRole, distribution: Distribution, shared: UsEast1Logs) {
  new DistributionAccessLogs(stack, `${addressOf(role)}_logs`, {
    distributionArn: distribution.arn,
    name: stack.physicalName(`${role.name}-distribution`, "log delivery"),
    logGroupName: stack.logGroupName(`${role.name}-distribution`),
    retentionDays: stack.environment.logs.retentionDays,
    keepOnDestroy: stack.keepsData,
    ...shared,
  });
}

function addAlarms(stack: LayerStack, role: DistributionRole, distribution: Distribution, webAcl: WebAcl): void {
  const { edgeAlarmTopicArn: topicArn } = stack;
  if (topicArn === undefined) return;
  new DistributionAlarms(stack, `${addressOf(role)}_alarms`, {
    name: (alarm) => stack.physicalName(`${role.name}-${alarm}`, "alarm"),
    distributionId: distribution.id,
    webAclMetricName: webAcl.metricName,
    topicArn,
    provider: stack.usEast1,
  });
}

interface CertifiedName {
  readonly name: string;
  readonly hostedZoneId: string;
  /** The endpoint's own certificate, in its region, with the record that validates it if ACM issues it. */
  readonly regional: NameCertificate;
}

/**
 * The ARN of a distribution's certificate. CloudFront accepts certificates of us-east-1 only. In that region, one issued
 * certificate serves the endpoint and the distribution.
 *
 * @param address prefix of the addresses: `<address>_certificate`
 */
export function edgeCertificateArn(
  stack: LayerStack,
  address: string,
  { certificate }: DistributionSettings,
  { name, hostedZoneId, regional: { arn, provenBy } }: CertifiedName,
): string {
  if (certificate === "issued" && stack.environment.region === "us-east-1") return arn;
  const { usEast1: provider } = stack;
  return certificateFor(stack, address, certificate, { domainName: name, hostedZoneId, provenBy, provider }).arn;
}
