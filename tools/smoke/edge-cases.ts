import type { Api, Route } from "../apis/api";
import type { Case, Expected } from "./case";
import { blockedAtTheOrigin, blockedByCloudFront, firstPlayer, noNumber, redirectedToTls } from "./refusal";
import { admitted, effort } from "./valid-request";

/** Cases that prove that callers come through CloudFront, and that the firewall is there. */
export function edgeCases(api: Api, counterpart: Case): Case[] {
  const originHeader = originHeaderOf(api, counterpart.route);
  return [...(originHeader === undefined ? [] : behindCloudFront(api, counterpart, originHeader)), ...injected(api)];
}

/** The header that CloudFront adds. A REST API's firewall checks it. An HTTP API has no firewall: its functions check it. */
export const originHeaderOf = (api: Api, route: Route): string | undefined =>
  api.kind === "REST" ? api.firewall?.originHeader : route.originHeader;

/** 32 letters and digits, the form of the values that the origin accepts; there are 10^57 of them. */
const ownValue = "smokesmokesmokesmokesmokesmoke01";

function behindCloudFront(api: Api, counterpart: Case, header: string): Case[] {
  const origin = {
    ...counterpart,
    counterpart,
    at: "the origin",
    expected: blockedAtTheOrigin,
    changes: false,
  } as const;
  const forged = { ...counterpart.headers, [header]: ownValue };
  const [guarded] = api.routes
    .filter(({ authorization: { kind } }) => kind === "cognito" || kind === "lambda")
    .sort((one, other) => effort(one) - effort(other))
    .map((route) => admitted(api, route));
  return [
    { ...counterpart, row: "V4", what: "through CloudFront" },
    { ...origin, row: "V5", what: "past CloudFront" },
    { ...origin, row: "V6", what: `past CloudFront, with an ${header} of one's own`, headers: forged },
    { ...counterpart, row: "V7", what: `through CloudFront, with an ${header} of one's own`, headers: forged },
    ...(guarded === undefined
      ? []
      : [{ ...origin, ...guarded, ...pastWithToken, counterpart: guarded, changes: false } as const]),
    {
      ...counterpart,
      counterpart,
      row: "V22",
      what: "plain HTTP",
      at: "plain HTTP",
      expected: redirectedToTls,
      changes: false,
      // A credential proves nothing here, so none is sent in plain text.
      token: undefined,
      signature: undefined,
      apiKey: undefined,
    },
  ];
}

const pastWithToken = {
  row: "V15",
  what: "past CloudFront, with a token that it lets in",
  at: "the origin",
  expected: blockedAtTheOrigin,
} as const;

/**
 * The first web ACL with the rules that a caller meets blocks the injection; where none has them, the function refuses it.
 */
function injected(api: Api): Case[] {
  const { distribution, firewall } = api;
  if (distribution?.firewall?.sqlInjection === true) return blockedInjection(api, blockedByCloudFront);
  if (firewall?.sqlInjection === true) return blockedInjection(api, blockedAtTheOrigin);
  return api.routes.filter(({ asksForPlayers }) => asksForPlayers).map((route) => refusedInjection(api, route));
}

/** Tries the injection in a parameter that a route requires. */
function blockedInjection(api: Api, expected: Expected): Case[] {
  const [route] = api.routes
    .filter(({ validation: { query } }) => query.length > 0)
    .sort((one, other) => effort(one) - effort(other));
  const [parameter = ""] = route?.validation.query ?? [];
  if (route === undefined) return [];
  const counterpart = admitted(api, route);
  return [
    {
      ...counterpart,
      counterpart,
      row: "V9",
      what: `SQL in ${parameter}`,
      query: { ...counterpart.query, [parameter]: "1' OR '1'='1' UNION SELECT name FROM players -- " },
      expected,
      changes: false,
    },
  ];
}

function refusedInjection(api: Api, route: Route): Case {
  const counterpart = { ...admitted(api, route), expected: firstPlayer };
  return {
    ...counterpart,
    counterpart,
    row: "V8",
    what: "SQL in id",
    query: { ...counterpart.query, id: "1 or 1=1" },
    expected: noNumber,
    changes: false,
  };
}
