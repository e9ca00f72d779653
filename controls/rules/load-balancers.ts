import {
  accountOf,
  blocksIn,
  resourceAt,
  resourcesOf,
  targets,
  type Resource,
  type Stacks,
  type Violation,
} from "./model";
import { decide, principalsOf, statementsOf } from "./policy";

/** Policies that negotiate TLS 1.2 or better and no ciphers for older clients (Elastic Load Balancing User Guide, "Security policies"). */
const securityPolicies = [
  "ELBSecurityPolicy-TLS13-1-2-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
];

const listenersOf = (stacks: Stacks) => resourcesOf(stacks, "aws_lb_listener", "aws_alb_listener");

/** Without TLS a listener does nothing but send the caller to the one with TLS. */
export function plainHttpOnlyRedirects(stacks: Stacks): Violation[] {
  const plain = listenersOf(stacks).filter(({ block }) => !["HTTPS", "TLS"].includes(block.protocol));
  const rules = resourcesOf(stacks, "aws_lb_listener_rule", "aws_alb_listener_rule").filter(({ stack, block }) =>
    targets(stacks, stack, block.listener_arn).some((listener) => plain.some(({ where }) => where === listener)),
  );
  return [
    ...plain.map(({ where, block }) => ({ where, actions: blocksIn(block.default_action) })),
    ...rules.map(({ where, block }) => ({ where, actions: blocksIn(block.action) })),
  ]
    .filter(
      ({ actions }) => !actions.some((action) => blocksIn(action.redirect).some((one) => one.protocol === "HTTPS")),
    )
    .map(({ where }) => ({ where, what: "answers without TLS" }));
}

/** Every listener is on a port on which a group of its load balancer admits somebody: any other is there for nobody. */
export function listenersAreReached(stacks: Stacks): Violation[] {
  const rules = resourcesOf(stacks, "aws_vpc_security_group_ingress_rule");
  const admitting = (group: string) =>
    rules.filter(({ stack, block }) => targets(stacks, stack, block.security_group_id).includes(group));
  return listenersOf(stacks)
    .filter(({ stack, block }) => {
      const groups = targets(stacks, stack, block.load_balancer_arn)
        .flatMap((place) => resourceAt(stacks, place) ?? [])
        .flatMap((balancer) => targets(stacks, balancer.stack, balancer.block.security_groups));
      return !groups
        .flatMap(admitting)
        .some(({ block: rule }) => rule.from_port <= block.port && block.port <= rule.to_port);
    })
    .map(({ where, block }) => ({
      where,
      what: `listens on port ${String(block.port)}, which no security group rule admits`,
    }));
}

/** Every TLS listener says what it negotiates, and that is TLS 1.2 or better: AWS's default is of 2016. */
export function listenersNegotiateModernTls(stacks: Stacks): Violation[] {
  return listenersOf(stacks)
    .filter(({ block }) => ["HTTPS", "TLS"].includes(block.protocol) && !securityPolicies.includes(block.ssl_policy))
    .map(({ where, block }) => ({ where, what: `negotiates by ${String(block.ssl_policy ?? "AWS's default")}` }));
}

/** Every load balancer logs requests and connections to a bucket that admits them where they go. */
export function loadBalancersAreLogged(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_lb", "aws_alb").flatMap((balancer) =>
    ["access_logs", "connection_logs"].flatMap((kind) => {
      const { stack, where, block } = balancer;
      const [log] = blocksIn(block[kind]);
      if (log?.enabled !== true) return [{ where, what: `has no ${kind}` }];
      const bucket = targets(stacks, stack, log.bucket).flatMap((place) => resourceAt(stacks, place) ?? [])[0];
      return bucket?.type === "aws_s3_bucket" && mayWrite(stacks, stack, bucket, String(log.prefix ?? ""))
        ? []
        : [{ where, what: `may not write its ${kind} to the bucket that it names` }];
    }),
  );
}

/** Elastic Load Balancing User Guide, "Access logs": `bucket[/prefix]/AWSLogs/account/…`. */
function mayWrite(stacks: Stacks, stack: string, bucket: Resource, prefix: string): boolean {
  const policy = resourcesOf(stacks, "aws_s3_bucket_policy").find((one) =>
    targets(stacks, one.stack, one.block.bucket).includes(bucket.where),
  );
  if (policy === undefined) return false;
  const statements = statementsOf(policy.block.policy).filter((statement) =>
    principalsOf(statement).some(([, who]) => who === "*" || who === "logdelivery.elasticloadbalancing.amazonaws.com"),
  );
  const folder = prefix === "" ? "" : `${prefix}/`;
  const resource = `\${aws_s3_bucket.${bucket.name}.arn}/${folder}AWSLogs/${accountOf(stacks, stack)}/elasticloadbalancing`;
  return (
    decide(statements, { action: "s3:PutObject", resource, context: { "aws:SecureTransport": "true" } }) === "allow"
  );
}

/** AWS refuses to delete a load balancer until somebody lifts the protection. */
export function loadBalancersAreProtected(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_lb", "aws_alb")
    .filter(({ block }) => block.enable_deletion_protection !== true)
    .map(({ where }) => ({ where, what: "can be deleted" }));
}
