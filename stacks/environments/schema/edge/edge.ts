import { z } from "zod";
import { certificate, certificateArn } from "./certificate";
import { cloudFrontFaults, cloudFrontSettings } from "./cloudfront/cloudfront";
import { originProtectionFaults, originProtectionSettings } from "./origin-protection";
import { exception, guarded, onUnlessDeparted } from "../shared/departure";
import type { Fault } from "../shared/fault";
import { quote } from "../shared/fault";
import { httpApiSettings } from "./http-api/http-api";
import { functionNames, functionRule } from "./http-api/route";
import { restApiSettings } from "./rest-api/rest-api";
import { signInSettings } from "./sign-in";
import { text } from "../shared/text";

/**
 * Policies with TLS 1.2 and 1.3 alone (Elastic Load Balancing User Guide, "Security policies"). Their key exchange
 * withstands a quantum computer, and TLS 1.2 has authenticated encryption alone.
 */
const securityPolicies = [
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
] as const;
/** Policies that lack the one or the other. */
const weakerSecurityPolicies = [
  "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
] as const;
const securityPolicyRule = `give ${securityPolicies.join(" or ")}; or { value, reason } for ${weakerSecurityPolicies.join(", ")}`;

/** In a certificate that ACM issues, the first name is its common name (ACM API Reference, RequestCertificate; RFC 5280). */
const longestIssuedName = 64;

const sharedRule = `${functionRule}, each once`;
const requestsRule = "give a whole number, 1 or more";
const certificateRule = 'give "issued", or the ARN of an ACM certificate';

const domain = z.strictObject({
  /**
   * The name that the application answers to, such as `app.example.com`: 128 characters at most, of which the last part
   * is letters alone (Elastic Load Balancing API Reference, HostHeaderConditionConfig). Another value takes the old name
   * out of DNS before the new one is there, and nothing answers to the old one any more: tell users before, and have a
   * redirect elsewhere take the old name over.
   */
  name: text(
    /^(?=.{1,128}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    "give a domain name in lower case, of at most 128 characters, such as app.example.com",
  ),
  /**
   * The public hosted zone, in Route 53, that holds the name. Another value makes the records there, and the old zone loses
   * its own: put them back into that by hand until no resolver asks it any more.
   */
  hostedZoneId: text(/^Z[A-Z0-9]{5,31}$/, "give the id of the Route 53 hosted zone that holds the name"),
  /**
   * `"issued"`: by ACM, proved by a DNS record, renewed by itself. Or the ARN of a certificate of the environment's region.
   */
  certificate: certificate(certificateArn, certificateRule),
});

export const edgeSettings = {
  /** The application's name and certificate. @default none: then `plainHttp` has to be a departure */
  domain: domain.optional(),
  /**
   * Serves HTTP without encryption, which an environment without a domain cannot avoid.
   *
   * @default false, in demo a departure
   */
  plainHttp: exception().default(false),
  /**
   * Who reaches the load balancer. `vpc-origin`: CloudFront alone, by a private way; the load balancer is internal, in the
   * app tier, and has no address on the internet. `cloudfront-prefix-list`: CloudFront's servers, at public addresses.
   * Anybody may have a distribution on them, so the web ACL also requires the header of `edge.originProtection`. `public`:
   * everybody, through the web ACL alone, which is a departure. Another value between `public` or `cloudfront-prefix-list`
   * and `vpc-origin` replaces the load balancer, whose own host name is then another: have callers use the name of
   * `edge.domain`.
   *
   * @cost USD 17 a month for the load balancer, and its capacity units
   * @default "vpc-origin", in demo "public"
   */
  exposure: guarded(
    z.enum(["vpc-origin", "cloudfront-prefix-list"]),
    z.literal("public"),
    'give "vpc-origin", "cloudfront-prefix-list", or { value: "public", reason }: the internet then reaches the load balancer itself',
  ).default("vpc-origin"),
  /**
   * CloudFront in front of the environment's endpoints. Each has a distribution, a web ACL and a log of its own, or paths of
   * the web application's distribution (docs/cloudfront.md).
   *
   * @cost nothing for 1 TB and 10 million requests a month, then USD 0.085 a GB in Europe; and a web ACL more
   * @default none, but for `web` with an `edge.exposure` other than "public"
   */
  cloudFront: cloudFrontSettings.optional(),
  /**
   * Has internet origins answer to the environment's CloudFront alone, by a header that rotates.
   *
   * @cost USD 0.40 a month for a secret, and USD 0.13 a million requests
   */
  originProtection: originProtectionSettings.prefault({}),
  /**
   * The TLS policy for viewers: TLS 1.2 or better. A policy without post-quantum key exchange, or with ciphers in CBC mode,
   * is a departure.
   *
   * @default "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
   */
  securityPolicy: guarded(z.literal(securityPolicies), z.literal(weakerSecurityPolicies), securityPolicyRule).default(
    securityPolicies[0],
  ),
  /** Requests a minute at which scaling keeps each instance, if the fleet may grow. @default 1,000 */
  requestsPerInstance: z.int({ error: requestsRule }).min(1, { error: requestsRule }).default(1000),
  /**
   * Refuses to delete the load balancer (AWS's own switch); to do without is a departure.
   *
   * @default true, in demo false
   */
  deletionProtection: onUnlessDeparted().default(true),
  /**
   * A log of requests and answers, in the environment's log bucket; to do without is a departure.
   *
   * @default true, in demo false
   */
  accessLogs: onUnlessDeparted().default(true),
  /** The user pool's domain, sign-in pages and web ACL. @default none: the pool has its API alone */
  signIn: signInSettings.optional(),
  /**
   * System D: an HTTP API that asks for a token of the user pool (docs/http-api.md).
   *
   * @cost USD 1 a million requests
   * @default none
   */
  httpApi: httpApiSettings.optional(),
  /**
   * Systems E and F: a REST API, with every kind of authorizer (docs/rest-api.md).
   *
   * @cost USD 3.50 a million requests
   * @default none
   */
  restApi: restApiSettings.optional(),
  /**
   * The functions that routes of both APIs call. Name each here: a request that one API refuses, by its firewall, its policy
   * or its authorizer, may reach the function through the other API.
   *
   * @default none
   */
  sharedFunctions: z
    .array(z.literal(functionNames, { error: sharedRule }), { error: sharedRule })
    .refine((given) => new Set(given).size === given.length, { error: sharedRule })
    .default([]),
};

type Edge = z.output<z.ZodObject<typeof edgeSettings>>;

export function edgeFaults(edge: Edge, region: string): Fault[] {
  const faults: Fault[] = [];
  const { domain, plainHttp } = edge;
  if (domain === undefined && !plainHttp) {
    faults.push({
      path: ["edge", "domain"],
      reads: [["edge", "plainHttp"]],
      message:
        "is missing; give { name, hostedZoneId, certificate }, or serve without encryption by edge.plainHttp: { reason }",
    });
  }
  if (domain !== undefined && plainHttp) {
    faults.push({
      path: ["edge", "plainHttp"],
      reads: [["edge", "domain"]],
      message: `is a departure while edge.domain is ${quote(domain.name)}; leave it out, since a domain has a certificate`,
    });
  }
  if (domain?.certificate === "issued" && domain.name.length > longestIssuedName) {
    faults.push({
      path: ["edge", "domain", "name"],
      reads: [["edge", "domain", "certificate"]],
      message: `is ${quote(domain.name)}; give at most ${longestIssuedName} characters, or the ARN of a certificate: ACM issues none for a longer name`,
    });
  }
  if (domain !== undefined && domain.certificate !== "issued" && domain.certificate.split(":")[3] !== region) {
    faults.push({
      path: ["edge", "domain", "certificate"],
      reads: [["region"]],
      message: `is ${quote(domain.certificate)}; give a certificate of ${region}, where the load balancer is`,
    });
  }
  return [
    ...faults,
    ...sharedFunctionFaults(edge),
    ...cloudFrontFaults(edge.cloudFront, edge, region),
    ...originProtectionFaults(edge),
  ];
}

/** Rules on how the load balancer is reached, and on the alarm topics of what stands in front of it. */
export function exposureFaults(
  { cloudFront, exposure, ...endpoints }: Pick<Edge, "cloudFront" | "domain" | "exposure" | "httpApi" | "restApi">,
  general: { readonly region: string; readonly alarmTopicArn: string; readonly edgeAlarmTopicArn?: string | undefined },
): Fault[] {
  const faults: Fault[] = [];
  if (cloudFront?.web !== undefined && exposure === "public") {
    faults.push({
      path: ["edge", "exposure"],
      reads: [["edge", "cloudFront"]],
      message:
        'is "public" behind edge.cloudFront.web; give "vpc-origin", or leave edge.cloudFront.web out: nothing makes viewers come through CloudFront',
    });
  }
  if (exposure === "cloudfront-prefix-list" && endpoints.domain === undefined) {
    faults.push({
      path: ["edge", "exposure"],
      reads: [["edge", "domain"]],
      message:
        'is "cloudfront-prefix-list" without edge.domain; give that, or "vpc-origin": without a certificate the header\'s value would cross the internet in plain text',
    });
  }
  for (const api of exposure === "cloudfront-prefix-list" ? (["restApi", "httpApi"] as const) : []) {
    if (cloudFront?.[api] === undefined || endpoints[api]?.domain !== undefined) continue;
    faults.push({
      path: ["edge", "exposure"],
      reads: [
        ["edge", "cloudFront", api],
        ["edge", api],
      ],
      message: `is "cloudfront-prefix-list" beside edge.cloudFront.${api}; give edge.${api}.domain, or "vpc-origin": what adds the header refuses CloudFront's own names, by one of which this API would be called`,
    });
  }
  const { region, alarmTopicArn, edgeAlarmTopicArn } = general;
  if (
    cloudFront !== undefined &&
    alarmTopicArn !== "none" &&
    edgeAlarmTopicArn === undefined &&
    region !== "us-east-1"
  ) {
    faults.push({
      path: ["edgeAlarmTopicArn"],
      reads: [["alarmTopicArn"], ["region"], ["edge", "cloudFront"]],
      message: "is missing; give an SNS topic in us-east-1, where the metrics of edge.cloudFront are",
    });
  }
  return faults;
}

function sharedFunctionFaults({ httpApi, restApi, sharedFunctions }: Edge): Fault[] {
  const calledByHttp = (httpApi?.routes ?? []).map((route) => route.function);
  const calledByRest = (restApi?.routes ?? []).map(({ integration }) => integration.function);
  return functionNames.flatMap((name) => {
    const isShared = calledByHttp.includes(name) && calledByRest.includes(name);
    if (isShared === sharedFunctions.includes(name)) return [];
    return [
      {
        path: ["edge", "sharedFunctions"],
        reads: [
          ["edge", "httpApi"],
          ["edge", "restApi"],
        ],
        message: isShared
          ? `is ${quote(sharedFunctions)}; name ${name} there too, or call it from one API: routes of edge.httpApi and of edge.restApi both do, and what one refuses may come through the other`
          : `has ${quote(name)}; leave it out: no route of both edge.httpApi and edge.restApi calls it`,
      },
    ];
  });
}
