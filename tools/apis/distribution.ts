import type { Countries, Distribution } from "./api";
import { firewallOf } from "./firewall";
import { blocks, type Landscape, numberOf, type Resource, strings } from "./landscape";

/** The distribution that asks an endpoint: by the endpoint's own names, or by what AWS names it. */
export function distributionInFront(
  landscape: Landscape,
  asks: (origin: { readonly layer: string; readonly domainName: unknown }) => boolean,
): Distribution | undefined {
  const found = landscape
    .resources("aws_cloudfront_distribution")
    .find(({ layer, attributes }) =>
      blocks(attributes["origin"]).some(({ domain_name: domainName }) => asks({ layer, domainName })),
    );
  return found && distributionOf(landscape, found);
}

function distributionOf(landscape: Landscape, { layer, attributes }: Resource): Distribution {
  const [acl] = landscape.referred(layer, attributes["web_acl_id"]);
  const [certificate] = blocks(attributes["viewer_certificate"]);
  const countries = countriesOf(attributes);
  return {
    ...(acl && { webAcl: landscape.text(acl.layer, acl.attributes["name"]), firewall: firewallOf(landscape, acl) }),
    tlsFloor: certificate !== undefined && certificate["cloudfront_default_certificate"] !== true,
    ownErrorPages: blocks(attributes["custom_error_response"]).flatMap(({ error_code: code }) => numberOf(code) ?? []),
    ...(countries && { countries }),
  };
}

function countriesOf(attributes: Resource["attributes"]): Countries | undefined {
  const [restriction] = blocks(blocks(attributes["restrictions"])[0]?.["geo_restriction"]);
  const codes = strings(restriction?.["locations"]);
  switch (restriction?.["restriction_type"]) {
    case "whitelist":
      return { allow: codes };
    case "blacklist":
      return { block: codes };
    default:
      return undefined;
  }
}
