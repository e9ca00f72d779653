import {
  addressesOf,
  addressText,
  differenceOfPeers,
  equalPeers,
  everyAddress,
  everyIpv4,
  intersectionOfPeers,
  isNobody,
  nobody,
  peersOfCidr,
  peersOfGroup,
  peersOfPrefixList,
  unionOfPeers,
} from "../../../analysis/packets/peers";

test("halves of all addresses are all addresses, and IPv4 is apart from IPv6", () => {
  const halves = ["0.0.0.0/1", "128.0.0.0/1"].map(peersOfCidr);
  expect(unionOfPeers(halves)).toEqual({ addresses: [everyIpv4], symbols: [] });
  expect(unionOfPeers(["::/0", "0.0.0.0/0"].map(peersOfCidr))).toEqual(everyAddress);
  expect(everyAddress.addresses).toHaveLength(2);
});

test("bits behind a prefix count for nothing", () => {
  expect(addressesOf("100.68.0.18/18")).toEqual(addressesOf("100.68.0.0/18"));
  expect(addressesOf("2001:db8::1/32")).toEqual(addressesOf("2001:db8::/32"));
  expect([addressesOf("10.0.0.0"), addressesOf("10.0.0.0/33"), addressesOf("a/b")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each(["0.0.0.0", "10.0.0.1", "255.255.255.255", "::", "2001:db8::1", "ffff::"])("writes %s as it was", (text) => {
  expect(addressText(addressesOf(`${text}/${text.includes(":") ? 128 : 32}`)?.from ?? -1n)).toBe(text);
});

test("a group, a prefix list and what is not known are equal to themselves only", () => {
  const symbols = [
    peersOfGroup("sg-a", "sg-b"),
    peersOfGroup("sg-b", "sg-b"),
    peersOfPrefixList("pl-a", new Map()),
    peersOfPrefixList({ unknown: "aws_ec2_managed_prefix_list.a.id" }, new Map()),
    peersOfCidr({ unknown: "aws_vpc.a.cidr_block" }),
    peersOfCidr("${aws_vpc.a.cidr_block}"),
    peersOfCidr(7),
  ];
  for (const [index, one] of symbols.entries()) {
    const equal = symbols.map((other) => equalPeers(one, other));
    expect(equal).toEqual(symbols.map((_, other) => other === index));
    expect(symbols.map((other) => isNobody(intersectionOfPeers(one, other)))).toEqual(equal.map((is) => !is));
    expect(differenceOfPeers(one, one)).toEqual(nobody);
    expect(differenceOfPeers(one, everyAddress)).toEqual(one);
  }
});
