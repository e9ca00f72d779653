import { HttpApi, type HttpApiProps } from "../../modules/edge/http-api/http-api";
import type { LogDelivery } from "../../modules/edge/log-delivery";
import type { Cors } from "../../modules/edge/http-api/cors";
import type { HttpApiSettings } from "../environments/schema/edge/http-api/http-api";
import type { LayerStack } from "../layer/layer-stack";
import { apiAtPaths } from "./api-at-paths";
import { addDistributionOfApi } from "./api-distribution";
import type { OriginHeader } from "./origin-header/header-sender";
import { trustStoreOf } from "./trust-store";
import type { UsEast1Logs } from "./us-east-1-logs";
import type { Users } from "./users";
import type { EdgeWebAcls } from "./web-acls";

interface HttpApiSurroundings {
  readonly functions: HttpApiProps["functions"];
  readonly logsKeyArn: string;
  readonly logDelivery: () => LogDelivery;
  /** @default no route asks for a token */
  readonly users?: Users | undefined;
  readonly webAcls: EdgeWebAcls;
  readonly usEast1Logs: () => UsEast1Logs;
  /** The header that the API's functions require. @default none */
  readonly header: OriginHeader | undefined;
}

/**
 * Adds system D: the HTTP API, its names, its access log and its alarms. CloudFront in front of it, if configured, has the
 * one firewall that an HTTP API can have. Without a departure, the API's functions then refuse requests that bypass
 * CloudFront. Returns what the web application's distribution needs, if paths of the distribution lead to the API.
 */
export function addHttpApi(stack: LayerStack, settings: HttpApiSettings, surroundings: HttpApiSurroundings) {
  const { region, name, logs, edge } = stack.environment;
  const { routes, throttle, detailedMetrics, cors, domain, accessLogs } = settings;
  const { functions, logsKeyArn, logDelivery, users, header, webAcls, usEast1Logs } = surroundings;
  const { alarmTopicArn } = stack;
  const mutualTls = trustStoreOf(stack, "http", settings.mutualTls);

  const api = new HttpApi(stack, "http_api", {
    name: stack.physicalName("http", "api"),
    description: `Calls of ${name} that carry a token of its user pool`,
    region,
    routes,
    functions,
    scopePrefix: users?.scopePrefix ?? "",
    throttle,
    detailedMetrics,
    ...(users && { jwt: { issuer: users.issuer, audience: audience(users, settings.clients) } }),
    ...(cors && { cors: corsOf(cors) }),
    ...(domain && {
      domain: {
        ...namesOf(domain),
        leadsHere: edge.cloudFront?.httpApi === undefined,
        ...(mutualTls && { mutualTls }),
      },
    }),
    ...(accessLogs && {
      accessLogs: {
        logGroupName: stack.logGroupName("http-api"),
        retentionDays: logs.retentionDays,
        kmsKeyArn: logsKeyArn,
        keepOnDestroy: stack.keepsData,
        deliveryPolicy: logDelivery().policy,
      },
    }),
    ...(alarmTopicArn !== undefined && {
      alarms: { name: (role: string) => stack.physicalName(role, "alarm"), topicArn: alarmTopicArn },
    }),
  });
  const originName =
    domain === undefined
      ? `${api.apiId}.execute-api.${region}.amazonaws.com`
      : (domain.originName ?? domain.publicName);
  const origin = { id: "http-api", domainName: originName } as const;
  const front =
    edge.cloudFront?.httpApi &&
    addDistributionOfApi(
      stack,
      {
        name: "http-api",
        description: `the HTTP API of ${name}`,
        settings: edge.cloudFront.httpApi,
        origin,
        domain,
        names: api.names,
        header,
        waf: edge.cloudFront.httpApi.waf,
        wafPlace: "edge.cloudFront.httpApi.waf",
      },
      { webAcls, usEast1Logs },
    );
  if (front !== undefined) header?.sentTo?.("httpApi", front);
  const atPaths = apiAtPaths(stack, { name: "httpApi", origin, routes, names: api.names, header });
  return {
    apiId: api.apiId,
    url: domain === undefined ? (front?.url ?? api.url) : api.url,
    originUrl: (front ?? atPaths) && `https://${originName}`,
    atPaths,
    distributionId: front?.distribution.id,
    distributionWebAclArn: front?.webAclArn,
  };
}

/** The clients whose tokens are accepted: those that the settings name, or all. */
function audience({ clientIds }: Users, kinds: readonly string[] = Object.keys(clientIds)): string[] {
  return kinds.flatMap((kind) => clientIds[kind] ?? []);
}

/** `*` never comes with credentials: the check of the settings refuses both together. */
function corsOf(cors: NonNullable<HttpApiSettings["cors"]>): Cors {
  return cors.origins === "*"
    ? { ...cors, origins: cors.origins, credentials: false }
    : { ...cors, origins: cors.origins };
}

function namesOf(domain: NonNullable<HttpApiSettings["domain"]>) {
  const { publicName, originName, hostedZoneId, certificate, ownershipCertificate } = domain;
  return {
    publicName,
    hostedZoneId,
    ...(originName !== undefined && { originName }),
    certificate,
    ...(ownershipCertificate !== undefined && { ownershipCertificateArn: ownershipCertificate }),
  };
}
