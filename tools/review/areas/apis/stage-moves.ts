import { type Estate, type Resource, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { valueAt } from "../../settings/paths";
import { sidesOf, withPlace } from "../../settings/setting";
import { listed } from "../../settings/words";
import { apiKeyOf, keyOfResource } from "./api-of";

/**
 * A stage that serves another deployment, which is there already: the routes of it are in no plan (API Gateway Developer Guide,
 * "Create a deployment for a REST API in API Gateway": a deployment is a snapshot). A stage of an HTTP API that deploys by itself
 * is told by AWS which one it serves.
 */
export function deploymentMoved(stage: Resource): readonly Finding[] {
  const path = "deployment_id";
  const [before, after] = sidesOf(stage, path);
  if (typeof before !== "string" || typeof after !== "string" || before === after) return [];
  if (valueAt(stage.after, "auto_deploy") === true) return [];
  const finding = {
    rule: "api-stage-deployment",
    consequence: "exposure",
    direction: "cannot tell",
    part: "deployment",
    before,
    after,
    meaning: "The stage serves what another deployment holds: no plan shows what its routes ask for.",
  } as const;
  return [withPlace(finding, stage, path)];
}

const guarding: ReadonlySet<string> = new Set(["aws_api_gateway_method_settings", "aws_wafv2_web_acl_association"]);

/** A stage that has another name is another stage: what works on the old one by its name guards or leads to nothing. */
export function nameMoved(estate: Estate, stage: Resource): readonly Finding[] {
  const path = stage.type === "aws_api_gateway_stage" ? "stage_name" : "name";
  const [before, after] = [textOf(stage.before, path), textOf(stage.after, path)];
  if (before === undefined || after === undefined || before === after) return [];
  const left = leftBehind(estate, stage, before);
  if (left.length === 0) return [];
  const isGuard = left.some(({ type }) => guarding.has(type));
  const finding = {
    rule: "api-stage-name",
    consequence: isGuard ? "guard lost" : "downtime",
    direction: "weaker",
    part: "name",
    before,
    after,
    meaning: `Callers have the old name, and so has what does not work on the new stage: ${listed(left.map(thingOf))}.`,
  } as const;
  return [withPlace(finding, stage, path)];
}

/** What names the old stage after the change too. */
function leftBehind(estate: Estate, stage: Resource, name: string): readonly Resource[] {
  const api = apiKeyOf(estate, "before", stage);
  const named = estate
    .ofType("aws_api_gateway_method_settings", "aws_api_gateway_base_path_mapping", "aws_apigatewayv2_api_mapping")
    .filter((one) => (textOf(one.after, "stage_name") ?? textOf(one.after, "stage")) === name)
    .filter((one) => mappedKey(estate, one) === api);
  const plans = estate
    .ofType("aws_api_gateway_usage_plan")
    .filter((one) => blocksOf(one.after, "api_stages").some((block) => textOf(block, "stage") === name))
    .filter((one) =>
      estate
        .targets("after", one, "api_stages.api_id")
        .some((target) => target.kind === "resource" && keyOfResource(target.resource) === api),
    );
  const arn = textOf(stage.before, "arn");
  const associations = estate
    .ofType("aws_wafv2_web_acl_association")
    .filter((one) => arn !== undefined && textOf(one.after, "resource_arn") === arn);
  return [...associations, ...named, ...plans];
}

/** A mapping of a REST API has the API under another name than a part of the API has. */
function mappedKey(estate: Estate, one: Resource): string {
  const target = estate.target("after", one, "api_id");
  return target.kind === "resource" ? keyOfResource(target.resource) : apiKeyOf(estate, "after", one);
}
