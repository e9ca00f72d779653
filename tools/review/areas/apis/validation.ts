import { attribute, Estate, type Resource, type Side, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { judgedMembers } from "../../members";
import { isObject, JsonText, type Normal, unknown } from "../../plan/normal";
import { type Judgement, unknownAfter, withPlace } from "../../settings";
import { apiKeyOf } from "./api-of";
import type { Route, RoutePair } from "./route";
import { schemaChange } from "./schema";

/** Which of the parts of a request a REST method checks (API Gateway Developer Guide, "Request validation"). */
interface Checks {
  readonly body: boolean;
  readonly parameters: boolean;
}

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

/** What a REST method no longer checks of a request, or checks more. */
export function validationFindings(pair: RoutePair, models: Models): readonly Finding[] {
  const { before, after } = pair;
  if (after.kind === "HTTP") return [];
  const [had, has] = [checksOf(pair.estate, "before", before), checksOf(pair.estate, "after", after)];
  const place = after.entry;
  if (has === undefined || had === undefined) {
    const finding = unknownAfter("api-route-validation", `the request validator of ${after.name}`);
    return [{ ...withPlace(finding, place, "request_validator_id"), part: after.name }];
  }
  const found = [
    ...checkFindings("body", had.body, has.body),
    ...checkFindings("parameters", had.parameters, has.parameters),
    ...(had.parameters && has.parameters ? requiredFindings(before, after) : []),
    ...(had.body && has.body ? modelFindings(pair, models) : []),
  ];
  return found.map((one) => ({ ...withPlace(one, place), part: `${after.name}, ${one.part ?? ""}` }));
}

function checksOf(estate: Estate, side: Side, { entry }: Route): Checks | undefined {
  const target = estate.target(side, entry, "request_validator_id");
  if (target.kind === "none") return { body: false, parameters: false };
  // A validator that the plans do not have: the same on both sides, for its id is the same or the change is unknown.
  if (target.kind === "value") return { body: true, parameters: true };
  if (target.kind === "unknown") return undefined;
  const values = target.resource[side] ?? target.resource.before;
  return {
    body: attribute(values, "validate_request_body") === true,
    parameters: attribute(values, "validate_request_parameters") === true,
  };
}

function checkFindings(what: "body" | "parameters", had: boolean, has: boolean): readonly Judgement[] {
  if (had === has) return [];
  return [
    {
      rule: "api-route-validation",
      consequence: "guard lost",
      direction: had ? "weaker" : "stronger",
      part: `check of the ${what}`,
      before: had ? "checked" : "not checked",
      after: has ? "checked" : "not checked",
      meaning: had
        ? `A request reaches the backend whatever its ${what === "body" ? "body holds" : "parameters are"}.`
        : `A request whose ${what} ${what === "body" ? "does" : "do"} not fit is refused.`,
      says: ["request_validator_id"],
    },
  ];
}

/** Parameters that a request must have: those that are true (API Gateway REST API reference, "Method"). */
function requiredFindings({ entry: before }: Route, { entry: after }: Route): readonly Judgement[] {
  const path = "request_parameters";
  const [had, has] = [attribute(before.before, path), attribute(after.after, path)];
  const [one, other] = [requiredOf(had), requiredOf(has)];
  const found = judgedMembers(
    {
      rule: "api-route-parameters",
      consequence: "guard lost",
      part: "parameters that a request must have",
      more: "stronger",
      added: "A request without this parameter is refused.",
      removed: "A request without this parameter reaches the backend.",
    },
    one,
    has === unknown ? unknown : other,
  );
  return found.map((finding) => ({ ...finding, says: [path] }));
}

const requiredOf = (value: Normal | undefined): readonly string[] =>
  isObject(value)
    ? Object.entries(value)
        .filter(([, must]) => must === true || must === "true")
        .map(([name]) => name.replace(/^method\.request\./, ""))
    : [];

/** The models that bodies are held to, by their content type. A type without a model is not checked, but for `$default`. */
function modelFindings({ estate, before, after }: RoutePair, models: Models): readonly Judgement[] {
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
