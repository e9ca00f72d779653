import { attribute, Estate, type Resource, type Side, textOf } from "../../estate";
import { isObject, JsonText, type Normal, unknown } from "../../plan/normal";
import { type Judgement, unknownAfter } from "../../settings/setting";
import { apiKeyOf } from "./api-of";
import type { Route, RoutePair } from "./route";
import { schemaChange } from "./schema";

/** The models of all REST APIs on both sides, by the API and the name. */
export type Models = Readonly<Record<Side, ReadonlyMap<string, Resource>>>;

export function modelsOf(estate: Estate): Models {
  const of = (side: Side): ReadonlyMap<string, Resource> =>
    new Map(
      estate
        .ofType("aws_api_gateway_model")
        .filter((one) => one[side] !== undefined)
        .map((one) => [`${apiKeyOf(estate, side, one)} ${textOf(one[side], "name") ?? ""}`, one]),
    );
  return { before: of("before"), after: of("after") };
}

/** The models that bodies are held to, by their content type. A type without a model is not checked, but for `$default`. */
export function modelFindings({ estate, before, after }: RoutePair, models: Models): readonly Judgement[] {
  const path = "request_models";
  const [had, has] = [attribute(before.entry.before, path), attribute(after.entry.after, path)];
  if (has === unknown) return [{ ...unknownAfter("api-route-model", "the models of bodies"), says: [path] }];
  const types = [had, has].flatMap((one) => (isObject(one) ? Object.keys(one) : []));
  return [...new Set(types)].sort().flatMap((type) => {
    const [one, other] = [
      schemaOf(estate, "before", before, models, attribute(had, type)),
      schemaOf(estate, "after", after, models, attribute(has, type)),
    ];
    const change = schemaChange(one, other);
    if (change === "same" && (one === undefined) === (other === undefined)) return [];
    const finding = { rule: "api-route-model", part: `bodies of ${type}`, says: [path] };
    const words = {
      before: one === undefined ? "any" : "by a model",
      after: other === undefined ? "any" : "by a model",
    };
    const isShown = words.before !== words.after;
    return [
      {
        ...finding,
        consequence: "guard lost",
        direction: change === "looser" ? "weaker" : change === "stricter" ? "stronger" : "cannot tell",
        ...(isShown
          ? words
          : { before: "a model", after: `${change === "cannot tell" ? "another" : `a ${change}`} model` }),
        meaning:
          change === "looser"
            ? "Bodies that were refused reach the backend."
            : change === "stricter"
              ? "Bodies that reached the backend are refused."
              : "Other bodies reach the backend, and this review cannot tell which: compare the schemas.",
      },
    ];
  });
}

/** The schema of a model; its name alone where the plans do not have the model. */
function schemaOf(
  estate: Estate,
  side: Side,
  { entry }: Route,
  models: Models,
  name: Normal | undefined,
): Normal | undefined {
  if (typeof name !== "string") return undefined;
  const model = models[side].get(`${apiKeyOf(estate, side, entry)} ${name}`);
  const schema = attribute(model?.[side], "schema");
  return schema instanceof JsonText ? schema.value : (schema ?? name);
}
