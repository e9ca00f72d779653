import { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { cannotTell, neutral, saferOn, towards } from "../../settings/judges";
import { type Members, memberFindings } from "../../settings/members";
import type { Value } from "../../settings/paths";
import { type Setting, settingFindings, statesOf } from "../../settings/setting";
import { allOf } from "../../settings/words";
import { apiTypes } from "./api-of";
import { corsMembers, corsSettings, everyOrigin } from "./cors";
import { Deployments } from "./deployment";

const endpointRule = "api-default-endpoint";

const privacyOf = (types: Value): number | undefined =>
  types === undefined ? undefined : allOf(types) === "PRIVATE" ? 1 : 0;

const settings: readonly Setting[] = [
  {
    // API Gateway Developer Guide, "Updates to REST APIs that require redeployment": in force with any change of a stage.
    rule: endpointRule,
    consequence: "exposure",
    path: "disable_execute_api_endpoint",
    part: "execute-api address",
    standard: false,
    safe: true,
    judge: saferOn,
    words: (value) => (value === true ? "closed" : "open"),
    weaker:
      "The API answers at its own execute-api address too, past the custom domain and all that stands in front of the domain.",
    stronger: "The API answers at its custom domain only.",
  },
  {
    rule: "api-key-source",
    consequence: "guard lost",
    path: "api_key_source",
    part: "source of API keys",
    standard: "HEADER",
    judge: cannotTell,
    changed:
      "API keys are taken from elsewhere: callers that send one in a header, or authorizers that give one, must fit.",
  },
  {
    rule: "api-endpoint-type",
    consequence: "exposure",
    path: "endpoint_configuration.types",
    part: "endpoint",
    judge: (before, after) => towards(privacyOf(before), privacyOf(after)),
    words: allOf,
    weaker: "The API has an address in the internet.",
    stronger: "The API answers inside of VPCs only.",
    changed: "The API's own address leads through another network.",
  },
  {
    rule: "api-definition",
    consequence: "not reviewable",
    path: "body",
    part: "OpenAPI definition",
    judge: cannotTell,
    changed: "Routes come from a definition that this review does not read: read the definition.",
  },
  ...["target", "route_key", "credentials_arn", "protocol_type"].map((path): Setting => ({
    rule: "api-definition",
    consequence: "contract",
    path,
    part: path.replaceAll("_", " "),
    judge: cannotTell,
    changed: "The API answers other calls, or answers them in another way.",
  })),
  ...[
    "binary_media_types",
    "minimum_compression_size",
    "route_selection_expression",
    "api_key_selection_expression",
    "ip_address_type",
  ].map((path): Setting => ({
    rule: "api-format",
    consequence: "other",
    path,
    part: path.replaceAll("_", " "),
    judge: neutral,
    changed: "Bodies, routes or addresses are read in another way.",
  })),
];

const vpcEndpoints: readonly Members[] = [
  {
    rule: "api-vpc-endpoints",
    consequence: "exposure",
    path: "endpoint_configuration.vpc_endpoint_ids",
    part: "VPC endpoints",
    more: "weaker",
    added: "The API has an address that goes through this VPC endpoint too.",
    removed: "The API has no address that goes through this VPC endpoint.",
  },
];

export const judgedOfApis = [
  ...new Set(
    [...settings, ...corsSettings, ...corsMembers, ...vpcEndpoints].map(({ path }) => path.split(".")[0] ?? path),
  ),
  "root_resource_id",
  "execution_arn",
  "api_endpoint",
];

/** Where an API can be reached, and which pages may call it. An HTTP API's settings are in force without a deployment. */
export const apiFindings = (estate: Estate, deployments: Deployments): readonly Finding[] =>
  estate.changed(...apiTypes).flatMap((api) => {
    const found = [
      ...settingFindings([...settings, ...corsSettings], statesOf(api)),
      ...memberFindings(api, [...corsMembers, ...vpcEndpoints]).map(everyOrigin),
    ];
    // A new API has all that the plan gives it with its first deployment.
    const isStaying = api.before !== undefined && api.after !== undefined && api.type === "aws_api_gateway_rest_api";
    const sentenceOf = ({ rule }: Finding): string =>
      rule === endpointRule ? deployments.sentenceOfEndpoint(api) : deployments.sentence(api);
    return isStaying ? found.map((one) => ({ ...one, meaning: one.meaning + sentenceOf(one) })) : found;
  });
