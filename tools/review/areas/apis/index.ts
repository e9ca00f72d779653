import type { Area } from "../../area";
import { answerFindings, answerTypes, judgedOfAnswers } from "./answers";
import { authorizerTypes, authorizersFindings, judgedOfAuthorizers } from "./authorizers";
import { Deployments, deploymentFindings, policyFindings } from "./deployment";
import { apiFindings, judgedOfApis } from "./endpoints";
import { judgedOfMappings, mappingFindings, mappingTypes } from "./mappings";
import { apiTypes } from "./api-of";
import { judgedOfIntegrations } from "./integrations";
import { judgedOfMethodSettings, methodSettingFindings, routeSettingFindings } from "./limits";
import { routeFindings } from "./routes";
import { judgedOfStages, stageFindings, stageTypes } from "./stages";
import { judgedOfKeys, keyFindings } from "./keys";
import { judgedOfUsagePlans, usagePlanFindings } from "./usage-plans";

const each = (types: readonly string[], names: readonly string[]): Area["judges"] =>
  Object.fromEntries(types.map((type) => [type, names]));

/** The REST and HTTP APIs of API Gateway: who may call which route, what is checked, limited and logged, and what answers. */
export const apis: Area = {
  name: "apis",
  judges: {
    ...each(apiTypes, judgedOfApis),
    ...each(answerTypes, judgedOfAnswers),
    ...each(authorizerTypes, judgedOfAuthorizers),
    ...each(mappingTypes, judgedOfMappings),
    ...each(stageTypes, judgedOfStages),
    ...each(["aws_api_gateway_integration", "aws_apigatewayv2_integration"], judgedOfIntegrations),
    ...each(["aws_api_gateway_api_key", "aws_api_gateway_usage_plan_key"], judgedOfKeys),
    aws_api_gateway_deployment: ["triggers", "rest_api_id"],
    aws_api_gateway_method: [
      "api_key_required",
      "authorization",
      "authorization_scopes",
      "authorizer_id",
      "http_method",
      "request_models",
      "request_parameters",
      "request_validator_id",
      "resource_id",
      "rest_api_id",
    ],
    aws_api_gateway_method_settings: judgedOfMethodSettings,
    aws_api_gateway_model: ["schema", "content_type", "name", "rest_api_id"],
    aws_api_gateway_request_validator: ["validate_request_body", "validate_request_parameters", "rest_api_id"],
    aws_api_gateway_resource: ["parent_id", "path", "path_part", "rest_api_id"],
    aws_api_gateway_usage_plan: judgedOfUsagePlans,
    aws_apigatewayv2_route: [
      "api_id",
      "api_key_required",
      "authorization_scopes",
      "authorization_type",
      "authorizer_id",
      "route_key",
      "target",
    ],
  },
  find: (estate) => {
    const deployments = new Deployments(estate);
    return [
      ...routeFindings(estate, deployments),
      ...authorizersFindings(estate, deployments),
      ...answerFindings(estate, deployments),
      ...deploymentFindings(estate),
      ...policyFindings(estate, deployments),
      ...apiFindings(estate, deployments),
      ...stageFindings(estate),
      ...methodSettingFindings(estate),
      ...routeSettingFindings(estate),
      ...mappingFindings(estate),
      ...usagePlanFindings(estate),
      ...keyFindings(estate),
    ];
  },
};
