import { attribute, Estate, type Resource, type Side } from "../../estate";
import type { Finding } from "../../finding";
import { isObject, type Normal, unknown } from "../../plan/normal";
import { isDeleted } from "../../settings/changed";
import { judgedMembers } from "../../settings/members";
import { type Judgement, unknownAfter, withPlace } from "../../settings/setting";
import { modelFindings, type Models } from "./models";
import type { Route, RoutePair } from "./route";

/**
 * Which of the parts of a request a REST method checks (API Gateway Developer Guide, "Request validation for REST APIs in API
 * Gateway").
 */
interface Checks {
  readonly body: boolean;
  readonly parameters: boolean;
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
  const gone = goneValidator(pair.estate, after);
  return found.map((one) => ({
    ...withPlace(one, place),
    part: `${after.name}, ${one.part ?? ""}`,
    ...(gone !== undefined && one.rule === "api-route-validation" && { alsoSays: [gone] }),
  }));
}

function goneValidator(estate: Estate, { entry }: Route): Resource | undefined {
  const target = estate.target("after", entry, "request_validator_id");
  return target.kind === "resource" && isDeleted(target.resource) ? target.resource : undefined;
}

function checksOf(estate: Estate, side: Side, { entry }: Route): Checks | undefined {
  const target = estate.target(side, entry, "request_validator_id");
  if (target.kind === "none") return { body: false, parameters: false };
  // A validator that the plans do not have: the same on both sides, for its id is the same or the change is unknown.
  if (target.kind === "value") return { body: true, parameters: true };
  if (target.kind === "unknown") return undefined;
  // A method that still names a validator that is deleted checks nothing.
  if (side === "after" && isDeleted(target.resource)) return { body: false, parameters: false };
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
