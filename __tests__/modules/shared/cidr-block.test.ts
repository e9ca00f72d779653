import fc from "fast-check";
import { cidrBlocksOverlap, cidrSubnet, isPrivateCidrBlock, parseCidrBlock } from "../../../modules/shared/cidr-block";

const parsed = (text: string) => {
  const block = parseCidrBlock(text);
  if (block === undefined) throw new Error(`${text} is a block`);
  return block;
};

test("reads a block of either version with its first and last address", () => {
  expect(parsed("10.0.0.0/16")).toEqual({
    text: "10.0.0.0/16",
    version: 4,
    prefixLength: 16,
    first: 0x0a000000n,
    last: 0x0a00ffffn,
  });
  expect(parsed("2001:db8::/32")).toMatchObject({ version: 6, prefixLength: 32, first: 0x20010db8n << 96n });
});

test.each(["10.0.0.1/16", "10.0.0.0", "10.0.0.0/33", "10.0/16", "300.0.0.0/8", "2001:db8::1/32", "all", ""])(
  "refuses %j, which is no block or has bits set behind its prefix",
  (text) => {
    expect(parseCidrBlock(text)).toBeUndefined();
  },
);

test("the parts of a block fill it, in order and without a gap", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: 24 }),
      fc.nat(0xffffff),
      fc.integer({ min: 0, max: 4 }),
      (prefix, seed, bits) => {
        const size = 2 ** (32 - prefix);
        const first = Math.floor((seed * 251) / size) * size;
        const block = {
          text: "",
          version: 4 as const,
          prefixLength: prefix,
          first: BigInt(first),
          last: BigInt(first + size - 1),
        };
        const parts = Array.from({ length: 2 ** bits }, (_, index) => cidrSubnet(block, bits, index));
        expect(parts[0]?.first).toBe(block.first);
        expect(parts.at(-1)?.last).toBe(block.last);
        parts.slice(1).forEach((part, index) => {
          expect(part.first).toBe((parts[index]?.last ?? 0n) + 1n);
        });
        parts.forEach((part) => {
          expect(parseCidrBlock(part.text)).toEqual(part);
        });
      },
    ),
  );
});

test("two blocks overlap when they share an address", () => {
  expect(cidrBlocksOverlap(parsed("10.0.0.0/16"), parsed("10.0.255.0/24"))).toBe(true);
  expect(cidrBlocksOverlap(parsed("10.0.0.0/16"), parsed("10.1.0.0/16"))).toBe(false);
  expect(cidrBlocksOverlap(parsed("0.0.0.0/0"), parsed("::/0"))).toBe(false);
});

test.each([
  ["10.0.0.0/8", true],
  ["172.16.0.0/12", true],
  ["192.168.4.0/22", true],
  ["100.64.0.0/16", true],
  ["172.32.0.0/16", false],
  ["8.8.8.0/24", false],
  ["0.0.0.0/0", false],
])("knows of %s whether it is private", (text, expected) => {
  expect(isPrivateCidrBlock(parsed(text))).toBe(expected);
});
