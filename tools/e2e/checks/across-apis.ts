import { GetPolicyCommand } from "@aws-sdk/client-lambda";
import { GetWebACLForResourceCommand } from "@aws-sdk/client-wafv2";

import type { Api } from "../../apis/api";
import type { EnvironmentApis } from "../../apis/environment";
import { ToolError } from "../../shared/errors";
import { emulatedAccount } from "../emulators/emulator";
import { expectEqual, type Part } from "../report";
import type { Site } from "../site";
import type { Published } from "./across-layers";
import type { AwsApi } from "./aws-api";

/**
 * Asks the AWS API how the APIs hang together with what is around them. Who may invoke a function is compared here word by
 * word, since MiniStack invokes it for anybody.
 */
export async function checkAcrossApis(
  part: Part,
  { apis }: EnvironmentApis,
  { texts }: Published,
  { api }: Site,
): Promise<void> {
  const guarded = [
    ...apis.filter(({ webAcl }) => webAcl !== undefined).map((one) => ["the REST API", stageArn(one, texts)] as const),
    ...(texts["user_pool_web_acl_arn"] === undefined ? [] : [["the user pool", texts["user_pool_arn"] ?? ""] as const]),
  ];
  for (const [what, ResourceArn] of guarded) {
    await part.check(`a web ACL is on ${what}`, async () => {
      const { WebACL } = await api.waf.send(new GetWebACLForResourceCommand({ ResourceArn }));
      if (WebACL?.Name === undefined) throw new ToolError(`${ResourceArn} has no web ACL`);
      return `${WebACL.Name}, ${WebACL.Rules?.length ?? 0} rules`;
    });
  }
  for (const name of functionsOf(apis)) {
    await part.check(`${name} is invoked by its routes and by nothing else`, async () => {
      const routes = apis.flatMap((one) => routeArns(one, texts, name));
      const found = (await sourcesOf(api, name)).filter((source) => !source.includes("/authorizers/"));
      expectEqual("what may invoke it", found, [...new Set(routes)].sort());
      return `${found.length} routes`;
    });
  }
}

const idOf = ({ kind }: Api, texts: Published["texts"]): string =>
  texts[kind === "REST" ? "rest_api_id" : "http_api_id"] ?? "?";

const stageArn = (api: Api, texts: Published["texts"]): string =>
  `arn:aws:apigateway:${api.region}::/restapis/${idOf(api, texts)}/stages/${api.stage ?? "?"}`;

const functionsOf = (apis: readonly Api[]): string[] => [
  ...new Set(
    apis.flatMap(({ routes }) =>
      routes.flatMap(({ integration }) => (integration.kind === "function" ? [integration.function] : [])),
    ),
  ),
];

function routeArns(api: Api, texts: Published["texts"], name: string): string[] {
  const { region, stage = "?", routes } = api;
  return routes
    .filter(({ integration }) => integration.kind === "function" && integration.function === name)
    .map(
      ({ method, path }) =>
        `arn:aws:execute-api:${region}:${emulatedAccount}:${idOf(api, texts)}/${stage}/${method}${path}`,
    );
}

/** Of API Gateway's, by the alias that it calls. */
async function sourcesOf({ lambda }: AwsApi, FunctionName: string): Promise<string[]> {
  const { Policy = "{}" } = await lambda.send(new GetPolicyCommand({ FunctionName, Qualifier: "live" }));
  const { Statement = [] } = JSON.parse(Policy) as { readonly Statement?: readonly Permission[] };
  return Statement.map(({ Condition }) => Condition?.ArnLike?.["AWS:SourceArn"] ?? "anything").sort();
}

interface Permission {
  readonly Condition?: { readonly ArnLike?: { readonly "AWS:SourceArn"?: string } };
}
