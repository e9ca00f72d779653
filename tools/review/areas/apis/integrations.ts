import type { Finding } from "../../finding";
import { headsOf } from "../../settings/paths";
import { type Judgement, settingFindings, statesOf, unknownAfter, withPlace } from "../../settings/setting";
import { outsideMeaning } from "./backend";
import { integrationSettings } from "./integration-settings";
import { mappingFindings } from "./mapping-templates";
import type { RoutePair } from "./route";

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

export const judgedOfIntegrations = [...joining, ...mapped, ...headsOf(integrationSettings), "cache_namespace"];

/** What a route's integration does otherwise than before. */
export function integrationFindings({ estate, before, after }: RoutePair): readonly Finding[] {
  const one = after.integration;
  const found = [...backendFindings(before, after)];
  const place = one ?? after.entry;
  const whole = found.map((finding) => withPlace(finding, place, ...(one === undefined ? ["target"] : paths)));
  const isMock = before.backend.kind === "mock" && after.backend.kind === "mock";
  const settled = one === undefined || isMock ? [] : settingFindings(integrationSettings, statesOf(one), estate);
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
    const isExposed = reaches && (authorization === "NONE" || has.outside !== undefined);
    const how = authorization === "NONE" ? "without authorization" : "with the authorization that the route asks for";
    return [
      {
        ...words,
        consequence: isExposed ? "exposure" : "contract",
        direction: reaches && !isExposed ? "neutral" : "weaker",
        meaning: reaches
          ? [`Calls reach a backend, ${how}.`, outsideMeaning(has)].join(" ").trim()
          : "The API answers by itself: calls no longer reach a backend.",
      },
    ];
  }
  const isMoved = has.outside !== undefined && has.outside !== had.outside;
  if (isMoved || (has.isPlain && !had.isPlain)) {
    const isWorse = had.outside === undefined || (has.isPlain && !had.isPlain);
    const direction = isWorse ? "weaker" : "cannot tell";
    return [{ ...words, consequence: "exposure", direction, meaning: outsideMeaning(has, isMoved) }];
  }
  if (had.isPlain && !has.isPlain && had.outside === has.outside)
    return [{ ...words, consequence: "exposure", direction: "stronger", meaning: "The API calls its backend by TLS." }];
  const meaning = "Another backend answers the route: check that it holds what the route's callers may have.";
  return [{ ...words, consequence: "contract", direction: "cannot tell", meaning }];
}
