import type { Attributes } from "../terraform/configuration";
import type { Integration, Throttle } from "./api";
import type { Landscape } from "./landscape";
import { blocks, numberOf } from "./landscape";

/** The Lambda function that an integration's or an authorizer's URI leads to, by its name; undefined where it is none. */
export function functionOf(landscape: Landscape, layer: string, uri: unknown): string | undefined {
  for (const resource of landscape.referred(layer, uri)) {
    if (resource.type === "aws_lambda_function" || resource.type === "aws_lambda_alias") {
      return landscape.text(resource.layer, resource.attributes["function_name"]) || resource.name;
    }
  }
  const [, name] = /:function:([\w-]+)/.exec(landscape.text(layer, uri)) ?? [];
  return name;
}

/** The header that the function of an integration asks requests of an HTTP API for, as its variables say. */
export const headerAskedFor = (landscape: Landscape, layer: string, uri: unknown): string | undefined =>
  variablesOf(landscape, layer, uri).flatMap(({ ORIGIN_SECRET_ARN: secret, ORIGIN_HEADER_NAME: header }) =>
    typeof secret === "string" && typeof header === "string" ? [header] : [],
  )[0];

/** Whether the function of an integration reads players from the database, as its variables say. */
export const readsPlayers = (landscape: Landscape, layer: string, uri: unknown): boolean =>
  variablesOf(landscape, layer, uri).some(
    ({ READER: reader, DATABASE_HOST: host }) => reader !== undefined && host !== undefined,
  );

/** The variables of the function that a URI, or an alias, leads to. */
export const variablesOf = (landscape: Landscape, layer: string, uri: unknown): Attributes[] =>
  landscape
    .referred(layer, uri)
    .flatMap((alias) => landscape.referred(alias.layer, alias.attributes["function_name"]))
    .flatMap(({ attributes }) => blocks(attributes["environment"]))
    .flatMap(({ variables }) => blocks(variables));

export function functionIntegration(
  landscape: Landscape,
  layer: string,
  uri: unknown,
  proxy: boolean,
): Integration | undefined {
  const name = functionOf(landscape, layer, uri);
  return name === undefined ? undefined : { kind: "function", function: name, proxy };
}

/** A throttle, where both its numbers are set; API Gateway writes -1 for none. */
export function throttleOf(rate: unknown, burst: unknown): Throttle | undefined {
  const [ratePerSecond, most] = [numberOf(rate), numberOf(burst)];
  if (ratePerSecond === undefined || most === undefined || ratePerSecond < 0 || most < 0) return undefined;
  return { ratePerSecond, burst: most };
}
