import { attribute, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { isList, isSet, keyOf } from "../../plan/normal";
import type { Value } from "../../settings/paths";
import { type States, partOf, pathIn } from "../../settings/setting";

/**
 * Headers that CloudFront adds to requests to an origin, by which the origin knows CloudFront (CloudFront Developer Guide, "Add
 * custom headers to origin requests"). Of a value nothing is shown but whether it changes.
 */
export function headerOfOriginFindings(states: States): Finding[] {
  const [before, after] = [states.before, states.after].map((value) => attribute(value, "custom_header"));
  if (keyOf(before) === keyOf(after)) return [];
  if (!isReadable(before) || !isReadable(after)) return [finding(states, "a header", "custom_header", true, true)];
  const [had, has] = [states.before, states.after].map(
    (value) => new Map(blocksOf(value, "custom_header").map((one) => [nameOf(one), keyOf(attribute(one, "value"))])),
  );
  const names = [...new Set([...(had?.keys() ?? []), ...(has?.keys() ?? [])])].sort();
  return names
    .filter((name) => had?.get(name) !== has?.get(name))
    .map((name) => finding(states, name, `custom_header[${name}]`, had?.has(name) === true, has?.has(name) === true));
}

const isReadable = (value: Value): boolean => value === undefined || isList(value) || isSet(value);
const nameOf = (header: Value): string => textOf(header, "name") ?? "a name known after apply";

function finding(states: States, name: string, path: string, had: boolean, has: boolean): Finding {
  return {
    rule: "origin-header",
    consequence: "guard lost",
    direction: had && has ? "cannot tell" : has ? "stronger" : "weaker",
    place: states.place,
    part: partOf(states, `header ${name}`),
    before: had ? "sent" : "not sent",
    after: had && has ? "sent with another value" : has ? "sent" : "not sent",
    meaning:
      had && has
        ? "An origin that asks for the header must accept the other value first, or refuses every request."
        : has
          ? "The origin can tell CloudFront from anybody else."
          : "The origin cannot tell CloudFront from anybody else: one that asks for the header refuses every request.",
    says: [pathIn(states, path)],
  };
}
