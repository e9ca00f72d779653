import type { Apigatewayv2ApiCorsConfiguration } from "@cdktf/provider-aws/lib/apigatewayv2-api";

/** Whose pages may call the API from a browser. The type excludes `"*"` together with credentials. */
export type Cors = CorsOptions &
  (
    | { readonly origins: "*"; readonly credentials?: false }
    | {
        /** Exact origins: `https://app.example.com`. */
        readonly origins: readonly string[];
        /** Lets a page send cookies and TLS certificates; a token in a header does not need it. @default false */
        readonly credentials?: boolean;
      }
  );

interface CorsOptions {
  /** Request headers that a page may set. @default authorization, content-type */
  readonly headers?: readonly string[];
  /** Response headers that a page may read, besides those that every page may. @default none */
  readonly exposedHeaders?: readonly string[];
  /** Seconds for which a browser keeps the answer to a preflight, 0 to 86,400. @default 3,600 */
  readonly maxAgeSeconds?: number;
}

/** API Gateway answers preflights itself, without a token, and with the methods of the routes. */
export function corsConfiguration(cors: Cors, methods: readonly string[]): Apigatewayv2ApiCorsConfiguration {
  const { origins, credentials = false, headers = ["authorization", "content-type"], exposedHeaders = [] } = cors;
  return {
    allowOrigins: origins === "*" ? ["*"] : [...origins],
    allowCredentials: credentials,
    allowMethods: [...new Set(methods)].sort(),
    allowHeaders: [...headers],
    ...(exposedHeaders.length > 0 && { exposeHeaders: [...exposedHeaders] }),
    maxAge: cors.maxAgeSeconds ?? 3600,
  };
}
