import { RestApiDomain } from "../../modules/edge/rest-api/access/domain";
import type { RestApi } from "../../modules/edge/rest-api/rest-api";
import type { RestApiSettings } from "../environments/schema/edge/rest-api/rest-api";
import type { LayerStack } from "../layer/layer-stack";
import { trustStoreOf } from "./trust-store";

/** Prefix of the addresses of the API's public name, and of its record, wherever that leads. */
const publicAddress = "rest_api_public";

interface Names {
  readonly public: RestApiDomain;
  readonly origin: RestApiDomain | undefined;
}

/**
 * Adds the API's names, if it has any. Behind CloudFront the API keeps its public name: leaving CloudFront, too, changes one
 * record.
 */
export function addNames(
  stack: LayerStack,
  { domain, mutualTls: clients }: RestApiSettings,
  { restApiId, stageName }: RestApi,
): Names | undefined {
  if (domain === undefined) return undefined;
  const { publicName, originName, hostedZoneId, certificate, ownershipCertificate } = domain;
  const mutualTls = trustStoreOf(stack, "rest", clients);
  const shared = {
    restApiId,
    stageName,
    ...(mutualTls && { mutualTls }),
    hostedZoneId,
    certificate,
    ...(ownershipCertificate !== undefined && { ownershipCertificateArn: ownershipCertificate }),
  };
  const leadsHere = stack.environment.edge.cloudFront?.restApi === undefined;
  return {
    public: new RestApiDomain(stack, publicAddress, { ...shared, domainName: publicName, leadsHere }),
    origin:
      originName === undefined
        ? undefined
        : new RestApiDomain(stack, "rest_api_origin", { ...shared, domainName: originName }),
  };
}

/** Where CloudFront requests the API: at a name of the API's own, or at AWS's name with the stage as path. */
export function originOf({ environment }: LayerStack, { domain }: RestApiSettings, { restApiId, stageName }: RestApi) {
  const id = "rest-api" as const;
  if (domain !== undefined) return { id, domainName: domain.originName ?? domain.publicName };
  return { id, domainName: `${restApiId}.execute-api.${environment.region}.amazonaws.com`, path: `/${stageName}` };
}

/**
 * The API's URL at its own stage. Without private DNS a private API does not answer at its stage's own name (API Gateway
 * Developer Guide, "Invoke a private API").
 */
export function stageUrlOf(
  { environment }: LayerStack,
  { restApiId, stageName, invokeUrl }: RestApi,
  vpcEndpointId: string | undefined,
): string {
  if (vpcEndpointId === undefined) return invokeUrl;
  return `https://${restApiId}-${vpcEndpointId}.execute-api.${environment.region}.amazonaws.com/${stageName}`;
}
