import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { DnsAlias } from "../../../modules/edge/dns-alias";
import { synthesizeModule } from "../../support/synthesize";

const recordsOf = (ipv6?: boolean) =>
  synthesizeModule((stack) => {
    new DnsAlias(stack, "public_alias", {
      hostedZoneId: "Z0123456789EXAMPLE",
      domainName: "app.example.com",
      target: { dnsName: "prod-edge-web-1.eu-west-1.elb.amazonaws.com", zoneId: "Z32O12XQLNTSW2" },
      ipv6,
    });
  }).resource["aws_route53_record"];

const record = (type: string) => ({
  zone_id: "Z0123456789EXAMPLE",
  name: "app.example.com",
  type,
  alias: {
    name: "prod-edge-web-1.eu-west-1.elb.amazonaws.com",
    zone_id: "Z32O12XQLNTSW2",
    evaluate_target_health: true,
  },
});

test("is an A record, and an AAAA record only for a target that has an IPv6 address", () => {
  expect(recordsOf()).toEqual({ public_alias_a: record("A") });
  expect(recordsOf(true)).toEqual({ public_alias_a: record("A"), public_alias_aaaa: record("AAAA") });
});

test("does not evaluate the health of a target whose health Route 53 cannot evaluate", () => {
  const { resource } = synthesizeModule((stack) => {
    new DnsAlias(stack, "sign_in", {
      hostedZoneId: "Z0123456789EXAMPLE",
      domainName: "auth.example.com",
      target: { dnsName: "d111111abcdef8.cloudfront.net", zoneId: "Z2FDTNDATAQYW2" },
      evaluateTargetHealth: false,
    });
  });
  expect(resource["aws_route53_record"]?.["sign_in_a"].alias.evaluate_target_health).toBe(false);
});

test("publishes its records, for resources that depend on the name", () => {
  const { resource } = synthesizeModule((stack) => {
    const { records } = new DnsAlias(stack, "public_alias", {
      hostedZoneId: "Z0123456789EXAMPLE",
      domainName: "app.example.com",
      target: { dnsName: "prod-edge-web-1.eu-west-1.elb.amazonaws.com", zoneId: "Z32O12XQLNTSW2" },
      ipv6: true,
    });
    new Route53Record(stack, "later", {
      zoneId: "Z0123456789EXAMPLE",
      name: "later",
      type: "A",
      dependsOn: [...records],
    });
  });
  expect(resource["aws_route53_record"]?.["later"].depends_on).toEqual([
    "aws_route53_record.public_alias_a",
    "aws_route53_record.public_alias_aaaa",
  ]);
});

test("is made after its dependencies", () => {
  const { resource } = synthesizeModule((stack) => {
    const first = new Route53Record(stack, "first", { zoneId: "Z1", name: "first.example.com", type: "A" });
    new DnsAlias(stack, "second", {
      hostedZoneId: "Z1",
      domainName: "second.example.com",
      target: { dnsName: "d111111abcdef8.cloudfront.net", zoneId: "Z2FDTNDATAQYW2" },
      after: [first],
    });
  });
  expect(resource["aws_route53_record"]?.["second_a"].depends_on).toEqual(["aws_route53_record.first"]);
});
