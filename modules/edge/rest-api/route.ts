import { pathAddress } from "./paths";

export interface RestRoute {
  readonly method: string;
  /** `/hello`, `/items/{id}`, `/files/{rest+}`. */
  readonly path: string;
  readonly integration: Integration;
  /**
   * Who may call. `cognito` with `token: "id"` lets an ID token of the pool through, with `token: "access"` an access token
   * that has one of the scopes: API Gateway tells the two apart by whether the method has scopes. `iam` asks for
   * a signature, `lambda` asks the request authorizer, `none` lets everybody through.
   */
  readonly authorizer: RouteAuthorizer;
  /** Asks for an API key of a usage plan beside. It identifies no one, so it is no authorizer. @default false */
  readonly apiKey?: boolean;
  /** Query parameters by name; without a required one the answer is 400. @default none is looked at */
  readonly query?: Readonly<Record<string, Presence>>;
  /** Headers by name, as `query`. @default none is looked at */
  readonly headers?: Readonly<Record<string, Presence>>;
  /** What a body has to be, as JSON Schema draft 4; another one is answered 400. @default bodies are not looked at */
  readonly body?: JsonSchema;
  /** The content types that are let in, where there is a body or a template. @default application/json */
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
 * What answers. `function`: the function gets the whole request and makes the whole answer. `template`: it gets what the
 * template makes of the request and what it returns is the answer's body, or what `response` makes of it (Apache Velocity).
 * `mock`: API Gateway itself.
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

/** What a stage or a route admits before it answers 429: a token bucket. */
export interface Throttle {
  /** How fast the bucket fills. */
  readonly ratePerSecond: number;
  /** How many requests it holds. */
  readonly burst: number;
}

export interface InvokedFunction {
  readonly aliasArn: string;
  readonly functionName: string;
}

export function routeKey({ method, path }: Pick<RestRoute, "method" | "path">): string {
  return `${method} ${path}`;
}

/** `GET /items/{id}` is at `get_items_by_parameter`. */
export function routeAddress({ method, path }: Pick<RestRoute, "method" | "path">): string {
  return `${method.toLowerCase()}_${pathAddress(path)}`;
}

/** A schema as its model has it. */
export function modelSchema(schema: JsonSchema): string {
  return JSON.stringify({ $schema: "http://json-schema.org/draft-04/schema#", ...schema });
}

/** The id of the permission by which a route calls its function. */
export function permissionId(route: Pick<RestRoute, "method" | "path">): string {
  return `rest-${routeAddress(route).replaceAll("_", "-")}`;
}

/** The ARN by which API Gateway calls a function's alias (API Gateway Developer Guide, "Lambda integrations for REST APIs"). */
export function invocationUri(region: string, aliasArn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${aliasArn}/invocations`;
}
