import type { Departure } from "../../controls/departures";
import { markdownTable } from "../shared/markdown";
import type { Review, ReviewedRoute } from "./reviewed";

const head = [
  "API",
  "Route",
  "Who may call it",
  "With what",
  "API key",
  "Limits",
  "Checked",
  "Firewall",
  "Reachable at",
  "Answered by",
  "Departures and reasons",
];

/** A route that anybody may call without a written reason, as loud as a table can be. */
const shout = "**ANYBODY, AND NO REASON IS GIVEN**";

/** The reviewer's table of one environment. */
export function markdown({ environment, routes, departures }: Review): string {
  const sections = [`# ${environment}: routes`, ""];
  if (routes.length === 0) return [...sections, "The environment has no API.", ""].join("\n");
  const open = routes.filter(({ unreasoned }) => unreasoned);
  if (open.length > 0) {
    const names = open.map(({ api, route }) => `- ${code(route)} of ${api}`);
    sections.push(`**${open.length} without an authorizer and without a reason:**`, "", ...names, "");
  }
  sections.push(...pastEdgeSections(routes));
  sections.push(markdownTable(head, routes.map(row)), "", ...footnotes(routes));
  if (departures.length > 0) {
    sections.push("Departures of the APIs as a whole, of sign-in and of the functions:", "");
    sections.push(markdownTable(["Setting", "Reason", "Until"], departures.map(departureRow)), "");
  }
  return sections.join("\n");
}

/** Whoever knows an HTTP API's own name goes past the firewall at CloudFront: which routes answer there, and with what. */
function pastEdgeSections(routes: readonly ReviewedRoute[]): string[] {
  const section = (heading: string, has: (past: NonNullable<ReviewedRoute["pastEdge"]>) => boolean): string[] => {
    const found = routes.filter(({ pastEdge }) => pastEdge !== undefined && has(pastEdge));
    return found.length === 0
      ? []
      : [`**${heading}:**`, "", ...found.map(({ api, route }) => `- ${code(route)} of ${api}`), ""];
  };
  return [
    ...section(
      "Reachable past the edge firewall, and no reason is given",
      ({ answers, unreasoned }) => answers === "the route" && unreasoned,
    ),
    ...section(
      "Reachable past the edge firewall, by a departure",
      ({ answers, unreasoned }) => answers === "the route" && !unreasoned,
    ),
    ...section(
      "Reachable past the edge firewall: the authorizer's refusals, 401 and 403, and the function's 403 to a valid token",
      ({ answers }) => answers === "the authorizer's refusals",
    ),
    ...section(
      "Reachable past the edge firewall: the function's 403",
      ({ answers }) => answers === "the function's 403",
    ),
  ];
}

function row(route: ReviewedRoute): string[] {
  return [
    `${route.kind} ${route.api}`,
    code(route.route),
    route.unreasoned ? shout : route.caller,
    route.token,
    route.apiKey ? "required" : "no",
    route.limits.join("\n"),
    route.validation.join("\n") || "nothing",
    route.firewall,
    route.reachableAt.join("\n"),
    route.integration,
    reasons(route).join("\n") || "none",
  ];
}

const reasons = ({ departures, harmless }: ReviewedRoute): string[] => [
  ...(harmless === undefined ? [] : [harmless]),
  ...departures.map(({ path, reason, until }) => `${lastPart(path)}: ${reason}${untilText(until)}`),
];

const departureRow = ({ path, reason, until = "no end" }: Departure): string[] => [code(path), reason, until];
const lastPart = (path: string): string => path.replace(/^.*[\].]\.?(?=[^\].]+$)/, "");
const untilText = (until: string | undefined): string => (until === undefined ? "" : ` (until ${until})`);
const code = (text: string): string => `\`${text}\``;

/** What the words of the table stand for, as far as they are in it. */
function footnotes(routes: readonly ReviewedRoute[]): string[] {
  const kinds = new Set(routes.map(({ kind }) => kind));
  const notes = [
    ...(routes.some(({ kind, token }) => kind === "REST" && / token/.test(token))
      ? [
          "On a REST API the scopes of a route decide which token its Cognito authorizer accepts. Without scopes: the " +
            "ID token; an access token is answered 401. With scopes: the access token; an ID token is answered 401, and an access token without any " +
            "of the scopes is answered 403.",
        ]
      : []),
    ...(kinds.has("HTTP")
      ? [
          "On an HTTP API a JWT authorizer checks issuer, audience and expiry of either token. Scopes are in access tokens alone: " +
            "a token without one of the route's scopes is answered 403.",
        ]
      : []),
    ...(routes.some(({ pastEdge }) => pastEdge !== undefined)
      ? [
          "Past CloudFront an HTTP API also answers preflights, and answers 404 to unknown paths: an HTTP API has no firewall there.",
        ]
      : []),
    "A route has its own throttle or the stage's; a usage plan limits each API key in addition. AWS applies throttles and quotas as targets, not as ceilings.",
  ];
  return notes.flatMap((note) => [`- ${note}`]).concat("");
}
