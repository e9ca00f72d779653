import type { Attributes } from "../terraform/configuration";
import type { AtPaths, Countries, Distribution } from "./api";
import { firewallOf } from "./firewall";
import { blocks, type Landscape, numberOf, type Resource, strings } from "./landscape";

/** The distribution that asks an endpoint: by the endpoint's own names, or by what AWS names it. */
export function distributionInFront(
  landscape: Landscape,
  asks: (origin: { readonly layer: string; readonly domainName: unknown }) => boolean,
): Distribution | undefined {
  for (const found of landscape.resources("aws_cloudfront_distribution")) {
    const { layer, attributes } = found;
    const origin = blocks(attributes["origin"]).find(({ domain_name: domainName }) => asks({ layer, domainName }));
    if (origin === undefined) continue;
    const atPaths = pathsTo(landscape, found, origin);
    return { ...distributionOf(landscape, found), ...(atPaths && { atPaths }) };
  }
  return undefined;
}

/** Undefined where what no other path names leads to the origin. */
function pathsTo(landscape: Landscape, { layer, attributes }: Resource, origin: Attributes): AtPaths | undefined {
  const leadsThere = ({ target_origin_id: target }: Attributes) => target === origin["origin_id"];
  if (blocks(attributes["default_cache_behavior"]).every(leadsThere)) return undefined;
  return {
    names: strings(attributes["aliases"]).map((name) => landscape.text(layer, name)),
    patterns: blocks(attributes["ordered_cache_behavior"])
      .filter(leadsThere)
      .map(({ path_pattern: pattern }) => landscape.text(layer, pattern)),
  };
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
