import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { type ITerraformDependable, type TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { ConfigurationError } from "../../shared/configuration-error";
import type { CountryCode } from "../waf/country-codes";
import { behaviorConfig, pathPatternFault, type Behavior, type PathBehavior } from "./behavior";
import { originConfig, originFaults, originIdByContent, type Origin } from "./origin";
import { expression } from "../../shared/expression";

/** Edge locations by price, the fewest first (CloudFront Developer Guide, "Price class"). */
export const priceClasses = ["PriceClass_100", "PriceClass_200", "PriceClass_All"] as const;

export interface DistributionProps {
  /** The purpose: up to 128 characters (CloudFront API Reference, DistributionConfig). */
  readonly description: string;
  readonly origins: readonly [Origin, ...Origin[]];
  /** For every path that no other behaviour matches. */
  readonly defaultBehavior: Behavior;
  /** By path, the first match. @default none */
  readonly behaviors?: readonly (Behavior & PathBehavior)[];
  /** Its names, and a certificate of us-east-1 that covers them. @default the name that CloudFront gives it */
  readonly domain?: { readonly names: readonly [string, ...string[]]; readonly certificateArn: string };
  /** The web ACL of scope CLOUDFRONT: without one a distribution is unprotected. */
  readonly webAclArn: string;
  /** The policy of `ResponseHeaders`. */
  readonly responseHeadersPolicyId: string;
  /** Which edge locations answer. @default "PriceClass_All" */
  readonly priceClass?: (typeof priceClasses)[number];
  /** The countries that are served; viewers elsewhere get 403, before AWS WAF is asked. @default "any" */
  readonly countries?: "any" | { readonly allow: readonly CountryCode[] } | { readonly block: readonly CountryCode[] };
  /** Pages of the same distribution that replace an origin's errors. @default none */
  readonly errorPages?: readonly ErrorPage[];
  /**
   * Whether a rotation writes a header into the origins (`header-lambda`). Terraform then ignores changes of the origins,
   * and a plan that edits one fails.
   *
   * @default false
   */
  readonly rotationWritesOrigins?: boolean;
  /** Waits until every edge location has a change: needed where a header is rotated. @default true */
  readonly waitForDeployment?: boolean;
  /** What must exist before the first request comes through. @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

interface ErrorPage {
  readonly status: (typeof errorStatuses)[number];
  readonly path: string;
  /** Seconds for which an error is cached. @default 0 */
  readonly cachedSeconds?: number;
}

/** CloudFront Developer Guide, "HTTP 4xx and 5xx status codes that CloudFront caches". */
export const errorStatuses = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504] as const;

/**
 * A CloudFront distribution behind its web ACL: HTTP/2 and HTTP/3, IPv6, and a redirect from HTTP to HTTPS. With names of
 * its own it accepts TLS 1.2 and better. CloudFront's own name also accepts older versions, and no setting forbids that
 * (CloudFront Developer Guide, "Minimum SSL/TLS version").
 */
export class Distribution extends Construct {
  readonly id: string;
  readonly arn: string;
  readonly dnsName: string;
  /** The id of CloudFront's zone, for alias records. */
  readonly zoneId: string;
  /** A dependency of what may come only once it answers. */
  readonly deployed: ITerraformDependable;
  private readonly originIds: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const { origins, defaultBehavior, behaviors = [], domain, countries = "any", errorPages = [] } = props;
    const { description, rotationWritesOrigins = false, responseHeadersPolicyId } = props;
    ConfigurationError.throwIfAny(faultsOf(props));

    this.originIds = new Map(
      origins.map((origin) => [origin.id, rotationWritesOrigins ? originIdByContent(this, origin) : origin.id]),
    );
    const rendered = (behavior: Behavior) =>
      behaviorConfig(behavior, { responseHeadersPolicyId, targetOriginId: this.originId(behavior.originId) });
    const distribution = new CloudfrontDistribution(this, "distribution", {
      comment: description,
      enabled: true,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: props.priceClass ?? "PriceClass_All",
      waitForDeployment: props.waitForDeployment ?? true,
      webAclId: props.webAclArn,
      origin: origins.map((origin) => ({ originId: this.originId(origin.id), ...originConfig(origin) })),
      defaultCacheBehavior: rendered(defaultBehavior),
      orderedCacheBehavior: behaviors.map((behavior) => ({
        pathPattern: behavior.pathPattern,
        ...rendered(behavior),
      })),
      customErrorResponse: errorPages.map(({ status, path, cachedSeconds = 0 }) => ({
        errorCode: status,
        responseCode: status,
        responsePagePath: path,
        errorCachingMinTtl: cachedSeconds,
      })),
      restrictions: { geoRestriction: geoRestriction(countries) },
      ...(domain === undefined
        ? { viewerCertificate: { cloudfrontDefaultCertificate: true } }
        : {
            aliases: [...domain.names],
            viewerCertificate: {
              acmCertificateArn: domain.certificateArn,
              sslSupportMethod: "sni-only",
              minimumProtocolVersion: "TLSv1.2_2021",
            },
          }),
      ...(props.after && { dependsOn: [...props.after] }),
    });
    if (rotationWritesOrigins) distribution.lifecycle = originsAsMade(distribution.friendlyUniqueId);
    this.id = distribution.id;
    this.arn = distribution.arn;
    this.dnsName = distribution.domainName;
    this.zoneId = distribution.hostedZoneId;
    this.deployed = distribution;
  }

  /**
   * Returns the id by which CloudFront knows an origin.
   *
   * @param id the origin's id in the props
   */
  originId(id: string): string {
    const known = this.originIds.get(id);
    if (known === undefined) throw new Error(`the distribution has no origin ${id}`);
    return known;
  }
}

/**
 * Leaves the origins to the rotation: Terraform alone would drop an edit of an origin silently. So an edit changes the id
 * that the behaviours name, while the existing origin keeps its id. A plan in which the two differ fails.
 */
function originsAsMade(address: string): TerraformResourceLifecycle {
  const named = ["default", "ordered"].map((kind) => `self.${kind}_cache_behavior[*].target_origin_id`).join(", ");
  return {
    ignoreChanges: ["origin"],
    postcondition: [
      {
        condition: expression(`length(setsubtract(concat(${named}), self.origin[*].origin_id)) == 0`),
        errorMessage: `The distribution would keep the origin that it has, into which the rotation writes the header. Take the edit back; or have the origin as it is now with another distribution, while nothing answers, by terraform apply -replace=aws_cloudfront_distribution.${address}; or give header-kvs, which leaves origins to Terraform`,
      },
    ],
  };
}

function geoRestriction(countries: NonNullable<DistributionProps["countries"]>) {
  if (countries === "any") return { restrictionType: "none", locations: [] };
  return "allow" in countries
    ? { restrictionType: "whitelist", locations: [...countries.allow] }
    : { restrictionType: "blacklist", locations: [...countries.block] };
}

function faultsOf({ description, origins, defaultBehavior, behaviors = [], errorPages = [] }: DistributionProps) {
  const place = `distribution "${description}"`;
  const ids = origins.map(({ id }) => id);
  const faults = origins.flatMap((origin) => originFaults(origin, place));
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) {
    faults.push(`${place} has two origins of the id "${id}"; give each origin its own id`);
  }
  for (const { originId: id } of [defaultBehavior, ...behaviors]) {
    if (!ids.includes(id))
      faults.push(`${place} has a behaviour for the origin "${id}"; give one of ${ids.join(", ")}`);
  }
  for (const path of [...behaviors.map(({ pathPattern }) => pathPattern), ...errorPages.map(({ path }) => path)]) {
    const fault = pathPatternFault(path);
    if (fault !== undefined) faults.push(`${place} has a behaviour for "${path}"; ${fault}`);
  }
  if (description.length > 128)
    faults.push(`${place} has a description of ${description.length} characters; give at most 128`);
  return faults;
}
