import { base, asSaid, findingsFrom, flipped, ingress, linesFrom, type State } from "./states";

const list = (...blocks: readonly string[]): State => ({
  "aws_ec2_managed_prefix_list.office": { id: "pl-1", name: "office", entry: blocks.map((cidr) => ({ cidr })) },
});
const entry = (cidr: string, id = "pl-1"): State => ({
  [`aws_ec2_managed_prefix_list_entry.e${cidr.length}`]: { prefix_list_id: id, cidr },
});
const [office, home] = ["203.0.113.0/24", "198.51.100.0/24"];
const name = "prefix list office, entries: ";

test("an entry more is more peers, also where no given plan names the list", () => {
  expect(linesFrom(list(office), list(office, home))).toEqual([
    `guard lost, weaker: ${name}${office} → 198.51.100.0/24, ${office}`,
  ]);
  expect(asSaid(findingsFrom(list(office, home), list(office)))).toEqual(
    flipped(findingsFrom(list(office), list(office, home))),
  );
});

test("an entry in another's place cannot be told, and entries in other words say nothing", () => {
  expect(linesFrom(list(office), list(home))).toEqual([`guard lost, cannot tell: ${name}${office} → ${home}`]);
  expect(linesFrom(list(office), list("203.0.113.0/25", "203.0.113.128/25"))).toEqual([]);
});

test("an entry of its own counts to its list, which repeats the entry from before", () => {
  expect(linesFrom(list(), { ...list(), ...entry(office) })).toEqual([`guard lost, weaker: ${name}none → ${office}`]);
  expect(linesFrom({ ...list(office), ...entry(office) }, list(office))).toEqual([
    `guard lost, stronger: ${name}${office} → none`,
  ]);
});

test("an entry of a list that no plan has is said by itself", () => {
  expect(linesFrom({}, entry("0.0.0.0/0", "pl-elsewhere"))).toEqual([
    "guard lost, weaker: prefix list entry e9, entries: none → everywhere (IPv4)",
  ]);
});

test("an entry that is known after apply cannot be reviewed, also where a group names the list", () => {
  const rule = { "aws_vpc_security_group_ingress_rule.office": ingress("sg-app", 22, { prefix_list_id: "pl-1" }) };
  const how = { "aws_ec2_managed_prefix_list.office": { actions: ["update"], unknown: { entry: [{ cidr: true }] } } };
  const later = { "aws_ec2_managed_prefix_list.office": { id: "pl-1", name: "office", entry: [{}] } };
  expect(linesFrom({ ...base, ...rule, ...list(office) }, { ...base, ...rule, ...later }, how)).toEqual([
    "not reviewable, cannot tell: prefix list office, entries: nothing → known after apply",
  ]);
});

test("a list of its own, and a list with nobody's rule that goes, open nothing", () => {
  expect(linesFrom({}, list(office))).toEqual([]);
  expect(linesFrom(list(office), {})).toEqual([]);
});

test("a route to a list leads to its new addresses", () => {
  const route = {
    "aws_route.peer": {
      route_table_id: "rtb-app",
      destination_prefix_list_id: "pl-1",
      vpc_peering_connection_id: "pcx-1",
    },
  };
  const state = (...blocks: readonly string[]): State => ({ ...base, ...route, ...list(...blocks) });
  expect(linesFrom(state("172.16.0.0/16"), state("172.16.0.0/16", "172.17.0.0/16"))).toEqual([
    "guard lost, cannot tell: route table app, route of app to 172.17.0.0/16: NAT gateway nat → VPC peering connection pcx-1",
  ]);
});
