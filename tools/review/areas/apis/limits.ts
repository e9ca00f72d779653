import { attribute, blocksOf, Estate, isChanged, type Resource, type Side, textOf } from "../../estate";
import type { Finding } from "../../finding";
import type { Normal, NormalObject } from "../../plan/normal";
import { isDeleted } from "../../settings/changed";
import type { Value } from "../../settings/paths";
import { type States, settingFindings } from "../../settings/setting";
import { apiKeyOf } from "./api-of";
import { limitSettings, refusesAll } from "./limit-settings";

export const judgedOfMethodSettings = ["settings", "method_path", "stage_name", "rest_api_id"];

/** `*\/*` stands for every method that has no settings of its own. */
const everyMethod = "*/*";

const limitFindings = (states: States): readonly Finding[] => settingFindings(limitSettings, states).map(refusesAll);

interface Settled {
  readonly resource: Resource;
  readonly values: Normal | undefined;
}

/** Settings of methods on a stage: what applies to a method before and after, whatever resource says so. */
export function methodSettingFindings(estate: Estate): readonly Finding[] {
  const [before, after] = [methodSettings(estate, "before"), methodSettings(estate, "after")];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [stage = "", method = ""] = key.split("\n");
    const [had, has] = [before.get(key), after.get(key)];
    const resource = has?.resource ?? had?.resource;
    if (resource === undefined || !isChanged(resource)) return [];
    const others = (of: ReadonlyMap<string, Settled>): Normal | undefined => of.get(`${stage}\n${everyMethod}`)?.values;
    const found = limitFindings({
      place: resource,
      before: had?.values ?? others(before) ?? {},
      after: has?.values ?? others(after) ?? {},
      at: "settings",
      part: method === everyMethod ? "every method" : methodWords(method),
    });
    // A deletion is all that is said of the resource.
    return isDeleted(resource) ? found.map(({ says: _, ...one }) => one) : found;
  });
}

function methodSettings(estate: Estate, side: Side): ReadonlyMap<string, Settled> {
  const all = estate.ofType("aws_api_gateway_method_settings").filter((one) => one[side] !== undefined);
  return new Map(
    all.map((resource) => {
      const method = (textOf(resource[side], "method_path") ?? "").replaceAll("~1", "/").replace(/^\//, "");
      const stage = `${apiKeyOf(estate, side, resource)} ${textOf(resource[side], "stage_name") ?? ""}`;
      return [`${stage}\n${method}`, { resource, values: blocksOf(resource[side], "settings")[0] }];
    }),
  );
}

/** `orders/POST` is `POST /orders`. */
const methodWords = (path: string): string => path.replace(/^(.*)\/([^/]+)$/, "$2 /$1");

/** Settings of routes on a stage of an HTTP API: those of the route, or the stage's for every route. */
export function routeSettingFindings(estate: Estate): readonly Finding[] {
  return estate
    .changed("aws_apigatewayv2_stage")
    .filter(({ before, after }) => before !== undefined && after !== undefined)
    .flatMap((stage) => {
      const [before, after] = [routeSettings(stage, "before"), routeSettings(stage, "after")];
      const compared = (had: Value, has: Value, part: string): readonly Finding[] =>
        limitFindings({
          place: stage,
          before: had ?? {},
          after: has ?? {},
          at: "default_route_settings",
          part,
        }).map((one) => ({ ...one, says: [...(one.says ?? []), "route_settings"] }));
      const own = [...new Set([...before.own.keys(), ...after.own.keys()])]
        .sort()
        .flatMap((route) =>
          compared(before.own.get(route) ?? before.others, after.own.get(route) ?? after.others, route),
        );
      return [...compared(before.others, after.others, "every route"), ...own];
    });
}

function routeSettings(stage: Resource, side: Side) {
  const own = blocksOf(stage[side], "route_settings").map(
    (one) => [textOf(one, "route_key") ?? "", written(one)] as const,
  );
  const block = blocksOf(stage[side], "default_route_settings")[0];
  return { others: block && written(block), own: new Map<string, Normal>(own) };
}

/**
 * What the provider sends for a block of an HTTP API's stage: of a limit that is not written, 0 (terraform-provider-aws 5.100.0,
 * `expandDefaultRouteSettings` and `expandRouteSettings`).
 */
const written = (block: NormalObject): NormalObject => ({
  ...block,
  throttling_rate_limit: attribute(block, "throttling_rate_limit") ?? 0,
  throttling_burst_limit: attribute(block, "throttling_burst_limit") ?? 0,
});
