import { type Estate, type Resource, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown, elementsOf } from "../../plan/normal";
import { cannotTell, neutral, ranked, weakerWithout } from "../../settings/judges";
import { type Value, valueAt } from "../../settings/paths";
import { type Setting, type States, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { scalar } from "../../settings/words";
import { certificateFindings } from "./certificates";
import { type Pointing } from "./pointing";
import { oldTlsFindings, tlsFindings } from "./tls";

/** Where each type keeps the same things. */
const types = {
  aws_api_gateway_domain_name: {
    policy: "security_policy",
    endpoint: "endpoint_configuration.types",
    certificates: ["certificate_arn", "regional_certificate_arn"],
    attributes: [
      "security_policy",
      "endpoint_configuration",
      "certificate_arn",
      "regional_certificate_arn",
      "ownership_verification_certificate_arn",
    ],
  },
  aws_apigatewayv2_domain_name: {
    policy: "domain_name_configuration.security_policy",
    endpoint: "domain_name_configuration.endpoint_type",
    certificates: ["domain_name_configuration.certificate_arn"],
    attributes: ["domain_name_configuration"],
  },
} as const;
type DomainType = keyof typeof types;
const domainTypes = Object.keys(types) as readonly DomainType[];

export const apiDomainAttributes: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  domainTypes.map((type) => [type, ["domain_name", "mutual_tls_authentication", ...types[type].attributes]]),
);

const ownership = "ownership_verification_certificate_arn";

/**
 * API Gateway Developer Guide, "How to turn on mutual TLS authentication for your REST APIs in API Gateway" and "API endpoint types
 * for REST APIs in API Gateway".
 */
const settingsOf = (endpoint: string): readonly Setting[] => [
  {
    rule: "mutual-tls",
    consequence: "exposure",
    path: "mutual_tls_authentication.truststore_uri",
    part: "client certificates",
    judge: weakerWithout,
    weaker: "Clients connect to the name without a certificate.",
    stronger: "Clients need a certificate of an issuer in the trust store.",
    changed: "Clients with certificates of other issuers connect, and those of the old issuers may be refused.",
  },
  {
    rule: "mutual-tls-trust-store",
    consequence: "exposure",
    path: "mutual_tls_authentication.truststore_version",
    part: "trust store version",
    judge: cannotTell,
    changed: "Another version of the trust store decides which clients connect: read which issuers the file has.",
  },
  {
    rule: "endpoint-type",
    consequence: "exposure",
    path: endpoint,
    part: "endpoint type",
    judge: (before, after) =>
      single(before) === single(after) ? undefined : endpointRank(single(before), single(after)),
    weaker: "The name answers from the internet.",
    stronger: "The name answers from inside VPCs alone.",
    changed: "Clients are answered by another kind of endpoint, at another address.",
  },
  {
    rule: "ownership-certificate",
    consequence: "other",
    path: endpoint.startsWith("domain")
      ? "domain_name_configuration.ownership_verification_certificate_arn"
      : ownership,
    part: "ownership certificate",
    judge: neutral,
    changed: "Another certificate proves to AWS that the name is yours.",
  },
  {
    rule: "address-type",
    consequence: "other",
    path: endpoint.replace(/[^.]*$/, "ip_address_type"),
    part: "address type",
    judge: neutral,
    changed: "The name is answered by other kinds of addresses.",
  },
];

const endpointRank = ranked({ REGIONAL: 0, EDGE: 0, PRIVATE: 1 });
const single = (value: Value): string => scalar(elementsOf(value)[0] ?? "EDGE");

/** The names that an API has for clients: their certificates, TLS, and who may connect. */
export function apiDomainFindings(estate: Estate, pointing: Pointing): Finding[] {
  return domainTypes.flatMap((type) =>
    estate.changed(type).flatMap((domain) => {
      const states: States = statesOf(domain);
      if (domain.before === undefined || domain.after === undefined) return existence(type, domain);
      return [
        ...nameFindings(domain),
        ...policyFindings(type, states),
        ...types[type].certificates.flatMap((path) =>
          certificateFindings(estate, pointing, domain, states, { path, reference: path }),
        ),
        ...settingFindings(settingsOf(types[type].endpoint), states),
      ];
    }),
  );
}

function policyFindings(type: DomainType, states: States): Finding[] {
  const path = types[type].policy;
  if (valueAt(states.after, path) === unknown)
    return states.place.before !== undefined && valueAt(states.before, path) !== undefined
      ? [unknownFinding(states, "TLS policy", [path])]
      : [];
  const [before, after] = [states.before, states.after].map((value) => policyName(type, value));
  if (before === undefined || after === undefined) return [];
  return tlsFindings(states, { service: "apiGateway", path, before, after });
}

/** API Gateway takes TLS_1_2 for a domain whose policy nobody gives (API Reference, CreateDomainName); Terraform records the policy. */
const policyName = (type: DomainType, value: States["before"]): string => {
  const found = valueAt(value, types[type].policy);
  return typeof found === "string" ? found : "TLS_1_2";
};

function nameFindings(domain: Resource): Finding[] {
  const [had, has] = [textOf(domain.before, "domain_name"), textOf(domain.after, "domain_name")];
  if (attribute(domain.after, "domain_name") === unknown)
    return [unknownFinding(statesOf(domain), "name", ["domain_name"])];
  if (had === has) return [];
  return [
    {
      rule: "api-name",
      consequence: "downtime",
      direction: "cannot tell",
      place: domain,
      part: "name",
      before: had ?? "none",
      after: has ?? "none",
      meaning: "The API no longer answers to the old name.",
      says: ["domain_name"],
    },
  ];
}

function existence(type: DomainType, domain: Resource): Finding[] {
  const isRemoved = domain.after === undefined;
  const value = domain.after ?? domain.before;
  const name = textOf(value, "domain_name") ?? "a name known after apply";
  return [
    {
      rule: "api-name",
      consequence: "downtime",
      direction: isRemoved ? "weaker" : "stronger",
      place: domain,
      ...(isRemoved ? { before: "answers" } : { after: "answers" }),
      meaning: isRemoved ? `No API answers to ${name}.` : `An API answers to ${name}.`,
    },
    ...oldTlsFindings(domain, "apiGateway", policyName(type, value)),
  ];
}
