import { RestApiDomain, type RestApiDomainProps } from "../../modules/edge/rest-api/access/domain";
import type { RestApi } from "../../modules/edge/rest-api/rest-api";
import type { RestApiSettings } from "../environments/schema/edge/rest-api/rest-api";
import type { LayerStack } from "../layer/layer-stack";

/** Prefix of the addresses of the API's public name, and of its record, wherever that leads. */
const publicAddress = "rest_api_public";

type Domain = NonNullable<RestApiSettings["domain"]>;
type Named = Pick<RestApiDomainProps, "restApiId" | "stageName" | "mutualTls">;

interface Names {
  readonly public: RestApiDomain;
  readonly origin: RestApiDomain | undefined;
}

/** Adds the API's names. Behind CloudFront the API keeps its public name: leaving CloudFront, too, changes one record. */
export function addNames(stack: LayerStack, domain: Domain, named: Named): Names {
  const { publicName, originName, hostedZoneId, certificate, ownershipCertificate } = domain;
  const shared = {
    ...named,
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
  if (domain !== undefined) return { domainName: domain.originName ?? domain.publicName };
  return { domainName: `${restApiId}.execute-api.${environment.region}.amazonaws.com`, path: `/${stageName}` };
}
