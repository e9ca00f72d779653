import type { Api, Route, Throttle } from "../apis/api";

/**
 * The verification rows that smoke can test, in order. A row that uses up a limit comes late. The row that has this
 * machine's address refused for some minutes comes last.
 */
export const rows = [
  "V1",
  "V2",
  "V4",
  "V5",
  "V6",
  "V7",
  "V8",
  "V9",
  "V10",
  "V11",
  "V12",
  "V13",
  "V14",
  "V15",
  "V16",
  "V17",
  "V20",
  "V21",
  "V22",
  "V23",
  "V24",
  "V25",
  "V26",
  "V28",
  "V29",
  "V30",
  "F7",
  "V18",
  "V3",
  "V31",
  "V19",
] as const;

export type Row = (typeof rows)[number];

export const isRow = (text: string): text is Row => (rows as readonly string[]).includes(text);

/** What each row proves, for whoever reads the table or opens the collection. */
export const rowTitles: Readonly<Record<Row, string>> = {
  V1: "a route that requires no token",
  V2: "a request without a required parameter or body",
  V3: "the database user's secret rotates, and no request fails",
  V4: "through CloudFront, which adds the header that the origin requires",
  V5: "past CloudFront, without that header",
  V6: "past CloudFront, with a made-up value",
  V7: "through CloudFront, with a made-up value, which CloudFront replaces",
  V8: "SQL in the id, if no web ACL has rules on SQL",
  V9: "SQL injection, which the web ACL blocks",
  V10: "no token",
  V11: "a token that is not valid",
  V12: "a valid token",
  V13: "an access token where the ID token is required",
  V14: "a token without the route's scope, and with it",
  V15: "past CloudFront, with a valid token and without the header",
  V16: "the HTTP API: no token, a bad token, a valid token",
  V17: "no API key, and a valid one",
  V18: "over the throttle",
  V19: "over the web ACL's limit for one address",
  V20: "an address or a country that is denied at the edge",
  V21: "the load balancer by plain HTTP, which it redirects",
  V22: "plain HTTP, which CloudFront redirects",
  V23: "script, a path to a file and a scanner, which the web ACL blocks",
  V24: "TLS 1.0 and 1.1",
  V25: "an instance past the load balancer",
  V26: "an internal load balancer, from the internet",
  V28: "an IAM route, unsigned and signed",
  V29: "a private API, from the internet",
  V30: "mutual TLS without a client certificate, and the default endpoint",
  V31: "the header's secret rotates, and no request is refused",
  F7: "an address that the resource policy denies",
};

/** The kind of token that a case needs. */
export type TokenUse =
  | { readonly use: "id" }
  | {
      readonly use: "access";
      /** The token has at least one of these. */
      readonly anyScopeOf?: readonly string[];
      /** The token has none of these. */
      readonly noScopeOf?: readonly string[];
    }
  /** A word that is no token. */
  | { readonly use: "garbage" }
  | { readonly use: "expired" }
  /** A valid token whose signature was changed. */
  | { readonly use: "tampered" }
  /** The claims of a valid token, with `alg: none` and no signature. */
  | { readonly use: "unsigned" };

export interface Expected {
  readonly statuses: readonly number[];
  /** The `message` of the body is one of these, or begins with one that ends with an ellipsis. @default anything */
  readonly messages?: readonly string[];
  /** The `message` is none of these: the words of somebody else who answers with the same status. @default none */
  readonly notMessages?: readonly string[];
  /** Words in a body that is a page or a text, and words of somebody else that are not in it. @default anything */
  readonly page?: { readonly words: string; readonly without?: string };
  /** The whole body, and its name in the table. @default anything */
  readonly body?: { readonly text: string; readonly name: string };
  /** The start of a redirect's address. @default anything */
  readonly location?: string;
  /** Nobody answers: because of any fault, or because TLS refuses the connection. */
  readonly noConnection?: "any" | "tls";
}

/** One request and the expected answer. Its secrets are filled in when it is sent. */
export interface Case {
  readonly row: Row;
  readonly api: Api;
  readonly route: Route;
  /** Tells the request from the others of its row: `no token`. */
  readonly what: string;
  /** `the origin` is the name that CloudFront forwards to; `plain HTTP` is the API's name without TLS. */
  readonly at: "default endpoint" | "plain HTTP" | "the API" | "the origin";
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly token?: TokenUse;
  /** `optional` is sent if there is a key, so that a missing key is not the reason of a refusal. */
  readonly apiKey?: "optional" | "required";
  readonly signature?: "required" | "wrong";
  readonly clientCertificate: boolean;
  /** Where the caller is. @default where the API lets callers in */
  readonly from?: "a denied address" | "the internet";
  readonly expected: Expected;
  /** A request that the route must accept. If it is refused too, the refusal proves nothing. */
  readonly counterpart?: Case;
  /** An address that answers everybody. If it does not answer either, the missing answer proves nothing. */
  readonly control?: string;
  /** If the answer is as expected, the function behind the route may change something. */
  readonly changes: boolean;
  /** Repeated until the limit answers. */
  readonly until?: Throttle;
}

/** The most requests to try a throttle with: twice what it lets through at once and in the following second, and 10 more. */
export const requestsAtMost = ({ ratePerSecond, burst }: Throttle): number =>
  2 * (burst + Math.ceil(ratePerSecond)) + 10;

/** The narrowest throttle for a caller of a route: of the usage plan, the route or the stage. */
export function narrowestThrottle(api: Api, { apiKey, throttle, usagePlans }: Route): Throttle | undefined {
  const plans = apiKey ? usagePlans.flatMap(({ throttle: of }) => of ?? []) : [];
  const all = [...plans, ...((throttle ?? api.throttle) ? [throttle ?? api.throttle] : [])] as Throttle[];
  return all.sort((one, other) => requestsAtMost(one) - requestsAtMost(other))[0];
}
