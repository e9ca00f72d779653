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

test("is in the public subnets, protected from deletion, and logs requests and connections", () => {
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

test("logs nothing without a bucket, and then has no log blocks", () => {
  const loadBalancer = loadBalancerOf({ logBucketName: undefined });
  expect(loadBalancer).not.toHaveProperty("access_logs");
  expect(loadBalancer).not.toHaveProperty("connection_logs");
});

test("keeps connections for the given time", () => {
  expect(loadBalancerOf({ idleTimeoutSeconds: 120, clientKeepAliveSeconds: 600 })).toMatchObject({
    idle_timeout: 120,
    client_keep_alive: 600,
  });
});

test("has no public address if CloudFront alone reaches it", () => {
  expect(loadBalancerOf({ internal: true })).toMatchObject({ internal: true });
});

test("can be deleted, or have an IPv6 address, if the props say so", () => {
  expect(loadBalancerOf({ deletionProtection: false, dualStack: true })).toMatchObject({
    enable_deletion_protection: false,
    ip_address_type: "dualstack",
  });
});
