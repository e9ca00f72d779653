import { Estate, type Resource, type Side, type Target, textOf } from "../../estate";

/** The types that are an API. */
export const apiTypes = ["aws_api_gateway_rest_api", "aws_apigatewayv2_api"] as const;

/** A text that is the same for two references to one thing, on both sides of a change; undefined for what is not known. */
export function keyOfTarget(target: Target): string | undefined {
  if (target.kind === "resource") return keyOfResource(target.resource);
  return target.kind === "value" ? `value ${target.value}` : undefined;
}

export const keyOfResource = ({ layer, address }: Resource): string => `${layer} ${address}`;

/**
 * The API that a resource is a part of. A first plan of `terraform test` does not tell: the API is then the only one of its kind
 * in the layer, if there is only one.
 */
export function apiOf(estate: Estate, side: Side, part: Resource): Resource | undefined {
  if (isApi(part)) return part;
  const [path, type] = part.type.startsWith("aws_apigatewayv2_")
    ? ["api_id", "aws_apigatewayv2_api"]
    : ["rest_api_id", "aws_api_gateway_rest_api"];
  const target = estate.target(side, part, path);
  if (target.kind === "resource") return target.resource;
  if (target.kind === "value") return undefined;
  const all = estate.ofType(type).filter((one) => one.layer === part.layer && one[side] !== undefined);
  return all.length === 1 ? all[0] : undefined;
}

const isApi = ({ type }: Resource): boolean => apiTypes.some((one) => one === type);

/** The key of the API of a part, also where the plans do not have the API. */
export function apiKeyOf(estate: Estate, side: Side, part: Resource): string {
  const api = apiOf(estate, side, part);
  if (api !== undefined) return keyOfResource(api);
  const id = textOf(part[side], "rest_api_id") ?? textOf(part[side], "api_id") ?? "not known";
  return `${part.layer} ${id}`;
}
