import type { Api } from "../apis/api";
import type { Expected } from "./case";

/*
 * A refusal is recognized by API Gateway's own words, because a firewall or a proxy answers with the same status. The words
 * are those of re:Post, "How do I troubleshoot HTTP 403 errors from API Gateway?", and the one word with which the gateway
 * responses override them.
 */
const denied = ["Forbidden", "User is not authorized…"];

export const unauthorized: Expected = { statuses: [401], messages: ["Unauthorized"] };

export const forbidden: Expected = { statuses: [403], messages: denied };

/** A Lambda authorizer answers 403 to a known caller whom it denies, and 401 to an unknown caller. */
export const refusedByFunction: Expected = { statuses: [401, 403], messages: ["Unauthorized", ...denied] };

export const deniedByPolicy: Expected = {
  statuses: [403],
  messages: ["Forbidden", "User: anonymous is not authorized…"],
};

export const unsigned: Expected = { statuses: [403], messages: ["Missing Authentication Token"] };

export const wronglySigned: Expected = {
  statuses: [403],
  messages: [
    "Forbidden",
    "The security token included in the request is invalid.",
    "The request signature we calculated does not match…",
  ],
};

export const withoutApiKey: Expected = { statuses: [403], messages: ["Forbidden"] };

export const invalid: Expected = {
  statuses: [400],
  messages: ["Missing required request parameters…", "Invalid request body"],
};

/** The web ACL's rate rule answers 429 too, with other words. */
export const overTheLimit: Expected = { statuses: [429], messages: ["Too Many Requests", "Limit Exceeded"] };

/** re:Post, "Deactivate the API Gateway default endpoint API". */
export const defaultEndpointOff: Readonly<Record<Api["kind"], Expected>> = {
  REST: { statuses: [403], messages: ["Forbidden"] },
  HTTP: { statuses: [404], messages: ["Not Found"] },
};

/**
 * The answer of API Gateway when the web ACL of its stage blocks a request (API Gateway Developer Guide, "Gateway response
 * types": WAF_FILTERED), and of a function.
 */
export const blockedAtTheOrigin: Expected = { statuses: [403], messages: ["Forbidden"] };

/**
 * The words of CloudFront's pages when AWS WAF blocks, and when a country is denied (re:Post, "How do I troubleshoot 403
 * errors from CloudFront?").
 */
export const blockedByCloudFront: Expected = { statuses: [403], page: { words: "Request blocked" } };
export const countryBlockedByCloudFront: Expected = {
  statuses: [403],
  page: { words: "configured to block access from your country" },
};

/** A load balancer's page. nginx, which may be behind it, answers with the same words and its own name. */
export const blockedByLoadBalancer: Expected = { statuses: [403], page: { words: "403 Forbidden", without: "nginx" } };

/** CloudFront Developer Guide, "Require HTTPS for communication between viewers and CloudFront". */
export const redirectedToTls: Expected = { statuses: [301] };

/** The answer of `functions/query-player` to an id that is no number. */
export const noNumber: Expected = { statuses: [400], messages: ["give id, a number of 1 to 9 digits, once"] };

/** The answer of `functions/query-player` to id 1, with the table that `functions/prepare-database` fills. */
export const firstPlayer: Expected = {
  statuses: [200],
  body: { text: JSON.stringify(["My favorite player is Lionel Messi"]), name: "the first player" },
};
