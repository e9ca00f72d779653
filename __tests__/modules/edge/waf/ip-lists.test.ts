import fc from "fast-check";
import { ipBlockFault, ipListFaults } from "../../../../modules/edge/waf/ip-list-faults";
import { IpLists } from "../../../../modules/edge/waf/ip-lists";
import type { IpListsProps } from "../../../../modules/edge/waf/ip-lists";
import { synthesizeModule } from "../../../support/synthesize";

const names = { "allow-ipv4": "a4", "allow-ipv6": "a6", "deny-ipv4": "d4", "deny-ipv6": "d6" } as const;

function lists(props: Partial<IpListsProps>) {
  return synthesizeModule((stack) => {
    const given = { place: "ipLists", scope: "REGIONAL", names, allow: [], deny: [], ...props } as const;
    new IpLists(stack, "ip_lists", given);
  });
}

const publicOnly = { reservedAccepted: false };
const widthRule = (length: number) =>
  `give a block of /${length} or smaller: AWS refuses /0, and a few larger blocks would cover every address too`;
const textRule = "give an IPv4 or IPv6 block in CIDR notation, with no bits set behind its prefix";
const publicRule =
  "give a public block: nobody on the internet has a private or reserved address, so a private or reserved block takes a reason";

test("keeps a list's IPv4 and IPv6 blocks in one IP set each", () => {
  const { resource } = lists({ deny: ["8.8.8.0/24", "2001:4860::/32", "8.8.4.4/32"] });
  expect(resource).toEqual({
    aws_wafv2_ip_set: {
      ip_lists_deny_ipv4: expect.objectContaining({
        name: "d4",
        scope: "REGIONAL",
        ip_address_version: "IPV4",
        addresses: ["8.8.8.0/24", "8.8.4.4/32"],
      }),
      ip_lists_deny_ipv6: expect.objectContaining({
        name: "d6",
        scope: "REGIONAL",
        ip_address_version: "IPV6",
        addresses: ["2001:4860::/32"],
      }),
    },
  });
});

test("makes no IP set for an empty list, and both IP sets for a list with a single block", () => {
  expect(lists({}).resource).toEqual({});
  const { aws_wafv2_ip_set = {} } = lists({ allow: ["8.8.8.8/32"] }).resource;
  expect(Object.entries(aws_wafv2_ip_set).map(([address, { addresses }]) => [address, addresses])).toEqual([
    ["ip_lists_allow_ipv4", ["8.8.8.8/32"]],
    ["ip_lists_allow_ipv6", []],
  ]);
});

test.each([
  ["0.0.0.0/0", widthRule(8)],
  ["::/0", widthRule(16)],
  ["0.0.0.0/1", widthRule(8)],
  ["128.0.0.0/1", widthRule(8)],
  ["8000::/1", widthRule(16)],
  ["10.0.0.0/8", publicRule],
  ["192.168.1.0/24", publicRule],
  ["127.0.0.0/8", publicRule],
  ["203.0.113.7/32", publicRule],
  ["::1/128", publicRule],
  ["fd00::/16", publicRule],
  ["8.8.8.8/24", textRule],
  ["8.8.8.8", textRule],
  ["8.8.8.0/33", textRule],
  ["dns.google/32", textRule],
])("refuses %s", (block, rule) => {
  expect(ipBlockFault(block, publicOnly)).toBe(rule);
});

test("accepts a private block with a reason, and never a block with every address", () => {
  expect(ipBlockFault("127.0.0.0/8", { reservedAccepted: true })).toBeUndefined();
  expect(ipBlockFault("::/0", { reservedAccepted: true })).toBe(widthRule(16));
});

test("accepts any single public address", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const anyPublic = fc
    .tuple(fc.constantFrom(1, 8, 45, 99, 151, 185, 208), byte, byte, byte)
    .map((bytes) => `${bytes.join(".")}/32`);
  fc.assert(
    fc.property(anyPublic, (block) => {
      expect(ipBlockFault(block, publicOnly)).toBeUndefined();
    }),
  );
});

test("refuses a repeated block, half of all addresses in pieces, and a denied block within an allowed block", () => {
  const eighths = Array.from({ length: 128 }, (_, index) => `${index}.0.0.0/8`);
  expect(ipListFaults({ allow: ["8.8.8.8/32", "8.8.8.8/32"], deny: [] }, publicOnly)).toEqual([
    { list: "allow", message: 'has "8.8.8.8/32" twice; give each block once' },
  ]);
  expect(ipListFaults({ allow: eighths, deny: [] }, { reservedAccepted: true })).toEqual([
    {
      list: "allow",
      message: "covers half of all IPv4 addresses or more; give smaller blocks, those of known callers",
    },
  ]);
  expect(ipListFaults({ allow: ["8.8.8.0/24"], deny: ["8.8.8.8/32", "8.8.0.0/16"] }, publicOnly)).toEqual([
    {
      list: "deny",
      message:
        'has "8.8.8.8/32", which lies within "8.8.8.0/24" of the allow list, and the allow list comes first; take one of the two out',
    },
  ]);
});

test("reports all faults of its lists at once", () => {
  expect(() => lists({ allow: ["0.0.0.0/0"], deny: ["10.0.0.0/8"] })).toThrow(
    `ipLists.allow has "0.0.0.0/0"; ${widthRule(8)}\nipLists.deny has "10.0.0.0/8"; ${publicRule}`,
  );
});
