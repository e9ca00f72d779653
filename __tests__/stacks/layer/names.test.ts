import fc from "fast-check";
import { ConfigurationError } from "../../../modules/shared/configuration-error";
import { logGroupName, physicalName, type NamedType } from "../../../stacks/layer/names";

test("puts environment, layer and role together, in this order", () => {
  expect(physicalName({ environment: "prod", layer: "edge", role: "web" }, "load balancer")).toBe("prod-edge-web");
  expect(logGroupName({ environment: "prod", layer: "edge", role: "access" })).toBe("/palisade/prod/edge/access");
});

/** What AWS allows, written down a second time from its documents, so that a slip in one list shows. */
const lengths: Record<NamedType, number> = {
  alarm: 255,
  api: 128,
  "api key": 1024,
  "auto scaling group": 255,
  "bucket prefix": 37,
  "cloudfront function": 64,
  dashboard: 255,
  "database instance": 63,
  "event rule": 64,
  function: 64,
  "iam policy": 128,
  "iam role": 64,
  "instance profile": 128,
  "ip set": 128,
  "kms alias": 250,
  "launch template": 128,
  "load balancer": 32,
  "log delivery": 60,
  "log resource policy": 128,
  "regex pattern set": 128,
  "response headers policy": 128,
  "secret prefix": 486,
  "security group": 229,
  "session document": 128,
  "signing profile prefix": 37,
  tag: 256,
  "target group": 32,
  "usage plan": 128,
  "user pool": 128,
  "user pool client": 128,
  "vpc origin": 55,
  "web acl": 128,
};

test("never gives a name that AWS would refuse, and never truncates a name", () => {
  const part = fc.stringMatching(/^[a-z][a-z0-9]{0,90}$/);
  const types = fc.constantFrom(...(Object.keys(lengths) as NamedType[]));
  fc.assert(
    fc.property(part, part, part, types, (environment, layer, role, type) => {
      const whole = `${environment}-${layer}-${role}`;
      if (whole.length <= lengths[type]) {
        expect(physicalName({ environment, layer, role }, type)).toBe(whole);
      } else {
        expect(() => physicalName({ environment, layer, role }, type)).toThrow(ConfigurationError);
      }
    }),
  );
});

test("says which name is too long, its length, the limit, and the limit's source", () => {
  expect(() =>
    physicalName({ environment: "customer-portal-staging", layer: "edge", role: "web-app" }, "load balancer"),
  ).toThrow(
    'environments.customer-portal-staging: the load balancer name "customer-portal-staging-edge-web-app" has 36 characters; AWS allows 32 (Elastic Load Balancing API Reference, CreateLoadBalancer), give the environment a shorter name',
  );
});

test.each(["Web", "web_server", "web-", "wéb"])(
  "refuses the role %j, whose characters some types do not allow",
  (role) => {
    expect(() => physicalName({ environment: "prod", layer: "edge", role }, "alarm")).toThrow(ConfigurationError);
  },
);
