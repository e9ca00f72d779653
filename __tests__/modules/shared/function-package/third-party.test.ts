import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readThirdParties, thirdPartyText } from "../../../../modules/shared/function-package/third-party";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "palisade-third-party-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Writes a package with its manifest and other files into a folder. */
function install(folder: string, manifest: object, files: Readonly<Record<string, string>> = {}): void {
  for (const [name, text] of Object.entries({ "package.json": JSON.stringify(manifest), ...files })) {
    mkdirSync(dirname(join(root, folder, name)), { recursive: true });
    writeFileSync(join(root, folder, name), text);
  }
}

/** A bundle as esbuild describes it, with so many bytes of each file. */
const bundleOf = (files: Readonly<Record<string, number>>) => ({
  bytes: 1,
  imports: [],
  exports: [],
  inputs: Object.fromEntries(Object.entries(files).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
});

function textOf(files: Readonly<Record<string, number>>, legalComments = ""): string {
  const bundle = bundleOf(files);
  return thirdPartyText(bundle, readThirdParties([bundle], root), legalComments);
}

const line = "-".repeat(80);

test("names each package with code in the bundle once, in order, above its licences and notices; the legal comments are last", () => {
  install(
    "node_modules/zebra",
    { name: "zebra", version: "2.0.0", license: "MIT" },
    { "LICENSE.md": "Be\r\nkind.\r\n" },
  );
  install("node_modules/@a/b", { name: "@a/b", version: "1.0.0", license: "MIT" }, { License: "Be\nkind.\n" });
  install(
    "node_modules/@a/b/node_modules/zebra",
    { name: "zebra", version: "1.0.0", license: "Apache-2.0" },
    { "LICENSE-APACHE": "Be fair.", COPYING: "Copy it.", "NOTICE.txt": "Made by a herd.\r\n", "license.js": "code()" },
  );
  install("node_modules/bare", { name: "bare", version: "3.0.0", license: "ISC" }, { "README.md": "Read me." });
  install("node_modules/old", { name: "old", version: "0.1.0", license: { type: "MIT" } }, { LICENCE: "Be old." });
  install("node_modules/left-out", { name: "left-out", version: "1.0.0" });
  const files = {
    "functions/hello/handler.ts": 10,
    "node_modules/zebra/index.js": 10,
    "node_modules/zebra/lib/stripes.js": 10,
    "node_modules/@a/b/index.js": 10,
    "node_modules/@a/b/node_modules/zebra/index.js": 10,
    "node_modules/bare/index.js": 10,
    "node_modules/old/index.js": 10,
    "node_modules/left-out/index.js": 0,
  };
  expect(textOf(files, "Bundled license information:\n\nold/index.js:\n  /*! old */\n")).toBe(
    [
      "Beside the function's own code, index.js has code of the npm packages that are named here, each with its version and",
      "the licence that its package.json names. Below the packages are the texts of their licences and notices.",
      "",
      line,
      "@a/b 1.0.0 (MIT)",
      "zebra 2.0.0 (MIT)",
      "",
      "Be",
      "kind.",
      "",
      line,
      "bare 3.0.0 (ISC)",
      "",
      "The package has no licence file; its package.json says ISC.",
      "",
      line,
      "old 0.1.0 (its package.json says no licence)",
      "",
      "Be old.",
      "",
      line,
      "zebra 1.0.0 (Apache-2.0)",
      "",
      "Copy it.",
      "",
      "Be fair.",
      "",
      "Made by a herd.",
      "",
      line,
      "Bundled license information:",
      "",
      "old/index.js:",
      "  /*! old */",
      "",
    ].join("\n"),
  );
});

test("the order of esbuild's list changes nothing", () => {
  for (const name of ["a", "b"]) install(`node_modules/${name}`, { name, version: "1.0.0", license: "MIT" });
  const files = { "node_modules/b/index.js": 1, "node_modules/a/index.js": 1 };
  expect(textOf(files)).toBe(textOf(Object.fromEntries(Object.entries(files).reverse())));
});

test("finds packages beside the folder that esbuild worked in", () => {
  install("node_modules/a", { name: "a", version: "1.0.0", license: "MIT" });
  const bundle = bundleOf({ "../node_modules/a/index.js": 1 });
  const parties = readThirdParties([bundle], join(root, "below"));
  expect(thirdPartyText(bundle, parties, "")).toContain("a 1.0.0 (MIT)");
});

test("refuses every package without a licence, in any of the bundles", () => {
  install("node_modules/a", { name: "a", version: "1.0.0" });
  install("node_modules/b", { name: "b", version: "2.0.0", license: "" }, { NOTICE: "Made by b." });
  const [one, two] = [bundleOf({ "node_modules/a/index.js": 1 }), bundleOf({ "node_modules/b/index.js": 1 })];
  expect(() => readThirdParties([one, two, one], root)).toThrow(
    expect.objectContaining({
      faults: ["a 1.0.0", "b 2.0.0"].map(
        (which) =>
          `${which} is in the bundle of a function, and has neither a licence file nor a "license" in its package.json; ` +
          `bundle only packages that come with a licence ("npm ls ${which[0] ?? ""}" says who brings this one)`,
      ),
    }) as Error,
  );
});
