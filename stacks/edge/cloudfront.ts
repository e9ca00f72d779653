import type { ITerraformDependable } from "cdktf";
import { DistributionAccessLogs } from "../../modules/edge/cloudfront/access-logs";
import { DistributionAlarms } from "../../modules/edge/cloudfront/alarms";
import { Distribution, type DistributionProps } from "../../modules/edge/cloudfront/distribution";
import type { Origin } from "../../modules/edge/cloudfront/origin";
import { nearestOriginShieldRegion } from "../../modules/edge/cloudfront/origin-shield";
import { ResponseHeaders } from "../../modules/edge/cloudfront/response-headers";
import { Certificate } from "../../modules/edge/certificate";
import type { CloudFrontSettings, DistributionSettings } from "../environments/schema/cloudfront";
import type { WafSettings } from "../environments/schema/waf";
import type { LayerStack } from "../layer/layer-stack";
import type { HeaderSender } from "./sent-header";
import type { UsEast1Logs } from "./us-east-1-logs";
import type { EdgeWebAcls } from "./web-acls";

interface DistributionRole {
  /** The role in physical names and, with `_`, in addresses. */
  readonly name: "api" | "http-api" | "web";
  readonly description: string;
  readonly settings: DistributionSettings;
  readonly shared: Omit<CloudFrontSettings, "httpApi" | "restApi" | "web">;
  readonly origin: Origin;
  /** Its name, and a certificate of us-east-1. @default CloudFront's own name */
  readonly domain?: { readonly name: string; readonly certificateArn: string } | undefined;
  /** The settings of its web ACL, and where in an environment they are. */
  readonly waf: WafSettings;
  readonly wafPlace: string;
  /** What gives each request the header that the origin asks for. @default the origin asks for none */
  readonly header?: HeaderSender | undefined;
  /** Hands the viewer's Host on: for an origin that is found by another name than its certificate has. @default false */
  readonly viewerHost?: boolean;
  /** What lets CloudFront in. */
  readonly after: readonly ITerraformDependable[];
}

interface DistributionSurroundings {
  readonly webAcls: EdgeWebAcls;
  readonly logs: () => UsEast1Logs;
}

/** A distribution with its web ACL, its response headers, its record of requests and its alarms (rows M24, M27). */
export function addDistribution(
  stack: LayerStack,
  role: DistributionRole,
  { webAcls, logs }: DistributionSurroundings,
) {
  const { name, description, settings, shared, domain, header, viewerHost = false, waf, wafPlace } = role;
  const { environment, edgeAlarmTopicArn } = stack;
  const address = `edge_${name.replaceAll("-", "_")}`;
  const originShieldRegion = shieldRegion(settings, environment.region);
  const origin: Origin = {
    ...role.origin,
    ...(header?.by === "terraform" && { headers: header.headers }),
    readTimeoutSeconds: settings.readTimeoutSeconds,
    ...(originShieldRegion !== undefined && { originShieldRegion }),
  };
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
  const edgeFunction = header?.by === "function" ? header : undefined;
  const asked = { originId: origin.id, ...(edgeFunction && { viewerRequestFunctionArn: edgeFunction.functionArn }) };
  const handedOn = viewerHost ? edgeFunction?.headerAndHostPolicyId : edgeFunction?.headerOnlyPolicyId;
  const distribution = new Distribution(stack, address, {
    description,
    origins: [origin],
    defaultBehavior: { kind: "dynamic", viewerHost, ...asked },
    behaviors: settings.cachedPaths.map((pathPattern) => ({
      kind: "static",
      ...asked,
      ...(handedOn !== undefined && { originRequestPolicyId: handedOn }),
      pathPattern,
    })),
    ...(domain && { domain: { names: [domain.name], certificateArn: domain.certificateArn } }),
    webAclArn: webAcl.arn,
    responseHeadersPolicyId: policyId,
    priceClass: shared.priceClass,
    countries: shared.countries,
    errorPages: settings.errorPages,
    rotationWritesOrigins: header?.by === "rotation",
    after: role.after,
  } satisfies DistributionProps);
  if (shared.accessLogs) {
    new DistributionAccessLogs(stack, `${address}_logs`, {
      distributionArn: distribution.arn,
      name: stack.physicalName(`${name}-distribution`, "log delivery"),
      logGroupName: stack.logGroupName(`${name}-distribution`),
      retentionDays: environment.logs.retentionDays,
      keepOnDestroy: stack.keepsData,
      ...logs(),
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
  /** Of the endpoint itself, in its own region; with the record that proves it, where ACM issues it. */
  readonly regional: { readonly arn: string; readonly provenBy?: string };
}

/**
 * The certificate of a distribution, as its settings give it. CloudFront takes one of us-east-1 alone; in that region the
 * endpoint's own does for both.
 *
 * @param address begins the addresses: `<address>_certificate`
 */
export function edgeCertificateArn(
  stack: LayerStack,
  address: string,
  { certificate }: DistributionSettings,
  { name, hostedZoneId, regional: { arn, provenBy } }: CertifiedName,
): string {
  if (certificate !== "issued") return certificate;
  if (stack.environment.region === "us-east-1") return arn;
  return new Certificate(stack, address, {
    domainName: name,
    hostedZoneId,
    ...(provenBy !== undefined && { provenBy }),
    provider: stack.usEast1,
  }).arn;
}

function shieldRegion({ originShield }: DistributionSettings, region: string) {
  if (originShield === "off") return undefined;
  return originShield === "nearest" ? nearestOriginShieldRegion(region) : originShield;
}
