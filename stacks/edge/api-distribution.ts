import type { ITerraformDependable } from "cdktf";
import type { NameCertificate } from "../../modules/edge/certificate";
import { DnsAlias } from "../../modules/edge/dns-alias";
import type { DistributionSettings } from "../environments/schema/edge/cloudfront/cloudfront";
import type { HttpApiSettings } from "../environments/schema/edge/http-api/http-api";
import type { WafSettings } from "../environments/schema/edge/waf/waf";
import type { LayerStack } from "../layer/layer-stack";
import { addDistribution, edgeCertificateArn, type DistributionParts } from "./cloudfront";
import type { OriginHeader } from "./origin-header/header-sender";

interface NamesOfApi {
  readonly public: { readonly certificate: NameCertificate };
  readonly origin: { readonly mapped: ITerraformDependable } | undefined;
}

interface DistributedApi {
  /** The role in physical names. */
  readonly name: "api" | "http-api";
  /** Its id, with `_`, begins the addresses of the API's names too. */
  readonly origin: { readonly id: "http-api" | "rest-api"; readonly domainName: string; readonly path?: string };
  readonly description: string;
  readonly settings: DistributionSettings;
  readonly domain: HttpApiSettings["domain"];
  readonly names: NamesOfApi | undefined;
  readonly header: OriginHeader | undefined;
  readonly waf: WafSettings;
  readonly wafPlace: string;
}

/** Adds CloudFront in front of an API, and the record of the API's public name, which then leads to CloudFront. */
export function addDistributionOfApi(stack: LayerStack, api: DistributedApi, parts: DistributionParts) {
  const { name, description, settings, origin, domain, names, header, waf, wafPlace } = api;
  const { cloudFront } = stack.environment.edge;
  if (cloudFront === undefined)
    throw new Error(`${name} has a distribution, but its environment has no edge.cloudFront`);
  const address = origin.id.replaceAll("-", "_");
  const certificateArn =
    domain &&
    names &&
    edgeCertificateArn(stack, `${address}_edge_domain`, settings, {
      name: domain.publicName,
      hostedZoneId: domain.hostedZoneId,
      regional: names.public.certificate,
    });
  const { distribution, webAclArn } = addDistribution(
    stack,
    {
      name,
      description,
      settings,
      shared: cloudFront,
      origin: { ...origin, kind: "custom" },
      domain: domain && certificateArn !== undefined ? { name: domain.publicName, certificateArn } : undefined,
      header: header?.sender,
      waf,
      wafPlace,
      after: [...(header?.beforeDistribution ?? []), ...(names?.origin ? [names.origin.mapped] : [])],
    },
    parts,
  );
  if (domain !== undefined) {
    new DnsAlias(stack, `${address}_public_alias`, {
      hostedZoneId: domain.hostedZoneId,
      domainName: domain.publicName,
      target: distribution,
      ipv6: true,
      evaluateTargetHealth: false,
      ...(header && { after: header.beforeName }),
    });
  }
  return {
    distribution,
    originId: distribution.originId(origin.id),
    webAclArn,
    url: `https://${distribution.dnsName}`,
  };
}
