import type { Api } from "../apis/api";
import { type Case, requestsAtMost } from "./case";
import { denialsAt, entryOf, deniedInWords, deniesAddress } from "./entry";
import { type HttpRequest, signWrongly } from "./http";
import type { SmokeOptions } from "./options";
import { chooseToken } from "./token";

/** Builds the request of a case with the caller's credentials; returns what it needs where something is missing. */
export async function requestOf(one: Case, options: SmokeOptions): Promise<HttpRequest | { readonly needs: string }> {
  const { api, route, token: use, apiKey } = one;
  const { credentials, outputs } = options;
  const base = placeOf(one, options);
  if (base === undefined) return { needs: `the outputs of layer edge, of ${api.kind} API ${api.name}` };
  const headers: Record<string, string> = { ...one.headers };
  if (use !== undefined) {
    const { authorization } = route;
    const clients = authorization.kind === "jwt" ? authorization.audienceOutputs : [];
    const ids = clients.flatMap((name) => outputs[name] ?? []);
    const chosen = chooseToken(use, credentials, ids.length === clients.length ? ids : []);
    if ("needs" in chosen) return chosen;
    const header = "header" in authorization ? authorization.header : undefined;
    headers[header ?? "Authorization"] = `Bearer ${chosen.token}`;
  }
  if (apiKey !== undefined && credentials.apiKey !== undefined) headers["x-api-key"] = credentials.apiKey;
  if (apiKey === "required" && credentials.apiKey === undefined) return { needs: "an API key" };
  if (one.clientCertificate && credentials.clientCertificate !== true) return { needs: "a client certificate" };
  const query = new URLSearchParams(one.query).toString();
  const request: HttpRequest = {
    method: one.method,
    url: `${base}${one.path}${query === "" ? "" : `?${query}`}`,
    headers,
    ...(one.body !== undefined && { body: one.body }),
    clientCertificate: one.clientCertificate,
  };
  if (one.signature === undefined) return request;
  const sign = one.signature === "wrong" ? signWrongly : credentials.sign;
  return sign === undefined ? { needs: "AWS credentials to sign with" } : sign(request, api.region);
}

function placeOf({ api, at }: Case, options: SmokeOptions): string | undefined {
  switch (at) {
    case "the API":
      return baseOf(api, options);
    case "plain HTTP":
      return baseOf(api, options)?.replace(/^https:/, "http:");
    case "the origin":
      return originOf(api, options);
    case "default endpoint":
      return defaultEndpointOf(api, options);
  }
}

/** The origin's address, which CloudFront forwards to: a name of the API other than the one that viewers know. */
function originOf(api: Api, options: SmokeOptions): string | undefined {
  const known = baseOf(api, options);
  const domain = api.domains.find(({ name }) => known === undefined || name !== new URL(known).host);
  const named = domain && `https://${[domain.name, domain.basePath].filter(Boolean).join("/")}`;
  return options.origins?.[api.kind] ?? named ?? defaultEndpointOf(api, options);
}

const prefixOf = ({ kind }: Api): string => (kind === "REST" ? "rest_api" : "http_api");

export const baseOf = (api: Api, { urls, outputs }: SmokeOptions): string | undefined =>
  (urls?.[api.kind] ?? outputs[`${prefixOf(api)}_url`])?.replace(/\/$/, "");

function defaultEndpointOf(api: Api, { defaultEndpoints, outputs }: SmokeOptions): string | undefined {
  const given = defaultEndpoints?.[api.kind];
  const id = outputs[`${prefixOf(api)}_id`];
  if (given !== undefined || id === undefined) return given;
  const stage = api.stage === undefined || api.stage === "$default" ? "" : `/${api.stage}`;
  return `https://${id}.execute-api.${api.region}.amazonaws.com${stage}`;
}

/** The most requests that are sent to reach a throttle. */
const requestsForAThrottle = 500;

/** The reason not to send a request, even if its credentials are there. */
export function hindranceOf(
  one: Case,
  { callerAddress, callerCountry, insideVpc = false, changes = false }: SmokeOptions,
): string | undefined {
  const { api, from, until } = one;
  const denied = callerAddress !== undefined && deniesAddress(api.policy, callerAddress);
  if (from === "a denied address" && !denied) {
    return `needs a caller at an address that the resource policy denies, ${deniedInWords(api.policy) ?? ""}`;
  }
  if (from !== "a denied address" && denied) return `the resource policy denies ${callerAddress}`;
  if (from === "the internet" && insideVpc) return "needs a caller outside the VPC";
  if (from !== "the internet" && api.private && !insideVpc) return "needs a caller inside the VPC";
  const denial = denialsAt(entryOf(api)).find(({ denies }) => denies({ callerAddress, callerCountry }));
  if (denial !== undefined) return `the API is closed to ${denial.who}`;
  if (one.changes && !changes) return "may change something";
  if (until !== undefined && requestsAtMost(until) > requestsForAThrottle) {
    return `may take ${requestsAtMost(until)} requests; ${requestsForAThrottle} are the most that are sent`;
  }
  return undefined;
}
