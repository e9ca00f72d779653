import type { ITerraformDependable } from "cdktf";
import type { Origin } from "../../modules/edge/cloudfront/origin";
import { pathPatternsOf } from "../../modules/edge/cloudfront/path-patterns";
import type { ApiName } from "../environments/schema/edge/cloudfront/fronts";
import type { LayerStack } from "../layer/layer-stack";
import type { DistributionOrigin } from "./distribution-origin";
import type { OriginHeader } from "./origin-header/header-sender";

/** An API at paths of the web application's distribution. The distribution is created after the API. */
export interface ApiAtPaths {
  readonly name: ApiName;
  readonly asked: DistributionOrigin;
  /** The path patterns, in the order in which CloudFront tries them. */
  readonly patterns: readonly string[];
  /** The header that the API requires. @default none */
  readonly header: OriginHeader | undefined;
  /** What must exist before CloudFront sends requests to the API. */
  readonly after: readonly ITerraformDependable[];
  /** What lets CloudFront's requests in, beside the rotation's function. */
  readonly admits: readonly ITerraformDependable[];
}

interface Api {
  readonly name: ApiName;
  readonly origin: Omit<Origin & { readonly kind: "custom" }, "kind">;
  readonly routes: readonly { readonly path: string }[];
  /** @default AWS's own */
  readonly names: { readonly public: { readonly mapped: ITerraformDependable } } | undefined;
  readonly header: OriginHeader | undefined;
  /** @default nothing */
  readonly admits?: readonly ITerraformDependable[];
}

/** What the web application's distribution needs of an API. Undefined unless the API is at paths of that distribution. */
export function apiAtPaths(stack: LayerStack, api: Api): ApiAtPaths | undefined {
  const { name, origin, routes, names, header, admits = [] } = api;
  const settings = stack.environment.edge.cloudFront?.web?.[name];
  if (settings === undefined) return undefined;
  return {
    name,
    asked: { origin: { ...origin, kind: "custom" }, settings, header: header?.sender },
    patterns: pathPatternsOf(routes.map(({ path }) => path)),
    header,
    after: [...(header?.beforeDistribution ?? []), ...(names ? [names.public.mapped] : [])],
    admits,
  };
}
