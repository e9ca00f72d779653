import { unzipSync } from "fflate";
import { createHash } from "node:crypto";
import { pack } from "../../../../modules/shared/function-package/bundle";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hashOf = (files: Readonly<Record<string, Uint8Array>>): string =>
  createHash("sha256").update(pack(files)).digest("hex");

const text = "exports.handler = async () => 'what repeats is deflated, what repeats is deflated';\n".repeat(200);
const files = { "index.js": bytes(text), "data/list.json": bytes("[]") };

test("packs the same bytes on any machine: this is the hash that it has everywhere", () => {
  expect(hashOf(files)).toBe("e58cd595adb5a67cd68517f9997c0999cc1015eb03f32132e9d2aa6fb39a002c");
});

test("packs the same bytes in any time zone and in any order", () => {
  const zone = process.env["TZ"];
  const inZone = (name: string) => {
    process.env["TZ"] = name;
    return hashOf({ "data/list.json": files["data/list.json"], "index.js": files["index.js"] });
  };
  try {
    expect(["UTC", "America/St_Johns", "Pacific/Kiritimati"].map(inZone)).toEqual(Array(3).fill(hashOf(files)));
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});

test("gives back what was packed, deflated", () => {
  expect(pack(files).length).toBeLessThan(text.length / 10);
  expect(
    Object.entries(unzipSync(pack(files))).map(([name, content]) => [name, Buffer.from(content).toString()]),
  ).toEqual([
    ["data/list.json", "[]"],
    ["index.js", text],
  ]);
});

test("has another hash with another name, and with another content", () => {
  const { "index.js": index, ...rest } = files;
  const hashes = [files, { ...rest, "main.js": index }, { ...rest, "index.js": bytes(`${text} `) }].map(hashOf);
  expect(new Set(hashes).size).toBe(3);
});
