import { neutral, ranked, saferOff } from "../../settings/judges";
import { headsOf } from "../../settings/paths";
import type { Setting } from "../../settings/setting";
import { corsSettings, cspSetting, frameSetting, hstsSetting, sniffSetting } from "./header-values";

const header = (name: string): string => `routing_http_response_${name}_header_value`;

/**
 * User Guide for Application Load Balancers, "HTTP header modification for your Application Load Balancer" and "Mutual
 * authentication with TLS".
 */
export const listenerSettings: readonly Setting[] = [
  { ...hstsSetting, path: header("strict_transport_security") },
  { ...cspSetting, path: header("content_security_policy") },
  { ...frameSetting, path: header("x_frame_options") },
  { ...sniffSetting, path: header("x_content_type_options") },
  ...corsSettings,
  {
    rule: "server-header",
    consequence: "other",
    path: "routing_http_response_server_enabled",
    part: "Server header",
    judge: saferOff,
    standard: true,
    weaker: "Answers tell which software gave the answer.",
    stronger: "Answers no longer tell which software gave the answer.",
  },
  {
    rule: "mutual-tls",
    consequence: "exposure",
    path: "mutual_authentication.mode",
    part: "client certificates",
    judge: ranked({ "": 0, off: 0, passthrough: 1, verify: 2 }),
    weaker: "Clients connect without a certificate that the load balancer has verified.",
    stronger: "Clients need a certificate, and the load balancer verifies more of the certificate.",
  },
  {
    rule: "mutual-tls-expiry",
    consequence: "guard lost",
    path: "mutual_authentication.ignore_client_certificate_expiry",
    part: "expired client certificates",
    judge: saferOff,
    standard: false,
    weaker: "Clients connect with a certificate that has expired.",
    stronger: "Clients with an expired certificate are refused.",
  },
  {
    rule: "mutual-tls-names",
    consequence: "other",
    path: "mutual_authentication.advertise_trust_store_ca_names",
    part: "advertised issuers",
    judge: saferOff,
    standard: false,
    weaker: "Anybody who connects learns the names of the issuers in the trust store.",
    stronger: "Nobody learns the names of the issuers in the trust store.",
  },
  {
    rule: "alpn-policy",
    consequence: "other",
    path: "alpn_policy",
    part: "ALPN policy",
    judge: neutral,
  },
];

export const listenerAttributes: readonly string[] = [
  ...new Set([...headsOf(listenerSettings), "protocol", "port", "ssl_policy", "certificate_arn", "default_action"]),
];
