import { base, baseWith, findingsFrom, linesFrom } from "./states";

const contract = "contract, cannot tell: NAT gateway nat, public address: ";

test("a NAT gateway with another Elastic IP has another address", () => {
  const after = baseWith({
    "aws_eip.other": { id: "eipalloc-2", public_ip: "192.0.2.2" },
    "aws_nat_gateway.nat": { allocation_id: "eipalloc-2" },
  });
  expect(linesFrom(base, after)).toEqual([`${contract}192.0.2.1 → 192.0.2.2`]);
});

test("an Elastic IP that is replaced, or goes under another name, gives its address up", () => {
  const replaced = {
    "aws_eip.nat": { actions: ["delete", "create"], unknown: { id: true, public_ip: true } },
    "aws_nat_gateway.nat": {
      actions: ["delete", "create"],
      unknown: { id: true, allocation_id: true },
      references: { allocation_id: ["aws_eip.nat.id", "aws_eip.nat"] },
    },
  };
  const after = baseWith({
    "aws_eip.nat": { id: null, public_ip: null },
    "aws_nat_gateway.nat": { id: null, allocation_id: null },
  });
  const how = {
    ...replaced,
    "aws_route.nat": {
      actions: ["update"],
      unknown: { nat_gateway_id: true },
      references: { nat_gateway_id: ["aws_nat_gateway.nat.id", "aws_nat_gateway.nat"] },
    },
  };
  const following = { ...after, "aws_route.nat": { ...base["aws_route.nat"], nat_gateway_id: null } };
  const found = findingsFrom(base, following, how);
  expect(
    found.map(({ rule, before, after: to, alsoSays }) => [rule, before, to, alsoSays?.map((one) => one.address)]),
  ).toEqual([["nat-address", "192.0.2.1", "an address that is known after apply", ["aws_eip.nat"]]]);
});

test("a NAT gateway that is replaced with its Elastic IP keeps its address", () => {
  const how = { "aws_nat_gateway.nat": { actions: ["delete", "create"], unknown: { id: true } } };
  const references = { nat_gateway_id: ["aws_nat_gateway.nat.id", "aws_nat_gateway.nat"] };
  const route = { "aws_route.nat": { actions: ["update"], unknown: { nat_gateway_id: true }, references } };
  const after = baseWith({ "aws_nat_gateway.nat": { id: null }, "aws_route.nat": { nat_gateway_id: null } });
  expect(linesFrom(base, after, { ...how, ...route })).toEqual([]);
});

test("a private NAT gateway has no public address", () => {
  const after = baseWith({ "aws_nat_gateway.nat": { allocation_id: null, connectivity_type: "private" } });
  expect(linesFrom(base, after)).toEqual([`${contract}192.0.2.1 → none`]);
});

test("an Elastic IP that is deleted goes to somebody else", () => {
  const with2 = baseWith({ "aws_eip.other": { id: "eipalloc-2", public_ip: "192.0.2.2", tags: { Name: "other" } } });
  expect(linesFrom(with2, base)).toEqual(["contract, cannot tell: Elastic IP other, public address: 192.0.2.2 → none"]);
  expect(linesFrom(base, with2)).toEqual(["contract, cannot tell: Elastic IP other, public address: none → 192.0.2.2"]);
});

test("an Elastic IP that stays keeps its address, also where the plan does not know the address", () => {
  const how = { "aws_eip.nat": { actions: ["update"], unknown: { public_ip: true } } };
  expect(linesFrom(base, baseWith({ "aws_eip.nat": { public_ip: null, domain: "vpc" } }), how)).toEqual([]);
});
