import { cannotTell, neutral, saferOff, weakestFirst } from "../../settings/judges";
import type { Setting } from "../../settings/setting";

/** How a REST or an HTTP API calls its backend. */
export const integrationSettings: readonly Setting[] = [
  {
    // API Gateway Developer Guide, "Method request behavior for payloads without mapping templates for REST APIs in API
    // Gateway": NEVER refuses a content type that has no template.
    rule: "api-integration-passthrough",
    consequence: "guard lost",
    path: "passthrough_behavior",
    part: "passthrough",
    standard: "WHEN_NO_MATCH",
    judge: weakestFirst("WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"),
    weaker: "Bodies of a content type that has no template reach the backend as they are.",
    stronger: "Bodies of a content type that has no template are refused.",
  },
  {
    rule: "api-integration-connection",
    consequence: "exposure",
    path: "connection_type",
    part: "connection to the backend",
    standard: "INTERNET",
    judge: weakestFirst("INTERNET", "VPC_LINK"),
    weaker: "The API calls its backend through the internet.",
    stronger: "The API calls its backend through a VPC link.",
  },
  {
    rule: "api-integration-connection",
    consequence: "exposure",
    path: "connection_id",
    isReference: true,
    part: "VPC link",
    judge: cannotTell,
    changed: "The API calls its backend through another VPC link.",
  },
  {
    rule: "api-integration-tls",
    consequence: "guard lost",
    path: "tls_config.insecure_skip_verification",
    part: "check of the backend's certificate skipped",
    standard: false,
    judge: saferOff,
    weaker: "Anything that answers in the backend's place is believed.",
    stronger: "The backend must show a certificate that its name belongs to.",
  },
  {
    rule: "api-integration-tls",
    consequence: "guard lost",
    path: "tls_config.server_name_to_verify",
    part: "name in the backend's certificate",
    judge: cannotTell,
    changed: "The backend must show the certificate of another name.",
  },
  ...["credentials", "credentials_arn"].map((path): Setting => ({
    rule: "api-integration-credentials",
    consequence: "privilege gained",
    path,
    isReference: true,
    part: "role that calls the backend",
    judge: cannotTell,
    changed: "The API calls its backend with the rights of another role.",
  })),
  ...["timeout_milliseconds", "payload_format_version", "content_handling", "content_handling_strategy"].map(
    (path): Setting => ({
      rule: "api-integration-format",
      consequence: "other",
      path,
      part: path.replaceAll("_", " "),
      judge: neutral,
      changed: "Calls to the backend are made in another way or end at another time.",
    }),
  ),
  ...["integration_http_method", "integration_method", "integration_subtype"].map((path): Setting => ({
    rule: "api-integration-format",
    consequence: "contract",
    path,
    part: path.replaceAll("_", " "),
    judge: cannotTell,
    changed: "The backend is called with another method or action.",
  })),
];
