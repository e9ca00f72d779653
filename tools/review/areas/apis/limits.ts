import { attribute, blocksOf, Estate, type Resource, type Side, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { isObject, keyOf, type Normal, unknown } from "../../plan/normal";
import { isJudged, isLeftOut, judged, type Judgement, valueAt, withPlace } from "../../settings";
import { apiKeyOf } from "./api-of";
import { limitSettings } from "./limit-settings";

export const judgedOfMethodSettings = ["settings", "method_path", "stage_name", "rest_api_id"];

/** `*\/*` stands for every method that has no settings of its own. */
const everyMethod = "*/*";

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
    if (resource === undefined || !isJudged(resource)) return [];
    const others = (of: ReadonlyMap<string, Settled>): Normal | undefined => of.get(`${stage}\n${everyMethod}`)?.values;
    const found = compared(had?.values ?? others(before), has?.values ?? others(after), (path) =>
      isLeftOut(resource, `settings.${path}`),
    );
    const part = method === everyMethod ? "every method" : methodWords(method);
    return found.map((one) => ({
      ...withPlace(one.finding, resource, `settings.${one.path}`),
      part: `${part}, ${one.finding.part ?? ""}`,
    }));
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

interface Compared {
  readonly path: string;
  readonly finding: Judgement;
}

function compared(
  before: Normal | undefined,
  after: Normal | undefined,
  isGiven: (path: string) => boolean,
): readonly Compared[] {
  return limitSettings.flatMap((setting) => {
    const { path, standard } = setting;
    const [had, has] = [attribute(before, path) ?? standard, attribute(after, path) ?? standard];
    const isStandard = has === unknown && isGiven(path) && (before === undefined || keyOf(had) === keyOf(standard));
    return judged(setting, { before: had, after: isStandard ? standard : has }).map((finding) => ({ path, finding }));
  });
}

/** Settings of routes on a stage of an HTTP API: those of the route, or the stage's for every route. */
export function routeSettingFindings(estate: Estate): readonly Finding[] {
  return estate
    .changed("aws_apigatewayv2_stage")
    .filter(({ before, after, action }) => before !== undefined && after !== undefined && action !== "forget")
    .flatMap((stage) => {
      const [before, after] = [routeSettings(stage, "before"), routeSettings(stage, "after")];
      const isGiven = (path: string): boolean => isLeftOut(stage, `default_route_settings.${path}`);
      const found = compared(before.others, after.others, isGiven).map((one) => ({ ...one, part: "every route" }));
      const own = [...new Set([...before.own.keys(), ...after.own.keys()])].sort().flatMap((route) => {
        const [had, has] = [before.own.get(route) ?? before.others, after.own.get(route) ?? after.others];
        return compared(had, has, isGiven).map((one) => ({ ...one, part: route }));
      });
      return [...found, ...own].map(({ finding, part, path }) => ({
        ...withPlace(finding, stage, `default_route_settings.${path}`, "route_settings"),
        part: `${part}, ${finding.part ?? ""}`,
      }));
    });
}

function routeSettings(stage: Resource, side: Side) {
  const others = valueAt(side, stage, "default_route_settings");
  const own = blocksOf(stage[side], "route_settings").map((one) => [textOf(one, "route_key") ?? "", one] as const);
  const block = blocksOf(stage[side], "default_route_settings")[0];
  return { others: block ?? (isObject(others) ? others : undefined), own: new Map<string, Normal>(own) };
}
