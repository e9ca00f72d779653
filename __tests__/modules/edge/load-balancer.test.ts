import { LoadBalancer, type LoadBalancerProps } from "../../../modules/edge/load-balancer";
import { synthesizeModule } from "../../support/synthesize";

const loadBalancerOf = (props: Partial<LoadBalancerProps> = {}) =>
  synthesizeModule((stack) => {
    new LoadBalancer(stack, "public", {
      name: "prod-edge-web",
      subnetIds: ["pub-0", "pub-1"],
      securityGroupId: "sg-load-balancer",
      logBucketName: "logs",
      ...props,
    });
  }).resource["aws_lb"]?.["public_load_balancer"];

test("stands in the public subnets, protected from deletion, and logs who asks and who connects", () => {
  expect(loadBalancerOf()).toEqual({
    name: "prod-edge-web",
    load_balancer_type: "application",
    internal: false,
    ip_address_type: "ipv4",
    subnets: ["pub-0", "pub-1"],
    security_groups: ["sg-load-balancer"],
    enable_deletion_protection: true,
    drop_invalid_header_fields: true,
    desync_mitigation_mode: "strictest",
    enable_waf_fail_open: false,
    enable_http2: true,
    enable_cross_zone_load_balancing: true,
    preserve_host_header: true,
    xff_header_processing_mode: "append",
    idle_timeout: 60,
    client_keep_alive: 3600,
    access_logs: { bucket: "logs", prefix: "access", enabled: true },
    connection_logs: { bucket: "logs", prefix: "connections", enabled: true },
    // A VPC origin that leaves it is made before it is destroyed: without this, exposure "public" ends in a cycle.
    lifecycle: { create_before_destroy: true },
  });
});

test("logs nothing where there is no bucket, and says so by leaving the blocks out", () => {
  const loadBalancer = loadBalancerOf({ logBucketName: undefined });
  expect(loadBalancer).not.toHaveProperty("access_logs");
  expect(loadBalancer).not.toHaveProperty("connection_logs");
});

test("keeps connections as long as it is told", () => {
  expect(loadBalancerOf({ idleTimeoutSeconds: 120, clientKeepAliveSeconds: 600 })).toMatchObject({
    idle_timeout: 120,
    client_keep_alive: 600,
  });
});

test("has no public address where CloudFront alone is to reach it", () => {
  expect(loadBalancerOf({ internal: true })).toMatchObject({ internal: true });
});

test("can be deleted, or have an IPv6 address, where that is asked for", () => {
  expect(loadBalancerOf({ deletionProtection: false, dualStack: true })).toMatchObject({
    enable_deletion_protection: false,
    ip_address_type: "dualstack",
  });
});
