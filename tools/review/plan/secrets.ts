import { type WhyRedacted, reasons } from "./redacted";

/** The start of what issuers give as a key, or the whole form of one; anywhere in a text. */
const shapes: readonly RegExp[] = [
  // IAM user guide, "IAM identifiers", the table of unique ID prefixes: AKIA and ASIA are access keys.
  /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
  /\b(?:sk|rk|pk)_(?:live|test)_\w{8,}/,
  /\bwhsec_\w{16,}/,
  /\b(?:gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|npm_|SG\.)[\w.-]{16,}/,
  /\bAIza[\w-]{35}/,
  /\bsk-(?:ant-|proj-)?[\w-]{20,}/,
  // RFC 7519: three parts in base64url, the first of which begins with {".
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/,
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/,
  // User and password in an address.
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i,
  /\bbearer\s+[\w.~+/-]{16,}/i,
];

/** Whether a text has a key in it, whatever it is called. */
export const looksLikeKey = (text: string): boolean =>
  shapes.some((shape) => shape.test(text)) || whyHidden(text) === "shaped as a key";

/** What is a secret whatever it looks like. */
const secretName =
  /(?:^|[_.-])(?:password|passwd|passphrase|secret_string|secret_binary|client_secret|private_key|auth_token|shared_secret|preshared_key|secret_key|secret_access_key)(?:_wo)?$/;

const soundsSecret = /secret|token|passw|credential|api_?key|(?:^|[_.-])key$|signing_?key|access_?key|auth/i;

/** Names an object of AWS, or a resource of a synthesis, and gives no access to it. */
const identifier =
  /^(?:\$\{[\w./-]+\}$|arn:|https?:\/\/|[a-z]{1,12}-[0-9a-f]{8,17}$|[a-z0-9]+(?:[./ :_-][a-z0-9]+)+$|[A-Z]+(?:_[A-Z0-9]+)*$)/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Bits per character that random text of its length would have; words have fewer. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

const isToken = (text: string): boolean =>
  text.length >= 16 && !/\s/.test(text) && /\d/.test(text) && /[a-z]/i.test(text) && entropy(text) >= 3;

/** Where an attribute or a map's key stands: the names from the resource down, without the positions in lists. */
export type Place = readonly string[];

/** Why a text at a place is not shown; undefined where it may be. */
export function whySecret(text: string, place: Place): WhyRedacted | undefined {
  const name = place.at(-1) ?? "";
  const hidden = whyHidden(text);
  if (hidden !== undefined) return hidden;
  if (looksLikeKey(text)) return "shaped as a key";
  if (place.includes("tags") || place.includes("tags_all")) {
    return soundsSecret.test(name) && isToken(text) && !isIdentifier(text) ? "named as a secret" : undefined;
  }
  if (isVariable(place)) return "environment variable";
  if (
    place.some((one) => /^(?:custom_header|custom_headers)$/.test(one)) &&
    !/^(?:name|header|header_name)$/.test(name)
  ) {
    return "header of an origin";
  }
  // A header that an origin or a firewall looks for is a secret where its value looks like a token.
  if (isLookedFor(place) && isToken(text) && !isIdentifier(text)) return "header of an origin";
  if (/^user_data(?:_base64)?$/.test(name)) return "user data";
  if (secretName.test(name.toLowerCase())) return "named as a secret";
  return soundsSecret.test(name) && isToken(text) && !isIdentifier(text) ? "named as a secret" : undefined;
}

const isIdentifier = (text: string): boolean => identifier.test(text) && !uuid.test(text);

const isLookedFor = (place: Place): boolean =>
  place.includes("http_header") || place.some((one) => one === "search_string" || one === "regex_string");

/** A variable of a function, a stage, a build, a container or a job. What names it may be shown. */
function isVariable(place: Place): boolean {
  const holder = place.findIndex((one) =>
    /^(?:environment|environment_variables?|variables|stage_variables)$/.test(one),
  );
  const name = place.at(-1) ?? "";
  return (
    holder >= 0 &&
    holder < place.length - 1 &&
    !(/^(?:name|type)$/.test(name) && place[holder] !== "variables" && !place.includes("variables"))
  );
}

/** The text with each key in it replaced. A private key goes on to the end of the text. */
export function withoutKeys(text: string, replaced: (key: string) => string = () => "(sensitive value)"): string {
  if (!shapes.some((shape) => shape.test(text))) return text;
  return wholeKeys.reduce((rest, shape) => rest.replace(shape, replaced), text);
}

const wholeKeys = shapes.map(
  ({ source, flags }) => new RegExp(`(?:${source})${source.includes("PRIVATE KEY") ? "[^]*" : ""}`, `${flags}g`),
);

/** What a redacted plan has in place of a secret. Two secrets of one change have two numbers, so that the change is still seen. */
export const inPlaceOf = (why: WhyRedacted, number: number): string => `(sensitive value ${number}, ${why})`;

/** Why a text of a redacted plan stands for a secret; undefined for any other text. */
export function whyHidden(text: string): WhyRedacted | undefined {
  const why = /^\(sensitive value \d+, ([a-z ]+)\)$/.exec(text)?.[1];
  return reasons.find((one) => one === why);
}
