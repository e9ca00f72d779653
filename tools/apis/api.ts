/** Who may call a route, as its API decides it. */
export type Authorization =
  | { readonly kind: "none" }
  | {
      /** A REST API's Cognito authorizer. */
      readonly kind: "cognito";
      readonly pools: readonly string[];
      /** Without scopes it takes the ID token, with scopes the access token ("Control access to REST APIs using Amazon Cognito user pools"). */
      readonly token: "access" | "id";
      readonly scopes: readonly string[];
      readonly header: string;
    }
  | {
      /** An HTTP API's JWT authorizer. */
      readonly kind: "jwt";
      readonly issuer: string;
      /** The clients whose tokens it takes, by the name of the client or, where that is not known, as written. */
      readonly audience: readonly string[];
      /** Outputs that hold the ids of those clients. */
      readonly audienceOutputs: readonly string[];
      readonly scopes: readonly string[];
      readonly header: string;
    }
  | { readonly kind: "iam" }
  | {
      readonly kind: "lambda";
      readonly type: "REQUEST" | "TOKEN";
      readonly function: string;
      /** Header that it cannot do without; undefined where the identity is taken from elsewhere. */
      readonly header?: string;
    };

export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

export interface UsagePlan {
  readonly name: string;
  /** Of the route itself where the plan has one, otherwise of the plan. */
  readonly throttle?: Throttle;
  readonly quota?: { readonly limit: number; readonly period: string };
}

/** What a request is checked for before the integration sees it. */
export interface Validation {
  readonly query: readonly string[];
  readonly headers: readonly string[];
  /** The JSON schema that a body must fit. */
  readonly body?: unknown;
}

export type Integration =
  | { readonly kind: "function"; readonly function: string; readonly proxy: boolean }
  | { readonly kind: "mock"; readonly status: number }
  | { readonly kind: "other"; readonly to: string };

export interface Route {
  /** `ANY` where the route takes every method. */
  readonly method: string;
  /** `$default` for the route of an HTTP API that takes what no other does. */
  readonly path: string;
  readonly authorization: Authorization;
  readonly apiKey: boolean;
  /** The route's own; the stage's holds where it has none. */
  readonly throttle?: Throttle;
  readonly usagePlans: readonly UsagePlan[];
  readonly validation: Validation;
  readonly integration: Integration;
  /** The function behind it looks players up in the database. */
  readonly asksForPlayers?: boolean;
  /** The header, whose value CloudFront alone knows, that the function of an HTTP API's route asks for. */
  readonly originHeader?: string;
}

export interface Domain {
  readonly name: string;
  readonly basePath: string;
  readonly mutualTls: boolean;
}

/** One stage of an API, with all that stands before its routes. */
export interface Api {
  readonly kind: "HTTP" | "REST";
  readonly name: string;
  /** Terraform address. */
  readonly address: string;
  /** Undefined where the API has none, and so answers nobody. */
  readonly stage?: string;
  readonly region: string;
  readonly throttle?: Throttle;
  /** Name of the web ACL on the stage. An HTTP API cannot have one. */
  readonly webAcl?: string;
  /** CloudFront in front of it. */
  readonly distribution?: Distribution;
  /** What the web ACL blocks, of what a request can show by itself. */
  readonly firewall?: Firewall;
  readonly domains: readonly Domain[];
  readonly defaultEndpoint: boolean;
  /** Reachable through an interface endpoint in a VPC alone. */
  readonly private: boolean;
  /** The resource policy's statements. */
  readonly policy: readonly unknown[];
  readonly routes: readonly Route[];
}

/** What a rule answers to whom it blocks. */
export interface Block {
  readonly status: number;
  /** Without a response of its own AWS's words, of the place where the web ACL stands; with a status alone no words. */
  readonly inWordsOf: "nobody" | "the environment" | "the firewall";
  /** The environment's words. */
  readonly body?: string;
}

export interface RateLimit extends Block {
  /** Requests of one address in a window. */
  readonly limit: number;
  readonly windowSeconds: number;
}

/** By ISO 3166-1 codes: who alone is let in, or who is not. */
export type Countries = { readonly allow: readonly string[] } | { readonly block: readonly string[] };

/** Rules of a web ACL that block. */
export interface Firewall {
  /** A request without this header, whose value CloudFront alone knows, is blocked. */
  readonly originHeader?: string;
  /** AWS's rules on SQL injection block, and do not count. */
  readonly sqlInjection: boolean;
  /** AWS's core rules block, but for those that have an action of their own here. */
  readonly coreRules?: { readonly overridden: readonly string[] };
  readonly rateLimit?: RateLimit;
  readonly addresses?: Block & { readonly denied: readonly string[] };
  readonly countries?: Block & { readonly countries: Countries };
}

export interface Distribution {
  /** Where only some of its paths lead here. @default all of them do */
  readonly atPaths?: AtPaths;
  /** Name of its web ACL. */
  readonly webAcl?: string;
  readonly firewall?: Firewall;
  /** It has a certificate of its own: without one, CloudFront lets nobody set a floor. */
  readonly tlsFloor: boolean;
  /** Statuses in whose place it shows a page of its own. */
  readonly ownErrorPages: readonly number[];
  /** CloudFront's own restriction, before AWS WAF is asked. */
  readonly countries?: Countries;
}

/** Some paths of a distribution, of which the others lead elsewhere. */
export interface AtPaths {
  /** Of the distribution, where it has names of its own. */
  readonly names: readonly string[];
  /** As CloudFront has them: in `/orders/*` the star is any text. */
  readonly patterns: readonly string[];
}

/** The web application, with all that stands before its instances. */
export interface WebApplication {
  readonly region: string;
  /** The load balancer has no address of the internet. */
  readonly internal: boolean;
  /** The load balancer speaks TLS. */
  readonly tls: boolean;
  /** Plain HTTP is told to come by TLS, with 301. */
  readonly redirectsToTls: boolean;
  /** The one name that it answers for; any where it has none. */
  readonly host?: string;
  readonly firewall?: Firewall;
  readonly distribution?: Distribution;
  readonly fleet?: { readonly name: string; readonly publicAddresses: boolean };
}

export const routeName = ({ method, path }: Pick<Route, "method" | "path">): string =>
  path === "$default" ? path : `${method} ${path}`;

/** The routes that callers meet: behind CloudFront those that some path of the distribution leads to. */
export const routesMet = ({ routes, distribution }: Api): readonly Route[] =>
  routes.filter(({ path }) => leadsTo(distribution?.atPaths, path));

export function leadsTo(at: AtPaths | undefined, path: string): boolean {
  if (at === undefined) return true;
  return at.patterns.some((pattern) => {
    const parts = pattern.split("*").map((text) => text.replaceAll(/[.?$+]/g, String.raw`\$&`));
    return new RegExp(`^${parts.join(".*")}$`).test(path);
  });
}
