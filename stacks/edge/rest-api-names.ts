import { RestApiDomain, type RestApiDomainProps } from "../../modules/edge/rest-api/access/domain";
import type { RestApi } from "../../modules/edge/rest-api/rest-api";
import type { RestApiSettings } from "../environments/schema/rest-api";
import type { LayerStack } from "../layer/layer-stack";

/** Begins the addresses of the API's public name; its record has the same, wherever it leads. */
const publicAddress = "rest_api_public";

type Domain = NonNullable<RestApiSettings["domain"]>;
type Named = Pick<RestApiDomainProps, "restApiId" | "stageName" | "mutualTls">;

interface Names {
  readonly public: RestApiDomain;
  readonly origin: RestApiDomain | undefined;
}

/** Behind CloudFront the public name stays one of the API's, so that to leave CloudFront is a change of one record too. */
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

/** Where CloudFront asks the API: by a name of its own, or by AWS's and the stage. */
export function originOf({ environment }: LayerStack, { domain }: RestApiSettings, { restApiId, stageName }: RestApi) {
  if (domain !== undefined) return { domainName: domain.originName ?? domain.publicName };
  return { domainName: `${restApiId}.execute-api.${environment.region}.amazonaws.com`, path: `/${stageName}` };
}
