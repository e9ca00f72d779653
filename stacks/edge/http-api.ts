import { HttpApi, type HttpApiProps } from "../../modules/edge/http-api/http-api";
import type { LogDelivery } from "../../modules/edge/log-delivery";
import type { Cors } from "../../modules/edge/http-api/cors";
import type { HttpApiSettings } from "../environments/schema/edge/http-api/http-api";
import type { LayerStack } from "../layer/layer-stack";
import { apiAtPaths } from "./api-at-paths";
import { addDistributionOfApi } from "./api-distribution";
import type { DistributionParts } from "./cloudfront";
import type { OriginHeader } from "./origin-header/header-sender";
import { trustStoreOf } from "./trust-store";
import type { Users } from "./users";

interface HttpApiSurroundings extends DistributionParts {
  readonly functions: HttpApiProps["functions"];
  readonly logsKeyArn: string;
  readonly logDelivery: () => LogDelivery;
  /** @default no route asks for a token */
  readonly users?: Users | undefined;
  /** The header that the API's functions require. @default none */
  readonly header: OriginHeader | undefined;
}

/**
 * Adds system D: the HTTP API, its names, its access log and its alarms. CloudFront in front of it, if configured, has the
 * one firewall that an HTTP API can have. Without a departure, the API's functions then refuse requests that bypass
 * CloudFront. Returns what the web application's distribution needs, if paths of the distribution lead to the API.
 */
export function addHttpApi(stack: LayerStack, settings: HttpApiSettings, surroundings: HttpApiSurroundings) {
  const { domain, routes } = settings;
  const { header } = surroundings;
  const api = addHttpGateway(stack, settings, surroundings);
  const origin = originOf(stack, settings, api);
  const front = addFront(stack, settings, surroundings, { origin, names: api.names });
  if (front !== undefined) header?.sentTo?.("httpApi", front);
  const atPaths = apiAtPaths(stack, { name: "httpApi", origin, routes, names: api.names, header });
  return {
    apiId: api.apiId,
    url: domain === undefined ? (front?.url ?? api.url) : api.url,
    originUrl: (front ?? atPaths) && `https://${origin.domainName}`,
    atPaths,
    distributionId: front?.distribution.id,
    distributionWebAclArn: front?.webAclArn,
  };
}

/** Adds what API Gateway has of the HTTP API: its routes, its stage, its names, its access log and its alarms. */
function addHttpGateway(
  stack: LayerStack,
  settings: HttpApiSettings,
  { functions, logsKeyArn, logDelivery, users }: HttpApiSurroundings,
): HttpApi {
  const { region, name, logs, edge } = stack.environment;
  const { routes, throttle, detailedMetrics, cors, domain, accessLogs } = settings;
  const { alarmTopicArn } = stack;
  const mutualTls = trustStoreOf(stack, "http", settings.mutualTls);
  return new HttpApi(stack, "http_api", {
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
}

/** Where CloudFront requests the API: at a name of the API's own, or at AWS's name. */
function originOf({ environment }: LayerStack, { domain }: HttpApiSettings, { apiId }: HttpApi) {
  const id = "http-api" as const;
  if (domain !== undefined) return { id, domainName: domain.originName ?? domain.publicName };
  return { id, domainName: `${apiId}.execute-api.${environment.region}.amazonaws.com` };
}

/** Adds the API's own distribution, if CloudFront is in front of the API alone. */
function addFront(
  stack: LayerStack,
  { domain }: HttpApiSettings,
  { webAcls, usEast1Logs, header }: HttpApiSurroundings,
  reached: { readonly origin: ReturnType<typeof originOf>; readonly names: HttpApi["names"] },
) {
  const { name, edge } = stack.environment;
  const settings = edge.cloudFront?.httpApi;
  if (settings === undefined) return undefined;
  return addDistributionOfApi(
    stack,
    {
      ...reached,
      name: "http-api",
      description: `the HTTP API of ${name}`,
      settings,
      domain,
      header,
      waf: settings.waf,
      wafPlace: "edge.cloudFront.httpApi.waf",
    },
    { webAcls, usEast1Logs },
  );
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
