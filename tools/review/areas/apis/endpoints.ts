import { type Estate, type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { type Members, memberFindings } from "../../members";
import { isObject } from "../../plan/normal";
import { type Setting, orderOf, settingFindings, unknownAfter, valueAt, withPlace } from "../../settings";
import { apiTypes, keyOfTarget } from "./api-of";
import type { Deployments } from "./deployment";
import { thingOf } from "../../things";

const settings: readonly Setting[] = [
  {
    // API Gateway Developer Guide, "Disable the default endpoint for REST APIs".
    rule: "api-default-endpoint",
    consequence: "exposure",
    path: "disable_execute_api_endpoint",
    part: "execute-api address",
    standard: false,
    safe: true,
    safety: orderOf(false, true),
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
    changed: {
      direction: "cannot tell",
      meaning:
        "API keys are taken from elsewhere: callers that send one in a header, or authorizers that give one, must fit.",
    },
  },
  {
    rule: "api-endpoint-type",
    consequence: "exposure",
    path: "endpoint_configuration.types",
    part: "endpoint",
    safety: (value) => (String(wordOf(value)) === "PRIVATE" ? 1 : value === undefined ? undefined : 0),
    words: (value) => wordOf(value),
    weaker: "The API has an address in the internet.",
    stronger: "The API answers inside of VPCs only.",
  },
  {
    rule: "api-definition",
    consequence: "not reviewable",
    path: "body",
    part: "OpenAPI definition",
    changed: {
      direction: "cannot tell",
      meaning: "Routes come from a definition that this review does not read: read the definition.",
    },
  },
  ...["target", "route_key", "credentials_arn", "protocol_type"].map((path): Setting => ({
    rule: "api-definition",
    consequence: "contract",
    path,
    part: path.replaceAll("_", " "),
    changed: { direction: "cannot tell", meaning: "The API answers other calls, or answers them in another way." },
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
    changed: { direction: "neutral", meaning: "Bodies, routes or addresses are read in another way." },
  })),
  {
    rule: "api-cors-credentials",
    consequence: "exposure",
    path: "cors_configuration.allow_credentials",
    part: "CORS with cookies",
    standard: false,
    safe: false,
    safety: orderOf(true, false),
    weaker: "Pages of the allowed origins may call the API with the cookies of whoever looks at them.",
    stronger: "Pages of other origins may no longer call the API with cookies.",
  },
  {
    rule: "api-cors-time",
    consequence: "other",
    path: "cors_configuration.max_age",
    part: "time that browsers keep the CORS answer (seconds)",
    changed: { direction: "neutral", meaning: "Browsers ask again after another time." },
  },
];

function wordOf(value: Parameters<NonNullable<Setting["words"]>>[0]): string {
  const [first] = value === undefined || isObject(value) ? [] : ([value].flat() as readonly unknown[]);
  return first === undefined ? "none" : String(first);
}

const members: readonly Members[] = [
  [
    "allow_origins",
    "CORS origins",
    "Pages of this origin may read the API's answers in a browser.",
    "Pages of this origin get errors.",
  ] as const,
  [
    "allow_methods",
    "CORS methods",
    "Pages of other origins may call the API with this method.",
    "Pages of other origins may no longer use this method.",
  ] as const,
  [
    "allow_headers",
    "CORS request headers",
    "Pages of other origins may send this header.",
    "Pages of other origins may no longer send this header.",
  ] as const,
  [
    "expose_headers",
    "CORS answer headers",
    "Pages of other origins may read this header of an answer.",
    "Pages of other origins may no longer read this header.",
  ] as const,
].map(([name, part, added, removed]) => ({
  rule: `api-cors-${name.replace("_", "-")}`,
  consequence: "exposure",
  path: `cors_configuration.${name}`,
  part,
  more: "weaker",
  added,
  removed,
  ...(name === "allow_origins" && { whenNew: (origin: string) => /\*|^http:/.test(origin) }),
}));

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
  ...new Set([...settings, ...members, ...vpcEndpoints].map(({ path }) => path.split(".")[0] ?? path)),
  "root_resource_id",
  "execution_arn",
  "api_endpoint",
];

/** Where an API can be reached, and which pages may call it. An HTTP API's settings are in force without a deployment. */
export const apiFindings = (estate: Estate, deployments: Deployments): readonly Finding[] =>
  estate
    .ofType(...apiTypes)
    .filter(isChanged)
    .flatMap((api) => {
      const found = [...settingFindings(api, settings), ...memberFindings(api, [...members, ...vpcEndpoints])];
      // A new API has all that the plan gives it with its first deployment.
      const isStaying = api.before !== undefined && api.after !== undefined && api.type === "aws_api_gateway_rest_api";
      return isStaying ? found.map((one) => ({ ...one, meaning: one.meaning + deployments.sentence(api) })) : found;
    });

export const mappingTypes = ["aws_api_gateway_base_path_mapping", "aws_apigatewayv2_api_mapping"] as const;

export const judgedOfMappings = ["api_id", "stage_name", "stage", "domain_name", "base_path", "api_mapping_key"];

/** Which API and stage answers at a path of a domain. */
export const mappingFindings = (estate: Estate): readonly Finding[] =>
  estate
    .ofType(...mappingTypes)
    .filter((one) => isChanged(one) && one.action !== "forget")
    .flatMap((one) => {
      const [had, has] = [mappedOf(estate, "before", one), mappedOf(estate, "after", one)];
      if (had === has) return [];
      const finding = { rule: "api-mapping", consequence: "downtime", place: one } as const;
      if (has === undefined)
        return [{ ...finding, direction: "weaker", meaning: "The API no longer answers at the domain." } as const];
      if (had === undefined)
        return [{ ...finding, direction: "stronger", meaning: "The API answers at the domain." } as const];
      if (has.includes(later))
        return [withPlace(unknownAfter("api-mapping", "API behind the domain", had), one, ...judgedOfMappings)];
      return [
        {
          ...finding,
          direction: "cannot tell",
          before: had,
          after: has,
          meaning: "Another API, stage or path answers at the domain.",
        } as const,
      ];
    });

const later = "known after apply";

function mappedOf(estate: Estate, side: "before" | "after", one: Resource): string | undefined {
  if (one[side] === undefined) return undefined;
  const api = estate.target(side, one, "api_id");
  const stage = [valueAt(side, one, "stage_name"), valueAt(side, one, "stage")].find((value) => value !== undefined);
  const base = [valueAt(side, one, "base_path"), valueAt(side, one, "api_mapping_key")].find(
    (value) => typeof value === "string" && value !== "(none)",
  );
  const domain = estate.target(side, one, "domain_name");
  const names = [api, domain].map((target) =>
    target.kind === "resource" ? thingOf(target.resource) : (keyOfTarget(target)?.replace(/^value /, "") ?? later),
  );
  return [
    names[0],
    `stage ${typeof stage === "string" ? stage : later}`,
    `at ${names[1] ?? later}/${typeof base === "string" ? base : ""}`,
  ].join(", ");
}

const accounts: readonly Setting[] = [
  {
    rule: "api-account-logs",
    consequence: "guard lost",
    path: "cloudwatch_role_arn",
    isReference: true,
    part: "role that writes the logs of all APIs",
    safety: (value) => (value === undefined ? 0 : undefined),
    changed: {
      direction: "cannot tell",
      meaning: "Another role, or none, writes the logs of every API in the account and region.",
    },
  },
];

export const judgedOfAccount = accounts.map(({ path }) => path);

export const accountFindings = (estate: Estate): readonly Finding[] =>
  estate.changed("aws_api_gateway_account").flatMap((one) => settingFindings(one, accounts, estate));
