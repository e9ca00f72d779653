import type { ITerraformDependable } from "cdktf";
import { DistributionAccessLogs } from "../../modules/edge/cloudfront/access-logs";
import { DistributionAlarms } from "../../modules/edge/cloudfront/alarms";
import { Distribution, type DistributionProps } from "../../modules/edge/cloudfront/distribution";
import { ResponseHeaders } from "../../modules/edge/cloudfront/response-headers";
import { certificateFor, type NameCertificate } from "../../modules/edge/certificate";
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
  const { environment, edgeAlarmTopicArn } = stack;
  const address = `edge_${name.replaceAll("-", "_")}`;
  const others = apis.map(({ asked }) => asked);
  const webAcl = webAcls.addAtEdge({
    address: `${name.replaceAll("-", "_")}_distribution`,
    name,
    description: `At the edge, in front of ${description}`,
    place: wafPlace,
    waf,
  });
  const { contentSecurityPolicy, ...headers } = settings.responseHeaders;
  const { policyId } = new ResponseHeaders(stack, `${address}_response_headers`, {
    name: stack.physicalName(name, "response headers policy"),
    description: `What browsers are told by ${description}`,
    ...headers,
    ...(contentSecurityPolicy !== undefined && { contentSecurityPolicy }),
  });
  const { plain, cached } = behaviorsOf(role);
  const distribution = new Distribution(stack, address, {
    description,
    origins: [
      distributionOrigin(role, environment.region),
      ...others.map((asked) => distributionOrigin(asked, environment.region)),
    ],
    defaultBehavior: plain,
    behaviors: [
      ...settings.cachedPaths.map((pathPattern) => ({ ...cached, pathPattern })),
      ...apis.flatMap(({ asked, patterns }) => {
        const ofApi = behaviorsOf(asked);
        const behavior = (pattern: string) =>
          asked.settings.cachedPaths.includes(pattern) ? ofApi.cached : ofApi.plain;
        return patterns.map((pathPattern) => ({ ...behavior(pathPattern), pathPattern }));
      }),
    ],
    ...(domain && { domain: { names: [domain.name], certificateArn: domain.certificateArn } }),
    webAclArn: webAcl.arn,
    responseHeadersPolicyId: policyId,
    priceClass: shared.priceClass,
    countries: shared.countries,
    errorPages: settings.errorPages,
    rotationWritesOrigins: [role, ...others].some(({ header }) => header?.by === "rotation"),
    after: [...new Set([...role.after, ...apis.flatMap(({ after }) => after)])],
  } satisfies DistributionProps);
  if (shared.accessLogs) {
    new DistributionAccessLogs(stack, `${address}_logs`, {
      distributionArn: distribution.arn,
      name: stack.physicalName(`${name}-distribution`, "log delivery"),
      logGroupName: stack.logGroupName(`${name}-distribution`),
      retentionDays: environment.logs.retentionDays,
      keepOnDestroy: stack.keepsData,
      ...usEast1Logs(),
    });
  }
  if (edgeAlarmTopicArn !== undefined) {
    new DistributionAlarms(stack, `${address}_alarms`, {
      name: (alarm) => stack.physicalName(`${name}-${alarm}`, "alarm"),
      distributionId: distribution.id,
      webAclMetricName: webAcl.metricName,
      topicArn: edgeAlarmTopicArn,
      provider: stack.usEast1,
    });
  }
  return { distribution, webAclArn: webAcl.arn };
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
