import { DnsAlias } from "../../modules/edge/dns-alias";
import { RestApiDomain, type RestApiDomainProps } from "../../modules/edge/rest-api/access/domain";
import type { RestApi } from "../../modules/edge/rest-api/rest-api";
import type { RestApiSettings } from "../environments/schema/rest-api";
import type { LayerStack } from "../layer/layer-stack";
import { addDistribution, edgeCertificateArn } from "./cloudfront";
import type { OriginHeader } from "./origin-header";
import type { UsEast1Logs } from "./us-east-1-logs";
import type { EdgeWebAcls } from "./web-acls";

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
    ...(certificate !== "issued" && { certificateArn: certificate }),
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

interface BehindFront {
  readonly settings: RestApiSettings;
  readonly origin: { readonly domainName: string; readonly path?: string };
  readonly names: Names | undefined;
  readonly header: OriginHeader | undefined;
}

/** CloudFront, and the record of the API's public name, which then leads there. */
export function addDistributionOfRestApi(
  stack: LayerStack,
  { settings, origin, names, header }: BehindFront,
  { webAcls, usEast1Logs }: { readonly webAcls: EdgeWebAcls; readonly usEast1Logs: () => UsEast1Logs },
) {
  const { name, edge } = stack.environment;
  const { cloudFront } = edge;
  const { domain, waf } = settings;
  if (cloudFront?.restApi === undefined) return undefined;
  const certificateArn =
    domain &&
    names &&
    edgeCertificateArn(stack, "rest_api_edge_domain", cloudFront.restApi, {
      name: domain.publicName,
      hostedZoneId: domain.hostedZoneId,
      regional: names.public.certificate,
    });
  const { distribution, webAclArn } = addDistribution(
    stack,
    {
      name: "api",
      description: `the REST API of ${name}`,
      settings: cloudFront.restApi,
      shared: cloudFront,
      origin: { ...origin, kind: "custom", id: "rest-api" },
      domain: domain && certificateArn !== undefined ? { name: domain.publicName, certificateArn } : undefined,
      header: header?.sends,
      waf,
      wafPlace: "edge.restApi.waf",
      after: [...(header ? [header.copied] : []), ...(names?.origin ? [names.origin.mapped] : [])],
    },
    { webAcls, logs: usEast1Logs },
  );
  if (domain !== undefined) {
    new DnsAlias(stack, `${publicAddress}_alias`, {
      hostedZoneId: domain.hostedZoneId,
      domainName: domain.publicName,
      target: distribution,
      ipv6: true,
      evaluateTargetHealth: false,
    });
  }
  return { distribution, webAclArn, url: `https://${distribution.dnsName}` };
}
