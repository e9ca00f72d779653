import * as fc from "fast-check";
import { equalPackets, type PacketSet } from "../../../analysis/packets/packets";
import {
  allowedByGroup,
  differenceBetween,
  groupRulesOf,
  type Resource,
} from "../../../analysis/packets/security-groups";
import { withUnknowns } from "../../../analysis/packets/unknown";
import { changeText, linesOf } from "../../../analysis/packets/words";
import { inSet, matches, rules, universe, type Said } from "./enumeration";

const own = "sg-own";

function peerValues(peer: string): Readonly<Record<string, unknown>> {
  if (peer.startsWith("unknown ")) return { cidr_ipv4: { unknown: peer.slice(8) } };
  if (peer === "self") return { referenced_security_group_id: own };
  if (peer.startsWith("group ")) return { referenced_security_group_id: peer.slice(6) };
  if (peer.startsWith("prefix-list ")) return { prefix_list_id: peer.slice(12) };
  return peer.includes(":") ? { cidr_ipv6: peer } : { cidr_ipv4: peer };
}

const single = ({ protocol, from, to, peer }: Said): Resource => ({
  type: "aws_vpc_security_group_ingress_rule",
  inlineBlocks: false,
  values: {
    security_group_id: own,
    ip_protocol: protocol === "all" ? "-1" : String(protocol),
    from_port: protocol === "all" ? null : from,
    to_port: protocol === "all" ? null : to,
    ...peerValues(peer),
  },
});

const names: Readonly<Record<string, string>> = { 6: "tcp", 17: "UDP", 1: "icmp", 58: "icmpv6", all: "all" };

/** The same rule in the words of the older resources. */
function block({ protocol, from, to, peer }: Said): Record<string, unknown> {
  const ports = protocol === "all" ? { from_port: 0, to_port: 0 } : { from_port: String(from), to_port: to };
  const known = peerValues(peer);
  return {
    protocol: names[protocol] ?? protocol,
    ...ports,
    cidr_blocks: known["cidr_ipv4"] === undefined ? [] : [known["cidr_ipv4"]],
    ipv6_cidr_blocks: known["cidr_ipv6"] === undefined ? null : [known["cidr_ipv6"]],
    prefix_list_ids: known["prefix_list_id"] === undefined ? [] : [known["prefix_list_id"]],
    security_groups:
      known["referenced_security_group_id"] === undefined || peer === "self"
        ? []
        : [known["referenced_security_group_id"]],
    self: peer === "self",
  };
}

const ingress = (resources: readonly Resource[]): PacketSet =>
  allowedByGroup(resources.flatMap(groupRulesOf), "ingress");
const allowed = (saids: readonly Said[]): PacketSet => ingress(saids.map(single));

const halves: Readonly<Record<string, readonly [string, string]>> = {
  "0.0.0.0/0": ["0.0.0.0/1", "128.0.0.0/1"],
  "10.0.0.0/16": ["10.0.0.0/17", "10.0.128.0/17"],
  "::/0": ["::/1", "8000::/1"],
};

/** Rules in two, by ports and by CIDR blocks. */
function split(saids: readonly Said[]): Said[] {
  return saids
    .flatMap((one) => (halves[one.peer] ?? [one.peer]).map((peer) => ({ ...one, peer })))
    .flatMap((one) => {
      const ports = (one.protocol === 6 || one.protocol === 17) && one.from < one.to;
      const middle = Math.floor((one.from + one.to) / 2);
      return ports
        ? [
            { ...one, to: middle },
            { ...one, from: middle + 1 },
          ]
        : [one];
    });
}

describe("agrees on each packet with rules that are judged one by one", () => {
  test("what a group allows", () => {
    fc.assert(
      fc.property(rules, (saids) => {
        const set = allowed(saids);
        const judged = universe.filter((packet) => saids.some((one) => matches(one, packet)));
        expect(universe.filter((packet) => inSet(set, packet))).toEqual(judged);
      }),
      { numRuns: 55 },
    );
  });

  test("what a change gains and loses, and the reverse change the reverse", () => {
    fc.assert(
      fc.property(rules, rules, (before, after) => {
        const { gained, lost } = differenceBetween(allowed(before), allowed(after));
        const reverse = differenceBetween(allowed(after), allowed(before));
        const exact = universe.every((packet) => {
          const [was, is] = [before, after].map((saids) => saids.some((one) => matches(one, packet)));
          return (
            inSet(gained, packet) === (is === true && was !== true) &&
            inSet(lost, packet) === (was === true && is !== true)
          );
        });
        return exact && equalPackets(gained, reverse.lost) && equalPackets(lost, reverse.gained);
      }),
      { numRuns: 40 },
    );
  });
});

describe("says nothing about what means the same", () => {
  const noise: readonly [string, (saids: readonly Said[]) => readonly Resource[]][] = [
    ["the order of the rules", (saids) => [...saids].reverse().map(single)],
    ["a rule that is written twice", (saids) => [...saids, ...saids].map(single)],
    ["CIDR blocks and ranges of ports in two", (saids) => split(saids).map(single)],
    [
      "names of protocols, numbers as text, and the older resource",
      (saids) =>
        saids.map((one) => ({
          type: "aws_security_group_rule",
          inlineBlocks: false,
          values: { type: "ingress", security_group_id: own, ...block(one) },
        })),
    ],
    [
      "blocks in the group",
      (saids) => [{ type: "aws_security_group", inlineBlocks: true, values: { id: own, ingress: saids.map(block) } }],
    ],
  ];

  test.each(noise)("%s", (_, write) => {
    fc.assert(
      fc.property(rules, (saids) => {
        expect(ingress(write(saids))).toEqual(allowed(saids));
      }),
      { numRuns: 40 },
    );
  });
});

describe("rules that cannot be decided", () => {
  const http: Said = { protocol: 6, from: 80, to: 80, peer: "10.0.0.0/8" };

  test("count as gained, and are equal to themselves", () => {
    const { values } = single(http);
    const unknown = (key: string): Resource => ({
      type: "aws_vpc_security_group_ingress_rule",
      inlineBlocks: false,
      values: withUnknowns(values, { [key]: true }, "aws_vpc_security_group_ingress_rule.a"),
    });
    for (const key of ["cidr_ipv4", "from_port", "ip_protocol", "prefix_list_id"]) {
      const after = ingress([unknown(key)]);
      expect(differenceBetween(allowed([http]), after).gained).not.toEqual([]);
      expect(differenceBetween(after, ingress([unknown(key)]))).toEqual({ gained: [], lost: [] });
    }
  });

  test("are no upper bound: all ports in their place are gained", () => {
    const before = allowed([{ ...http, from: { unknown: "a.b" } as unknown as number }]);
    const after = allowed([{ ...http, from: 0, to: 65_535 }]);
    expect(linesOf(differenceBetween(before, after).gained, "ingress")).toEqual(["tcp 0-65535 from 10.0.0.0/8"]);
  });

  test("have two names if their peers differ", () => {
    const ports = { protocol: 6 as const, from: { unknown: "a.b" } as unknown as number, to: 80 };
    const [one, other] = [allowed([{ ...ports, peer: "10.0.0.0/8" }]), allowed([{ ...ports, peer: "0.0.0.0/0" }])];
    expect(differenceBetween(one, other).gained).not.toEqual([]);
  });

  test("a list of blocks that is known after apply allows what is not known", () => {
    const values = withUnknowns({ id: own }, { ingress: true }, "aws_security_group.a");
    const resource = { type: "aws_security_group", values };
    expect(linesOf(ingress([{ ...resource, inlineBlocks: true }]), "ingress")).toEqual([
      "all traffic from peers that are not known (aws_security_group.a.ingress)",
    ]);
    expect(ingress([{ ...resource, inlineBlocks: false }])).toEqual([]);
  });
});

test("a replaced group means the same, if the caller tells which group a rule refers to", () => {
  const before = single({ protocol: 6, from: 80, to: 80, peer: "group sg-old" });
  const place = "aws_vpc_security_group_ingress_rule.a";
  const unknown = { referenced_security_group_id: true };
  const after = (resolved?: ReadonlyMap<string, unknown>): PacketSet =>
    ingress([{ ...before, values: withUnknowns(before.values, unknown, place, resolved) }]);
  expect(after(new Map([[`${place}.referenced_security_group_id`, "sg-old"]]))).toEqual(ingress([before]));
  expect(after()).not.toEqual(ingress([before]));
});

test("a prefix list with known members is their addresses", () => {
  const rule = groupRulesOf(single({ protocol: 6, from: 443, to: 443, peer: "prefix-list pl-a" }));
  const lists = new Map([["pl-a", ["10.0.0.0/9", "10.128.0.0/9"]]]);
  expect(linesOf(allowedByGroup(rule, "ingress", lists), "ingress")).toEqual(["tcp 443 from 10.0.0.0/8"]);
});

test("the egress of a group is apart from its ingress", () => {
  const out = {
    ...single({ protocol: "all", from: -1, to: -1, peer: "0.0.0.0/0" }),
    type: "aws_vpc_security_group_egress_rule",
  };
  expect(linesOf(allowedByGroup(groupRulesOf(out), "egress"), "egress")).toEqual(["all traffic to everywhere (IPv4)"]);
  expect(ingress([out])).toEqual([]);
});

test("a change in words", () => {
  const before = allowed([{ protocol: 6, from: 80, to: 80, peer: "group sg-x" }]);
  const after = allowed([{ protocol: 6, from: 0, to: 65_535, peer: "0.0.0.0/0" }]);
  expect(changeText(before, after, "ingress")).toBe("tcp 80 from the group sg-x → tcp 0-65535 from everywhere (IPv4)");
  expect(changeText(before, before, "ingress")).toBe("no change of what is allowed");
});

test("two hundred rules take less than ten milliseconds", () => {
  const saids = Array.from({ length: 200 }, (_, index) => ({
    protocol: index % 3 === 0 ? 17 : 6,
    from: (index * 37) % 5000,
    to: ((index * 37) % 5000) + 1 + ((index * 101) % 3000),
    peer: `10.${index % 50}.${index}.0/24`,
  }));
  const resources = saids.map(single);
  const times = Array.from({ length: 15 }, () => {
    const start = process.cpuUsage();
    ingress(resources);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  expect(Math.min(...times)).toBeLessThan(10);
});
