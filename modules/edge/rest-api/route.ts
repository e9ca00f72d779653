import type { Throttle } from "../throttle";
import { resourceAddress } from "./paths";

export interface RestRoute {
  /** `ANY` for a mock alone: a function has a permission for each method. */
  readonly method: string;
  /** `/hello`, `/items/{id}`, `/files/{rest+}`. */
  readonly path: string;
  readonly integration: Integration;
  /**
   * Who may call. `cognito` with `token: "id"` accepts an ID token of the pool; with `token: "access"` it accepts an access
   * token that has one of the scopes. API Gateway expects an access token exactly where the method has scopes. `iam` asks
   * for a signature, `lambda` asks the request authorizer, `none` accepts everybody.
   */
  readonly authorizer: RouteAuthorizer;
  /** Also asks for an API key of a usage plan. A key identifies no one, so it is no authorizer. @default false */
  readonly apiKey?: boolean;
  /** Query parameters by name; a request without a required one is answered 400. @default none is checked */
  readonly query?: Readonly<Record<string, Presence>>;
  /** Headers by name, as `query`. @default none is checked */
  readonly headers?: Readonly<Record<string, Presence>>;
  /** The JSON Schema (draft 4) of a body; a body that does not match is answered 400. @default bodies are not checked */
  readonly body?: JsonSchema;
  /** The content types that are accepted, where the route has a body or a template. @default application/json */
  readonly contentTypes?: readonly string[];
  /** @default the stage's */
  readonly throttle?: Throttle;
}

type Presence = "required" | "optional";
export type JsonSchema = Readonly<Record<string, unknown>>;

type RouteAuthorizer =
  | { readonly kind: "cognito"; readonly token: "id" }
  | { readonly kind: "cognito"; readonly token: "access"; readonly scopes: readonly string[] }
  | { readonly kind: "iam" }
  | { readonly kind: "lambda" }
  | "none";

/**
 * What answers. `function`: the function gets the whole request and makes the whole answer. `template`: the function gets
 * what `request` makes of the request; the answer's body is what the function returns, or what `response` makes of it
 * (Apache Velocity). `mock`: API Gateway itself.
 */
type Integration =
  | { readonly kind: "function"; readonly function: string }
  | { readonly kind: "template"; readonly function: string; readonly request: string; readonly response?: string }
  | MockIntegration;

export interface MockIntegration {
  readonly kind: "mock";
  readonly status: number;
  /** @default no body */
  readonly body?: Readonly<Record<string, unknown>>;
  /** @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

export function routeKey({ method, path }: Pick<RestRoute, "method" | "path">): string {
  return `${method} ${path}`;
}

/** `GET /items/{id}` is at `get_items_by_parameter`. */
export function routeAddress({ method, path }: Pick<RestRoute, "method" | "path">): string {
  return `${method.toLowerCase()}_${resourceAddress(path)}`;
}

/** A schema as its model has it. */
export function modelSchema(schema: JsonSchema): string {
  return JSON.stringify({ $schema: "http://json-schema.org/draft-04/schema#", ...schema });
}

/** The id of the permission by which a route calls its function. */
export function permissionId(route: Pick<RestRoute, "method" | "path">): string {
  return `rest-${routeAddress(route).replaceAll("_", "-")}`;
}
