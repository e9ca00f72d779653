import { type Resource, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { JsonText, type Normal, isObject, keyOf, unknown } from "../../plan/normal";
import {
  type Judgement,
  type Setting,
  orderOf,
  settingFindings,
  sidesOf,
  unknownAfter,
  whenOff,
  withPlace,
} from "../../settings";
import type { RoutePair } from "./route";

const settings: readonly Setting[] = [
  {
    // API Gateway Developer Guide, "Integration passthrough behavior": NEVER refuses a content type that has no template.
    rule: "api-integration-passthrough",
    consequence: "guard lost",
    path: "passthrough_behavior",
    part: "passthrough",
    standard: "WHEN_NO_MATCH",
    safety: orderOf("WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"),
    weaker: "Bodies of a content type that has no template reach the backend as they are.",
    stronger: "Bodies of a content type that has no template are refused.",
  },
  {
    rule: "api-integration-connection",
    consequence: "exposure",
    path: "connection_type",
    part: "connection to the backend",
    standard: "INTERNET",
    safety: orderOf("INTERNET", "VPC_LINK"),
    weaker: "The API calls its backend through the internet.",
    stronger: "The API calls its backend through a VPC link.",
  },
  {
    rule: "api-integration-connection",
    consequence: "exposure",
    path: "connection_id",
    isReference: true,
    part: "VPC link",
    changed: { direction: "cannot tell", meaning: "The API calls its backend through another VPC link." },
  },
  {
    rule: "api-integration-tls",
    consequence: "guard lost",
    path: "tls_config.insecure_skip_verification",
    part: "check of the backend's certificate skipped",
    standard: false,
    safety: whenOff,
    weaker: "Anything that answers in the backend's place is believed.",
    stronger: "The backend must show a certificate that its name belongs to.",
  },
  {
    rule: "api-integration-tls",
    consequence: "guard lost",
    path: "tls_config.server_name_to_verify",
    part: "name in the backend's certificate",
    changed: { direction: "cannot tell", meaning: "The backend must show the certificate of another name." },
  },
  ...["credentials", "credentials_arn"].map((path): Setting => ({
    rule: "api-integration-credentials",
    consequence: "privilege gained",
    path,
    isReference: true,
    part: "role that calls the backend",
    changed: { direction: "cannot tell", meaning: "The API calls its backend with the rights of another role." },
  })),
  ...["timeout_milliseconds", "payload_format_version", "content_handling", "content_handling_strategy"].map(
    (path): Setting => ({
      rule: "api-integration-format",
      consequence: "other",
      path,
      part: path.replaceAll("_", " "),
      changed: {
        direction: "neutral",
        meaning: "Calls to the backend are made in another way or end at another time.",
      },
    }),
  ),
  ...["integration_http_method", "integration_method", "integration_subtype"].map((path): Setting => ({
    rule: "api-integration-format",
    consequence: "contract",
    path,
    part: path.replaceAll("_", " "),
    changed: { direction: "cannot tell", meaning: "The backend is called with another method or action." },
  })),
];

/** Read by the table of routes. */
const joining = ["rest_api_id", "resource_id", "http_method", "api_id", "type", "integration_type"];
const mapped = [
  "request_templates",
  "request_parameters",
  "cache_key_parameters",
  "uri",
  "integration_uri",
  "tls_config",
];

export const judgedOfIntegrations = [
  ...joining,
  ...mapped,
  ...settings.map(({ path }) => path.split(".")[0] ?? path),
  "cache_namespace",
];

/** What a route's integration does otherwise than before. */
export function integrationFindings({ estate, before, after }: RoutePair): readonly Finding[] {
  const one = after.integration;
  const found = [...backendFindings(before, after)];
  const place = one ?? after.entry;
  const whole = found.map((finding) => withPlace(finding, place, ...(one === undefined ? ["target"] : paths)));
  const isMock = before.backend.kind === "mock" && after.backend.kind === "mock";
  const settled = one === undefined || isMock ? [] : settingFindings(one, settings, estate);
  const maps = one === undefined ? [] : mappingFindings(one, isMock);
  return [
    ...whole,
    ...settled.map((finding) => ({ ...finding, part: `${after.name}, ${finding.part ?? ""}` })),
    ...maps.map((finding) => ({ ...finding, part: `${after.name}, ${finding.part ?? ""}` })),
  ];
}

const paths = ["uri", "integration_uri", "type", "integration_type"];

function backendFindings(
  { backend: had }: RoutePair["before"],
  { backend: has, authorization, name }: RoutePair["after"],
): readonly Judgement[] {
  const rule = "api-route-backend";
  // Two that the plan does not tell have no key on either side.
  if (had.kind === has.kind && had.key === has.key) return [];
  const part = name;
  if (has.key === undefined) return [{ ...unknownAfter(rule, `the backend of ${name}`, had.words), part }];
  const words = { rule, part, before: had.words, after: has.words };
  if (has.kind === "mock" || had.kind === "mock") {
    const reaches = has.kind !== "mock";
    const isOpen = authorization === "NONE";
    return [
      {
        ...words,
        consequence: reaches && isOpen ? "exposure" : "contract",
        direction: reaches && !isOpen ? "neutral" : "weaker",
        meaning: reaches
          ? `Calls reach a backend, ${isOpen ? "without authorization" : "with the authorization that the route asks for"}.`
          : "The API answers by itself: calls no longer reach a backend.",
      },
    ];
  }
  if (had.isPlain !== has.isPlain)
    return [
      {
        ...words,
        consequence: "exposure",
        direction: has.isPlain ? "weaker" : "stronger",
        meaning: has.isPlain ? "The API calls its backend without TLS." : "The API calls its backend by TLS.",
      },
    ];
  const meaning = "Another backend answers the route: check that it holds what the route's callers may have.";
  return [{ ...words, consequence: "contract", direction: "cannot tell", meaning }];
}

/** Texts that shape a request: what they let through is for a reader to judge. Values are not printed: a header may be a secret. */
function mappingFindings(one: Resource, isMock: boolean): readonly Finding[] {
  return ["request_templates", "request_parameters", "cache_key_parameters"].flatMap((path) => {
    const [before, after] = sidesOf(one, path);
    const names = changedNames(before, after);
    if (names.length === 0) return [];
    const part = `${words[path] ?? path}${names.join() === "" ? "" : ` ${names.join(", ")}`}`;
    const rule = "api-integration-mapping";
    if (after === unknown) return [withPlace(unknownAfter(rule, words[path] ?? path), one, path)];
    const meaning =
      path === "request_templates"
        ? "The mapping template changed: it may let more of a request through to the backend."
        : path === "request_parameters"
          ? "The mapping of parameters changed: the backend gets other values."
          : "Answers are kept by other parameters: a caller may get the answer to another's call.";
    if (isMock) {
      const changed = "The answer that the API gives by itself is chosen in another way.";
      return [withPlace({ rule, consequence: "other", direction: "neutral", part, meaning: changed }, one, path)];
    }
    const consequence = path === "cache_key_parameters" ? "exposure" : "guard lost";
    return [withPlace({ rule, consequence, direction: "cannot tell", part, meaning }, one, path)];
  });
}

const words: Readonly<Record<string, string>> = {
  request_templates: "mapping template",
  request_parameters: "mapping of parameters",
  cache_key_parameters: "cache key",
};

/** The keys of a map whose values differ; one empty name where a whole differs that is no map. */
export function changedNames(before: Normal | undefined, after: Normal | undefined): readonly string[] {
  if (keyOf(before) === keyOf(after)) return [];
  const maps = [before, after].every((one) => one === undefined || isObject(one));
  if (!maps) return [""];
  const names = [before, after].flatMap((one) => (isObject(one) ? Object.keys(one) : []));
  return [...new Set(names)]
    .sort()
    .filter((name) => keyOf(textOf(attribute(before, name))) !== keyOf(textOf(attribute(after, name))));
}

/** A template in JSON is a text too. */
const textOf = (value: Normal | undefined): Normal | undefined => (value instanceof JsonText ? value.value : value);
