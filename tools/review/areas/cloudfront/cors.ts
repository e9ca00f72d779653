import { blockOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { lostAndGained } from "../transport/sets";
import { neutral, saferOff } from "../../settings/judges";
import type { Value } from "../../settings/paths";
import { type Setting, type States, partOf, pathIn, settingFindings } from "../../settings/setting";

const settings: readonly Setting[] = [
  {
    rule: "cors",
    consequence: "exposure",
    path: "cors_config.access_control_allow_credentials",
    part: "Access-Control-Allow-Credentials",
    judge: saferOff,
    standard: false,
    weaker: "Scripts of other sites may call with the user's cookies.",
    stronger: "Scripts of other sites may no longer call with the user's cookies.",
  },
  {
    rule: "cors-override",
    consequence: "exposure",
    path: "cors_config.origin_override",
    part: "CORS headers override the origin's",
    judge: (before, after) => (before === undefined || after === undefined ? undefined : "cannot tell"),
    changed: "The CORS headers of the origin take the place of CloudFront's, or the other way round.",
  },
  {
    rule: "cors",
    consequence: "other",
    path: "cors_config.access_control_max_age_sec",
    part: "Access-Control-Max-Age",
    judge: neutral,
    standard: "600",
    changed: "Browsers ask again sooner or later.",
  },
];

const lists = [
  ["access_control_allow_origins", "Access-Control-Allow-Origin", "Scripts of"],
  ["access_control_allow_methods", "Access-Control-Allow-Methods", "Scripts of other sites by"],
  ["access_control_allow_headers", "Access-Control-Allow-Headers", "Scripts of other sites with"],
  ["access_control_expose_headers", "Access-Control-Expose-Headers", "Scripts of other sites, reading"],
] as const;

/** Which other sites' scripts may call and read (CloudFront Developer Guide, "CORS headers"). */
export const corsFindings = (states: States): Finding[] => [
  ...lists.flatMap(([name, part, who]) => listFindings(states, name, part, who)),
  ...settingFindings(settings, states),
];

const itemsOf = (value: Value, name: string): readonly string[] =>
  [...textsOf(blockOf(blockOf(value, "cors_config"), name), "items")].sort();

function listFindings(states: States, name: string, part: string, who: string): Finding[] {
  const [had, has] = [itemsOf(states.before, name), itemsOf(states.after, name)];
  return lostAndGained(had, has).map(({ direction, values }) => ({
    rule: "cors",
    consequence: "exposure",
    direction: direction === "weaker" ? "stronger" : "weaker",
    place: states.place,
    part: partOf(states, part),
    before: had.join(", ") || "none",
    after: has.join(", ") || "none",
    meaning: `${who} ${values.join(", ")} may ${direction === "weaker" ? "no longer call." : "call."}`,
    says: [pathIn(states, `cors_config.${name}`)],
  }));
}
