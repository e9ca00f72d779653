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
