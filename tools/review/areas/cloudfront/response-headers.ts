import type { Estate } from "../../estate";
import { attribute, blockOf, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { hstsSetting, sniffSetting, together } from "../transport/header-values";
import { isUpdate } from "../../settings/changed";
import type { Value } from "../../settings/paths";
import { type States, partOf, pathIn, settingFindings, statesOf } from "../../settings/setting";
import { scalar } from "../../settings/words";
import { corsFindings } from "./cors";
import { responseHeaderSettings, security } from "./response-header-settings";

export const responseHeaderAttributes: readonly string[] = [
  "security_headers_config",
  "cors_config",
  "custom_headers_config",
  "remove_headers_config",
  "server_timing_headers_config",
];

/** What a changed policy tells browsers; whether a behavior uses the policy at all is judged with the behavior. */
export const responseHeaderFindings = (estate: Estate): Finding[] =>
  estate
    .changed("aws_cloudfront_response_headers_policy")
    .filter(isUpdate)
    .flatMap((policy) => headerFindings(statesOf(policy)));

/** The difference of two policies, which need not be one resource. */
export const headerFindings = (states: States): Finding[] => [
  ...hstsFindings(states),
  ...sniffFindings(states),
  ...settingFindings(responseHeaderSettings, states),
  ...corsFindings(states),
  ...namedFindings(states, "custom_headers_config"),
  ...namedFindings(states, "remove_headers_config"),
];

const configOf = (value: Value, name: string): Value => blockOf(blockOf(value, "security_headers_config"), name);

function hstsFindings(states: States): Finding[] {
  const name = "strict_transport_security";
  const [was, is] = [states.before, states.after].map((value) => hstsParts(configOf(value, name)));
  if (was === undefined || is === undefined || configOf(states.after, name) === unknown) return [];
  const direction = together(was, is);
  if (direction === undefined) return [];
  const { rule, consequence, part, weaker, stronger, changed } = hstsSetting;
  return [
    {
      rule,
      consequence,
      direction,
      place: states.place,
      part: partOf(states, part),
      before: hstsWords(was),
      after: hstsWords(is),
      meaning: direction === "weaker" ? weaker : direction === "stronger" ? stronger : changed,
      says: ["access_control_max_age_sec", "include_subdomains", "preload", ""].map((one) =>
        pathIn(states, security(one === "" ? name : `${name}.${one}`)),
      ),
    },
  ];
}

function hstsParts(config: Value): readonly number[] {
  const on = (name: string): number => Number(scalar(attribute(config, name)) === "true");
  return [Number(scalar(attribute(config, "access_control_max_age_sec"))), on("include_subdomains"), on("preload")];
}

const hstsWords = ([age, subdomains, preload]: readonly number[]): string =>
  age === 0
    ? "none"
    : `${String(age)} seconds${subdomains === 1 ? ", subdomains too" : ""}${preload === 1 ? ", preload" : ""}`;

/** The block alone sends the header. */
function sniffFindings(states: States): Finding[] {
  const [was, is] = [states.before, states.after].map((value) => configOf(value, "content_type_options") !== undefined);
  if (was === is) return [];
  const { rule, consequence, part, weaker, stronger } = sniffSetting;
  return [
    {
      rule,
      consequence,
      direction: is === true ? "stronger" : "weaker",
      place: states.place,
      part: partOf(states, part),
      before: was === true ? "nosniff" : "none",
      after: is === true ? "nosniff" : "none",
      meaning: is === true ? stronger : weaker,
      says: [pathIn(states, security("content_type_options"))],
    },
  ];
}

/** Headers of one's own that answers get, or headers that answers lose. */
function namedFindings(states: States, list: "custom_headers_config" | "remove_headers_config"): Finding[] {
  const [had, has] = [states.before, states.after].map(
    (value) => new Map(blocksOf(blockOf(value, list), "items").map((one) => [textOf(one, "header") ?? "", one])),
  );
  const names = [...new Set([...(had?.keys() ?? []), ...(has?.keys() ?? [])])].sort();
  return names
    .filter((name) => keyOf(had?.get(name)) !== keyOf(has?.get(name)))
    .map((name) => {
      const [before, after] = [had?.get(name), has?.get(name)];
      const isAdded = list === "custom_headers_config";
      const words = (one: Value): string =>
        one === undefined ? "none" : isAdded ? scalar(attribute(one, "value")) || "(sensitive value)" : "removed";
      return {
        rule: isAdded ? "custom-header" : "removed-header",
        consequence: "guard lost",
        direction: before === undefined ? "stronger" : after === undefined ? "weaker" : "cannot tell",
        place: states.place,
        part: partOf(states, `header ${name}`),
        before: words(before),
        after: words(after),
        meaning: isAdded
          ? after === undefined
            ? `Browsers no longer get the header ${name}.`
            : before === undefined
              ? `Browsers get the header ${name}.`
              : `Browsers get another value of the header ${name}: read what the value admits.`
          : after === undefined
            ? `Viewers see the origin's header ${name}.`
            : `Viewers no longer see the origin's header ${name}.`,
        says: [pathIn(states, list)],
      } satisfies Finding;
    });
}
