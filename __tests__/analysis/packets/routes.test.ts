import * as fc from "fast-check";
import { addressesOf, type Peers } from "../../../analysis/packets/peers";
import { inIntervals } from "../../../analysis/packets/intervals";
import { localRoutes, routed, routeChanges, routesOf, targetText, type Route } from "../../../analysis/packets/routes";
import { routeLines } from "../../../analysis/packets/words";
import { cidrBlocks, inCidr, universe } from "./enumeration";

const addresses = [...new Set(universe.map(({ peer }) => peer))].filter(
  (peer) => /[.:]/.test(peer) && !peer.includes(" "),
);
const has = (peers: Peers, address: string): boolean =>
  inIntervals(peers.addresses, addressesOf(`${address}/${address.includes(":") ? 128 : 32}`)?.from ?? -1n);

const route = (cidrBlock: string, target: string, propagated = false): Route => ({
  table: "rtb-1",
  cidrBlock,
  propagated,
  target: target === "local" ? { kind: "local", id: "local" } : { kind: "NAT gateway", id: target },
});

const routes = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom(...cidrBlocks), fc.constantFrom("a", "b")).map(([cidr, id]) => route(cidr, id)),
      fc.tuple(fc.constantFrom(...cidrBlocks), fc.constantFrom("A", "v")).map(([cidr, id]) => route(cidr, id, true)),
      fc.constantFrom(route("10.0.0.0/16", "local"), route("2001:db8::/32", "local")),
    ),
    { maxLength: 8 },
  )
  .map((list) =>
    list.filter(
      (one, index) => list.findIndex((o) => o.cidrBlock === one.cidrBlock && o.propagated === one.propagated) === index,
    ),
  );

/** The one route of an address: local before propagated, else the longest prefix, else the static route. */
function judged(list: readonly Route[], address: string): string | undefined {
  const matching = list.filter(({ cidrBlock }) => inCidr(String(cidrBlock), address));
  const local = matching.some(({ target }) => target.kind === "local");
  const left = matching.filter(({ propagated }) => !(local && propagated === true));
  const length = (one: Route): number => Number(String(one.cidrBlock).split("/")[1]);
  const best = left.filter((one) => left.every((other) => length(other) <= length(one)));
  const winner = best.find(({ propagated }) => propagated !== true) ?? best[0];
  return winner && targetText(winner.target);
}

const leads = (list: readonly Route[], address: string): string[] =>
  routed(list)
    .filter(({ destinations }) => has(destinations, address))
    .map(({ target }) => targetText(target));

test("leads each address where the route with the longest prefix leads", () => {
  fc.assert(
    fc.property(routes, (list) => {
      for (const address of addresses) {
        const target = judged(list, address);
        expect([address, leads(list, address)]).toEqual([address, target === undefined ? [] : [target]]);
      }
    }),
  );
});

test("a change has exactly the addresses that are led elsewhere, and the order of routes is none", () => {
  fc.assert(
    fc.property(routes, routes, (before, after) => {
      const changes = routeChanges(routed(before), routed(after));
      for (const address of addresses) {
        const [was, is] = [judged(before, address), judged(after, address)];
        const found = changes
          .filter(({ destinations }) => has(destinations, address))
          .map((one) => [one.before && targetText(one.before), one.after && targetText(one.after)]);
        expect(found).toEqual(was === is ? [] : [[was, is]]);
      }
      expect(routeChanges(routed(before), routed([...before].reverse()))).toEqual([]);
    }),
  );
});

test.each([
  [{ gateway_id: "igw-1" }, "internet gateway igw-1"],
  [{ gateway_id: "${aws_internet_gateway.a.id}" }, "internet gateway ${aws_internet_gateway.a.id}"],
  [{ gateway_id: "vgw-1" }, "virtual private gateway vgw-1"],
  [{ gateway_id: "local" }, "local"],
  [{ gateway_id: { unknown: "aws_route.a.gateway_id" } }, "unknown gateway aws_route.a.gateway_id"],
  [{ gateway_id: "", nat_gateway_id: "nat-1" }, "NAT gateway nat-1"],
  [{ egress_only_gateway_id: "eigw-1" }, "egress-only internet gateway eigw-1"],
  [{ vpc_peering_connection_id: "pcx-1", gateway_id: null }, "VPC peering connection pcx-1"],
  [{ transit_gateway_id: "tgw-1" }, "transit gateway tgw-1"],
  [{}, "blackhole"],
])("reads the target of %j", (target, text) => {
  const values = { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", ...target };
  expect(routesOf({ type: "aws_route", inlineBlocks: false, values }).map((one) => targetText(one.target))).toEqual([
    text,
  ]);
  const inline = { id: "rtb-1", route: [{ cidr_block: "0.0.0.0/0", ipv6_cidr_block: "", ...target }] };
  expect(routesOf({ type: "aws_route_table", inlineBlocks: true, values: inline })).toEqual([
    { table: "rtb-1", cidrBlock: "0.0.0.0/0", target: expect.anything() as unknown },
  ]);
  expect(routesOf({ type: "aws_route_table", inlineBlocks: false, values: inline })).toEqual([]);
});

test("a prefix list is a destination of its own, or its members", () => {
  const values = { route_table_id: "rtb-1", destination_prefix_list_id: "pl-1", transit_gateway_id: "tgw-1" };
  const list = [...routesOf({ type: "aws_route", inlineBlocks: false, values }), route("10.0.0.0/8", "a")];
  expect(routed(list).map(({ destinations }) => destinations.symbols)).toEqual([[], ["prefix-list pl-1"]]);
  expect(leads(list, "10.0.0.1")).toEqual(["NAT gateway a"]);
  const known = routed(list, new Map([["pl-1", ["10.0.0.0/16"]]]));
  expect(known.filter(({ destinations }) => has(destinations, "10.0.0.1")).map(({ target }) => target.kind)).toEqual([
    "transit gateway",
  ]);
});

test("a change in words", () => {
  const before = [...localRoutes("rtb-1", ["10.0.0.0/16"]), route("0.0.0.0/0", "nat-1")];
  const igw = { ...route("0.0.0.0/0", ""), target: { kind: "internet gateway" as const, id: "igw-1" } };
  const association = { route_table_id: "rtb-1", vpc_endpoint_id: "vpce-1" };
  const endpoint = routesOf({
    type: "aws_vpc_endpoint_route_table_association",
    inlineBlocks: false,
    values: association,
  });
  const after = [...localRoutes("rtb-1", ["10.0.0.0/16"]), igw, ...endpoint];
  expect(routeLines(routed(before), routed(after))).toEqual([
    "everywhere (IPv4) except 10.0.0.0/16: NAT gateway nat-1 → internet gateway igw-1",
    "the prefix list of vpce-1: no route → VPC endpoint vpce-1",
  ]);
});
