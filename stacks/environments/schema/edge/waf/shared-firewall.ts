import { overlaps } from "../../../../../modules/edge/cloudfront/path-patterns";
import { managedRuleGroup } from "../../../../../modules/edge/waf/managed-rule-groups";
import { valueAt } from "../../../tree";
import { quote, type Fault } from "../../shared/fault";
import { puzzleFaults, type WafSettings } from "./waf";

interface ApiBehindIt {
  /** The setting that puts the API behind the firewall, and its place. */
  readonly setting: string;
  readonly at: readonly string[];
  readonly routes: readonly { readonly path: string }[];
}

/** Rules for the one firewall at CloudFront in front of both pages and APIs. */
export function sharedFirewallFaults(waf: WafSettings, apis: readonly ApiBehindIt[]): Fault[] {
  const at = ["edge", "waf"];
  const isOfApi = (page: string) => apis.some(({ routes }) => routes.some(({ path }) => overlaps(page, path)));
  const { botControl } = waf;
  return [
    ...puzzleFaults(waf, at, isOfApi),
    ...(botControl !== false && botControl.mode === "block" && botControl.paths.length === 0
      ? [
          {
            path: [...at, "botControl"],
            reads: apis.map((api) => api.at),
            message: `checks every path, also the paths of ${apis.map(({ setting }) => setting).join(" and ")}, and refuses programs, which is what calls an API; give edge.waf.botControl.paths with pages alone, or { value: false, reason }`,
          },
        ]
      : []),
  ];
}

const addressGroups = (groups: WafSettings["groups"]) =>
  (Object.keys(groups) as (keyof WafSettings["groups"])[]).filter((group) => managedRuleGroup(group).seesAddress);

/**
 * Rules on viewers hold at CloudFront alone, as `edge.waf` has them. A rule on viewers that only `edge.restApi.waf` has
 * would hold nowhere.
 */
export function viewerRuleFaults(ofApi: WafSettings, atEdge: WafSettings): Fault[] {
  const settings = [
    ["ipLists", "allow"],
    ["ipLists", "deny"],
    ["countries"],
    ["rateLimit"],
    ["botControl"],
    ["accountTakeover"],
    ["accountCreationFraud"],
    ...addressGroups(ofApi.groups).map((group) => ["groups", group]),
  ];
  return settings.flatMap((path) => {
    const [given, instead] = [valueAt(ofApi, path), valueAt(atEdge, path)];
    if (isOff(given) || JSON.stringify(given) === JSON.stringify(instead)) return [];
    const there = ["edge", "waf", ...path];
    return [
      {
        path: ["edge", "restApi", "waf", ...path],
        reads: [there, ["edge", "cloudFront", "web", "restApi"]],
        message: `is ${quote(given)}, and ${there.join(".")} is ${quote(instead)}; give both the same: at paths of the web application edge.waf checks the viewers, and the API's own firewall sees CloudFront's address instead`,
      },
    ];
  });
}

const isOff = (value: unknown): boolean =>
  value === false ||
  value === "off" ||
  value === "any" ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && value !== null && "mode" in value && value.mode === "off");
