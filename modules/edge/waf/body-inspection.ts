import type { ProtectedResource } from "./managed-rule-groups";

/** Kilobytes of a body that AWS WAF can see (WAF Developer Guide, "Considerations for managing body inspection"). */
export const bodyInspectionKilobytes = [16, 32, 48, 64] as const;

type BodyInspectionKilobytes = (typeof bodyInspectionKilobytes)[number];

/** Kilobytes at a load balancer, where the limit cannot be changed. */
export const loadBalancerKilobytes = 8;

/**
 * Kilobytes by resource. By default AWS WAF sees 16, except at a load balancer; each further 16 KB of a request costs as
 * much as another request (AWS WAF pricing).
 */
export interface BodyInspectionLimits {
  readonly loadBalancer?: typeof loadBalancerKilobytes;
  readonly apiGateway?: BodyInspectionKilobytes;
  readonly cloudFront?: BodyInspectionKilobytes;
  readonly userPool?: BodyInspectionKilobytes;
}

const bindingNames = { apiGateway: "apiGateway", cloudFront: "cloudfront", userPool: "cognitoUserPool" } as const;

/** Renders them as the provider's bindings take them. */
export function associationConfig(limits: BodyInspectionLimits) {
  const entries = (Object.keys(bindingNames) as (keyof typeof bindingNames)[]).flatMap((resource) => {
    const kilobytes = limits[resource];
    return kilobytes === undefined
      ? []
      : [[bindingNames[resource], { defaultSizeInspectionLimit: `KB_${kilobytes}` }] as const];
  });
  return entries.length === 0 ? undefined : { requestBody: [Object.fromEntries(entries)] };
}

/** Says what is wrong with the limit of one resource, as the end of a sentence after the place and its value. */
export function bodyInspectionFault(
  resource: ProtectedResource,
  kilobytes: number,
  protects: readonly ProtectedResource[],
): string | undefined {
  if (!protects.includes(resource)) return `leave it out: the web ACL protects ${protects.join(", ")} alone`;
  if (resource === "loadBalancer") {
    return kilobytes === loadBalancerKilobytes
      ? undefined
      : `give ${loadBalancerKilobytes}, or leave it out: the bytes that AWS WAF inspects at a load balancer cannot be changed`;
  }
  return (bodyInspectionKilobytes as readonly number[]).includes(kilobytes)
    ? undefined
    : `give one of ${bodyInspectionKilobytes.join(", ")}`;
}
