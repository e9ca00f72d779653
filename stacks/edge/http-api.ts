import { HttpApi, type HttpApiProps } from "../../modules/edge/http-api/http-api";
import type { LogDelivery } from "../../modules/edge/log-delivery";
import type { Cors } from "../../modules/edge/http-api/cors";
import type { HttpApiSettings } from "../environments/schema/http-api";
import type { LayerStack } from "../layer/layer-stack";
import { trustStoreOf } from "./trust-store";
import type { Users } from "./users";

interface HttpApiSurroundings {
  readonly functions: HttpApiProps["functions"];
  readonly logsKeyArn: string;
  readonly logDelivery: () => LogDelivery;
  /** @default no route asks for a token */
  readonly users?: Users | undefined;
}

/** System D: the HTTP API, its names, its record of requests and its alarms. */
export function addHttpApi(stack: LayerStack, settings: HttpApiSettings, surroundings: HttpApiSurroundings): HttpApi {
  const { region, name, logs } = stack.environment;
  const { routes, throttle, detailedMetrics, cors, domain, accessLogs } = settings;
  const { functions, logsKeyArn, logDelivery, users } = surroundings;
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
      domain: { ...namesOf(domain), ...(mutualTls && { mutualTls }) },
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

/** The clients whose tokens are accepted: those that the settings name, or all that there are. */
function audience({ clientIds }: Users, kinds: readonly string[] = Object.keys(clientIds)): string[] {
  return kinds.flatMap((kind) => clientIds[kind] ?? []);
}

/** `*` never comes with credentials: the settings' check has refused that. */
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
    ...(certificate !== "issued" && { certificateArn: certificate }),
    ...(ownershipCertificate !== undefined && { ownershipCertificateArn: ownershipCertificate }),
  };
}
