import fc from "fast-check";

import { tlsFindings } from "../../../../../tools/review/areas/transport/tls";
import { type TlsService, tlsPolicies } from "../../../../../tools/review/areas/transport/tls-policies";
import type { Finding } from "../../../../../tools/review/finding";

const place = { layer: "edge", address: "aws_lb_listener.a", type: "aws_lb_listener", name: "a", isFirst: false };
const between = (service: TlsService, before: string, after: string): readonly Finding[] =>
  tlsFindings({ place }, { service, path: "ssl_policy", before, after });
const directions = (service: TlsService, before: string, after: string): readonly string[] =>
  between(service, before, after).map(({ direction }) => direction);

const pairs = fc.constantFrom<TlsService>("loadBalancer", "cloudFront", "apiGateway").chain((service) =>
  fc.record({
    service: fc.constant(service),
    one: fc.constantFrom(...tlsPolicies[service].keys()),
    other: fc.constantFrom(...tlsPolicies[service].keys()),
  }),
);

test("the way back from a policy to another is the way there with its directions flipped", () => {
  const flipped: Readonly<Record<string, string>> = { weaker: "stronger", stronger: "weaker" };
  fc.assert(
    fc.property(pairs, ({ service, one, other }) => {
      const there = directions(service, one, other).map((direction) => flipped[direction] ?? direction);
      expect([...there].sort()).toEqual([...directions(service, other, one)].sort());
    }),
    { numRuns: 100 },
  );
});

test("two policies of other names are never the same without a word, and one policy says nothing", () => {
  fc.assert(
    fc.property(pairs, ({ service, one, other }) => {
      expect(between(service, one, other).length > 0).toBe(one !== other);
    }),
    { numRuns: 50 },
  );
});

test.each<[TlsService, string, string, string]>([
  ["loadBalancer", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "ELBSecurityPolicy-TLS13-1-2-2021-06", "weaker"],
  ["loadBalancer", "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", "weaker"],
  ["loadBalancer", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "weaker"],
  ["loadBalancer", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "ELBSecurityPolicy-FS-1-2-Res-2020-10", "weaker"],
  ["loadBalancer", "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-2015-05", "neutral"],
  ["cloudFront", "TLSv1.2_2021", "TLSv1.2_2019", "weaker"],
  ["cloudFront", "TLSv1.2_2021", "TLSv1.3_2025", "stronger"],
  [
    "loadBalancer",
    "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
    "weaker",
  ],
  ["loadBalancer", "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-2-Ext0-2021-06", "cannot tell"],
  [
    "loadBalancer",
    "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext0-PQ-2025-09",
    "cannot tell",
  ],
  ["loadBalancer", "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09", "ELBSecurityPolicy-TLS13-1-1-PQ-2025-09", "cannot tell"],
  [
    "loadBalancer",
    "ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-1-FIPS-PQ-2025-09",
    "cannot tell",
  ],
  ["apiGateway", "TLS_1_2", "TLS_1_0", "weaker"],
  ["apiGateway", "TLS_1_2", "SecurityPolicy_TLS13_1_2_2021_06", "neutral"],
  ["apiGateway", "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_PQ_2025_09", "weaker"],
  ["apiGateway", "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", "stronger"],
  ["apiGateway", "SecurityPolicy_TLS12_PFS_2025_EDGE", "SecurityPolicy_TLS12_2018_EDGE", "weaker"],
  ["apiGateway", "SecurityPolicy_TLS12_2018_EDGE", "TLS_1_2", "weaker"],
])("%s: from %s to %s is %s", (service, before, after, direction) => {
  expect(directions(service, before, after)).toEqual([direction]);
});

test("a policy that is better in one thing and worse in another is said in both", () => {
  const [post, old] = ["ELBSecurityPolicy-TLS13-1-0-PQ-2025-09", "ELBSecurityPolicy-TLS13-1-2-2021-06"];
  expect(between("loadBalancer", old, post).map(({ direction, meaning }) => [direction, meaning])).toEqual([
    ["weaker", "Clients may use TLS 1.0; they may use RSA key exchange and SHA-1, without forward secrecy."],
    ["stronger", "Clients may use post-quantum key exchange."],
  ]);
});
