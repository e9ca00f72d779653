import { GetAuthorizersCommand, GetRequestValidatorsCommand, GetRestApisCommand } from "@aws-sdk/client-api-gateway";
import {
  GetApisCommand,
  GetAuthorizersCommand as GetHttpAuthorizersCommand,
  GetIntegrationsCommand,
} from "@aws-sdk/client-apigatewayv2";
import { ListIPSetsCommand, ListRegexPatternSetsCommand } from "@aws-sdk/client-wafv2";

import { ToolError } from "../../shared/errors";
import type { LayerCopy } from "../layer-copy";
import type { Part } from "../report";
import type { AwsApi } from "./aws-api";

type Ids = readonly (string | undefined)[];

/**
 * Looks that the account has of some kinds what the states have, and nothing else. The provider drops AWS's refusal to
 * delete a REST API's authorizer or validator that is in use, and says "Destruction complete".
 */
export async function accountMatchesState(part: Part, layers: readonly LayerCopy[], aws: AwsApi): Promise<void> {
  await part.check("the account has the resources of the states, and no others", async () => {
    const resources = (await Promise.all(layers.map((layer) => layer.resources()))).flat();
    const compared = Object.entries(kinds).map(async ([type, idsOf]) => {
      const inState = resources.filter((one) => one.type === type).map(({ id }) => id);
      return strangers(type, await idsOf(aws), inState);
    });
    const faults = (await Promise.all(compared)).flat();
    if (faults.length > 0) throw new ToolError(faults.join("\n"));
    return `of ${Object.keys(kinds).length} kinds`;
  });
}

/** What is in one of the two places alone, a line each. */
export function strangers(type: string, inAccount: Ids, inState: Ids): string[] {
  const without = (ids: Ids, others: Ids): Ids => ids.filter((id) => !others.includes(id));
  return [
    ...without(inAccount, inState).map((id) => `${type} ${id ?? "?"} is in the account and in no state`),
    ...without(inState, inAccount).map((id) => `${type} ${id ?? "?"} is in a state and not in the account`),
  ];
}

const kinds: Readonly<Record<string, (aws: AwsApi) => Promise<Ids>>> = {
  aws_api_gateway_authorizer: (aws) =>
    ofRestApis(aws, async (restApiId) => (await aws.apiGateway.send(new GetAuthorizersCommand({ restApiId }))).items),
  aws_api_gateway_request_validator: (aws) =>
    ofRestApis(
      aws,
      async (restApiId) => (await aws.apiGateway.send(new GetRequestValidatorsCommand({ restApiId }))).items,
    ),
  aws_apigatewayv2_authorizer: (aws) =>
    ofHttpApis(aws, async (ApiId) =>
      (await aws.apiGatewayV2.send(new GetHttpAuthorizersCommand({ ApiId }))).Items?.map((one) => one.AuthorizerId),
    ),
  aws_apigatewayv2_integration: (aws) =>
    ofHttpApis(aws, async (ApiId) =>
      (await aws.apiGatewayV2.send(new GetIntegrationsCommand({ ApiId }))).Items?.map((one) => one.IntegrationId),
    ),
  aws_wafv2_ip_set: async ({ waf }) =>
    (await Promise.all(scopes.map((Scope) => waf.send(new ListIPSetsCommand({ Scope })))))
      .flatMap(({ IPSets = [] }) => IPSets)
      .map(({ Id }) => Id),
  aws_wafv2_regex_pattern_set: async ({ waf }) =>
    (await Promise.all(scopes.map((Scope) => waf.send(new ListRegexPatternSetsCommand({ Scope })))))
      .flatMap(({ RegexPatternSets = [] }) => RegexPatternSets)
      .map(({ Id }) => Id),
};

const scopes = ["REGIONAL", "CLOUDFRONT"] as const;

async function ofRestApis(
  { apiGateway }: AwsApi,
  list: (restApiId: string | undefined) => Promise<readonly { readonly id?: string | undefined }[] | undefined>,
): Promise<Ids> {
  const { items = [] } = await apiGateway.send(new GetRestApisCommand());
  return (await Promise.all(items.map(({ id }) => list(id)))).flatMap((found = []) => found.map(({ id }) => id));
}

async function ofHttpApis(
  { apiGatewayV2 }: AwsApi,
  list: (apiId: string | undefined) => Promise<Ids | undefined>,
): Promise<Ids> {
  const { Items = [] } = await apiGatewayV2.send(new GetApisCommand());
  return (await Promise.all(Items.map(({ ApiId }) => list(ApiId)))).flatMap((found = []) => found);
}
