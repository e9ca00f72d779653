import type { NormalObject } from "../../../tools/review/plan/normal";
import { thingOf } from "../../../tools/review/things";

const balancer = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/prod-internal/50dc6c495c0c9188";
const suffix = "20261130180402713000000004";

test.each<[string, NormalObject, string]>([
  ["aws_security_group", { name: `app-${suffix}`, tags: { Name: "prod-app" } }, "security group prod-app"],
  ["aws_s3_bucket", { bucket: `logs-${suffix}` }, `bucket logs-${suffix}`],
  ["aws_security_group", { name_prefix: "app-" }, "security group app-"],
  ["aws_lb_listener", { port: 443, load_balancer_arn: balancer }, "listener 443 of prod-internal"],
  ["aws_lb_listener", { port: 443 }, "listener main"],
  ["aws_eip", { domain: "vpc" }, "Elastic IP main"],
  ["aws_eip", { domain: "vpc", tags: { Name: "nat-0" } }, "Elastic IP nat-0"],
  ["aws_cognito_identity_provider", { provider_name: "Google" }, "identity provider Google"],
  ["aws_cloudfront_distribution", { domain_name: "d1.cloudfront.net" }, "CloudFront distribution d1.cloudfront.net"],
  [
    "aws_cloudfront_distribution",
    { domain_name: "d1.cloudfront.net", aliases: ["www.example.com", "app.example.com"] },
    "CloudFront distribution app.example.com",
  ],
  ["aws_lb_listener_certificate", {}, "listener certificate main"],
])("%s with %j is called as a reader knows the resource", (type, after, thing) => {
  expect(thingOf({ type, name: "main", after })).toBe(thing);
});

test("what is replaced, and gets a name at the apply, is called as before", () => {
  const tags = { Name: "prod-app" };
  expect(
    thingOf({
      type: "aws_security_group",
      name: "main",
      before: { name: "app", tags },
      after: { name_prefix: "app-" },
    }),
  ).toBe("security group app");
});
