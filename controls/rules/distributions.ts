import { blocksIn, resourceAt, resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";

const type = "aws_cloudfront_distribution";

/** The web ACLs of a distribution that are of CloudFront's scope: another does nothing for it. */
export function webAclsOfDistribution(stacks: Stacks, { stack, block }: Resource): string[] {
  return targets(stacks, stack, block.web_acl_id).filter(
    (acl) => resourceAt(stacks, acl)?.block.scope === "CLOUDFRONT",
  );
}

/** Every distribution has a web ACL of CloudFront's scope. */
export function distributionsAreBehindAWebAcl(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, type)
    .filter((distribution) => webAclsOfDistribution(stacks, distribution).length !== 1)
    .map(({ where }) => ({ where, what: "has no web ACL" }));
}

/** Viewers are sent to https by every behaviour, and origins on the internet asked by TLS 1.2 alone. */
export function distributionsEncrypt(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, type).flatMap(({ where, block }) => {
    const behaviors = [...blocksIn(block.default_cache_behavior), ...blocksIn(block.ordered_cache_behavior)];
    const origins = blocksIn(block.origin).flatMap((origin) => blocksIn(origin.custom_origin_config));
    return [
      ...behaviors
        .filter((behavior) => !["https-only", "redirect-to-https"].includes(behavior.viewer_protocol_policy as string))
        .map(() => "serves plain HTTP"),
      ...origins
        .filter(
          (origin) =>
            origin.origin_protocol_policy !== "https-only" || String(origin.origin_ssl_protocols) !== "TLSv1.2",
        )
        .map(() => "connects to an origin by less than TLS 1.2"),
    ].map((what) => ({ where, what }));
  });
}

/** No distribution accepts TLS older than 1.2. */
export function distributionsHaveATlsFloor(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, type)
    .filter(({ block }) => {
      const [certificate] = blocksIn(block.viewer_certificate);
      return !String(certificate?.minimum_protocol_version).startsWith("TLSv1.2_");
    })
    .map(({ where }) => ({ where, what: "accepts TLS older than 1.2" }));
}

/** Every distribution's record of requests is delivered, and has no cookies. */
export function distributionsAreLogged(stacks: Stacks): Violation[] {
  const sources = resourcesOf(stacks, "aws_cloudwatch_log_delivery_source");
  const deliveries = resourcesOf(stacks, "aws_cloudwatch_log_delivery");
  return resourcesOf(stacks, type).flatMap(({ where }) => {
    const own = sources.filter(({ stack, block }) => targets(stacks, stack, block.resource_arn).includes(where));
    const delivered = deliveries.filter(({ stack, block }) =>
      targets(stacks, stack, block.delivery_source_name).some((source) => own.some((one) => one.where === source)),
    );
    if (delivered.length === 0) return [{ where, what: "has no log" }];
    const fields = delivered.flatMap(({ block }) => (block.record_fields as string[] | undefined) ?? ["cs(Cookie)"]);
    return fields.includes("cs(Cookie)") ? [{ where, what: "logs cookies" }] : [];
  });
}

const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** Nothing that a viewer's Authorization or cookies can decide is cached: what is cached is asked for without them. */
export function nothingPersonalIsCached(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, type).flatMap(({ where, block }) =>
    [...blocksIn(block.default_cache_behavior), ...blocksIn(block.ordered_cache_behavior)]
      .filter((behavior) =>
        behavior.cache_policy_id !== cachingDisabled && behavior.origin_request_policy_id !== undefined
          ? !handsOnNothingPersonal(stacks, where, behavior.origin_request_policy_id)
          : behavior.cache_policy_id === undefined,
      )
      .map(() => ({ where, what: "caches answers that depend on a viewer's Authorization header or cookies" })),
  );
}

function handsOnNothingPersonal(stacks: Stacks, where: string, policyId: unknown): boolean {
  const stack = where.split("/")[0] ?? "";
  const [policy] = targets(stacks, stack, policyId).flatMap((place) => resourceAt(stacks, place) ?? []);
  const headers = blocksIn(policy?.block.headers_config).flatMap((config) =>
    config.header_behavior === "none" ? [] : blocksIn(config.headers).flatMap(({ items }) => items as string[]),
  );
  return (
    policy !== undefined &&
    blocksIn(policy.block.cookies_config)[0]?.cookie_behavior === "none" &&
    !headers.some((header) => ["authorization", "cookie"].includes(header.toLowerCase()))
  );
}
