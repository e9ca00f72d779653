import { parsedDocument } from "./json-document";
import { type WhyRedacted, reasons } from "./redacted";
import { isNameOfSecret, mayNameSecret, namesSecret } from "./secret-names";
import { assignsSecret, isLiteral, readings } from "./secret-texts";

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
    return mayNameSecret(name) && isToken(text) && !isIdentifier(text) ? "named as a secret" : undefined;
  }
  const within = whyWithin(text, place);
  if (within !== undefined) return within;
  if (isVariable(place)) return "environment variable";
  if (
    place.some((one) => /^(?:custom_header|custom_headers)$/.test(one)) &&
    !/^(?:name|header|header_name)$/.test(name)
  ) {
    return "header of an origin";
  }
  // A header that an origin or a firewall looks for is a secret where its value looks like a token.
  if (isLookedFor(place) && isToken(text) && !isIdentifier(text)) return "header of an origin";
  if (isScript(name)) return "user data";
  if (isNameOfSecret(name)) return "named as a secret";
  return mayNameSecret(name) && isToken(text) && !isIdentifier(text) ? "named as a secret" : undefined;
}

const isScript = (name: string): boolean => /^user_data(?:_base64)?$/.test(name);

/** What holds any text: a file, a script, a parameter, the input of a call. */
const isFile = (place: Place): boolean =>
  place.some((one) => /^(?:content|content_base64|value|insecure_value|input|buildspec|template_body)$/.test(one));

/** Why a text is hidden for what is written in it: a script for its passwords. A document in JSON is hidden by its parts. */
function whyWithin(text: string, place: Place): WhyRedacted | undefined {
  const name = place.at(-1) ?? "";
  const isProgram = isScript(name) || isVariable(place);
  if (!isProgram && isFile(place.slice(0, -1)) && namesSecret(name) && isLiteral(text)) return "named as a secret";
  if (!isProgram && (!isFile(place) || parsedDocument(text) !== undefined)) return undefined;
  const all = readings(text);
  if (all.some(looksLikeKey)) return "shaped as a key";
  return all.some(assignsSecret) ? "named as a secret" : undefined;
}

/**
 * Whether a part of a resource is a secret by the name beside it: the value of a parameter by the parameter's name.
 *
 * @param place of the resource's part
 */
export const isNamedBeside = ({ name }: Readonly<Record<string, unknown>>, place: Place, value: unknown): boolean =>
  place.length === 1 &&
  /^(?:insecure_)?value$/.test(place[0] ?? "") &&
  typeof name === "string" &&
  namesSecret(name) &&
  typeof value === "string" &&
  !isIdentifier(value);

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
