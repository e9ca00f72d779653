import { attribute, Estate, type Resource } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { apiKeyOf } from "./api-of";

/**
 * When a change of a part of an API is in force: what a REST API's stage serves changes with a deployment only (API Gateway
 * Developer Guide, "Updates to REST APIs that require redeployment"), an HTTP API's at once if the stage deploys by itself.
 */
export class Deployments {
  readonly #deploys: ReadonlySet<string>;
  readonly #atOnce: ReadonlySet<string>;
  readonly #stages: ReadonlySet<string>;

  constructor(estate: Estate) {
    const deployments = estate.ofType("aws_api_gateway_deployment", "aws_apigatewayv2_deployment");
    const stages = estate.ofType("aws_apigatewayv2_stage");
    this.#deploys = new Set(deployments.filter(isMade).map((one) => apiKeyOf(estate, "after", one)));
    this.#atOnce = new Set(
      stages
        .filter(({ after }) => attribute(after, "auto_deploy") === true)
        .map((one) => apiKeyOf(estate, "after", one)),
    );
    this.#stages = new Set(
      estate.changed("aws_api_gateway_stage").map((one) => apiKeyOf(estate, one.after ? "after" : "before", one)),
    );
    this.#estate = estate;
  }

  readonly #estate: Estate;

  /** Of the default endpoint of a REST API, which any change of a stage puts in force as well. */
  sentenceOfEndpoint(api: Resource): string {
    const key = apiKeyOf(this.#estate, "after", api);
    return this.#deploys.has(key) || this.#stages.has(key)
      ? ""
      : " This plan neither deploys the API nor changes a stage, so the change takes effect with the next of the two only.";
  }

  /** A sentence for the meaning of a finding, with a space before. */
  sentence(part: Resource): string {
    const side = part.after === undefined ? "before" : "after";
    const api = apiKeyOf(this.#estate, side, part);
    if (this.#atOnce.has(api)) return " This is in force at once.";
    return this.#deploys.has(api)
      ? ""
      : " Not in force yet: the change starts with the next deployment of the API, which this plan does not make.";
  }
}

const isMade = ({ action }: Resource): boolean =>
  action === "create" || action === "replace" || action === "create and forget";

/** The resource policy is a part of what is deployed; what the policy says is judged as every policy is. */
export const policyFindings = (estate: Estate, deployments: Deployments): readonly Finding[] =>
  estate
    .changed("aws_api_gateway_rest_api_policy")
    .filter((policy) => deployments.sentence(policy) !== "")
    .map((place) => ({
      rule: "api-policy-pending",
      consequence: "other",
      direction: "neutral",
      place,
      meaning: deployments.sentence(place).trim(),
      says: [],
    }));

/** A deployment puts in force whatever was changed since the last one, also what earlier plans left pending. */
export function deploymentFindings(estate: Estate): readonly Finding[] {
  const stages = new Map<string, readonly Resource[]>();
  for (const one of estate.changed("aws_api_gateway_stage").filter(isStaged)) {
    const api = apiKeyOf(estate, "after", one);
    stages.set(api, [...(stages.get(api) ?? []), one]);
  }
  return estate
    .changed("aws_api_gateway_deployment")
    .filter(isMade)
    .map((place) => ({
      rule: "api-deployment",
      consequence: "other",
      direction: "neutral",
      place,
      meaning:
        "The API is deployed again: all that was changed since the last deployment is in force, also what earlier plans left pending.",
      alsoSays: stages.get(apiKeyOf(estate, "after", place)) ?? [],
    }));
}

/** Whether nothing of a stage changes but the deployment, to one that is made. */
const isStaged = ({ changes, action }: Resource): boolean =>
  action === "update" && changes.every(({ path, after }) => path === "deployment_id" && after === unknown);
