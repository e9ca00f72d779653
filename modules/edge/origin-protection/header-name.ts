/**
 * CloudFront never adds these (CloudFront Developer Guide, "Custom headers that CloudFront can't add to origin requests").
 */
const refusedByDistributions = [
  "cache-control",
  "connection",
  "content-length",
  "cookie",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "max-forwards",
  "pragma",
  "proxy-authorization",
  "proxy-connection",
  "range",
  "request-range",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-real-ip",
];

/** Headers that functions may not set either (CloudFront Developer Guide, "Restrictions on all edge functions"). */
const refusedByFunctions = ["cdn-loop", "expect", "keep-alive", "proxy-authenticate", "x-cache", "x-forwarded-proto"];

const refusedBeginnings = ["x-accel-", "x-amz-", "x-amzn-", "x-edge-"];

/** Headers that viewers send for a purpose of their own: the viewer's value would be lost. */
const takenByViewers = [
  "accept",
  "accept-encoding",
  "authorization",
  "content-type",
  "origin",
  "user-agent",
  "x-api-key",
];

/**
 * Says why a header cannot carry the value that an origin checks, as the end of a sentence; undefined where it can. The name
 * is in lower case, as a CloudFront function and AWS WAF read it.
 */
export function headerNameFault(name: string): string | undefined {
  if (!/^[a-z0-9-]{1,40}$/.test(name)) return "give 1 to 40 lower-case letters, digits and hyphens";
  const refused = [...refusedByDistributions, ...refusedByFunctions].includes(name);
  if (refused || refusedBeginnings.some((beginning) => name.startsWith(beginning))) {
    return "give another name, such as x-origin-verify: CloudFront refuses to add this header";
  }
  return takenByViewers.includes(name)
    ? "give another name, such as x-origin-verify: viewers send this header for purposes of their own"
    : undefined;
}
