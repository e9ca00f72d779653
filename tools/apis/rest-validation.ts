import type { Validation } from "./api";
import type { Landscape, Resource } from "./landscape";

/** What a method checks of a request before its integration sees it. */
export function validation(landscape: Landscape, layer: string, method: Resource["attributes"]): Validation {
  const validator = landscape.referred(layer, method["request_validator_id"])[0]?.attributes ?? {};
  const parameters = Object.entries((method["request_parameters"] ?? {}) as Readonly<Record<string, unknown>>);
  const required = (kind: string): string[] =>
    validator["validate_request_parameters"] !== true
      ? []
      : parameters.flatMap(([name, isRequired]) =>
          isRequired === true && name.startsWith(`method.request.${kind}.`) ? [name.split(".").slice(3).join(".")] : [],
        );
  const models = (method["request_models"] ?? {}) as Readonly<Record<string, unknown>>;
  const body = validator["validate_request_body"] === true ? schemaOf(landscape, layer, models) : undefined;
  return { query: required("querystring"), headers: required("header"), ...(body !== undefined && { body }) };
}

/** Of JSON where it has one of its own: `$default` is for content types that no other model is for. */
function schemaOf(landscape: Landscape, layer: string, models: Readonly<Record<string, unknown>>): unknown {
  const model = modelOf(landscape, layer, models["application/json"] ?? Object.values(models)[0]);
  const schema = model?.attributes["schema"];
  if (typeof schema !== "string") return undefined;
  try {
    return JSON.parse(schema) as unknown;
  } catch {
    return {};
  }
}

/** A method names a model by a reference or by the model's own name. */
function modelOf(landscape: Landscape, layer: string, value: unknown): Resource | undefined {
  return (
    landscape.referred(layer, value).find(({ type }) => type === "aws_api_gateway_model") ??
    landscape.resources("aws_api_gateway_model").find(({ attributes }) => attributes["name"] === value)
  );
}
