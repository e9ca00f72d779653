import { execFile, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { functionRuntime, runtimes } from "../../modules/shared/function-package/runtime";
import { copyStack, hclBlocksOf, readStack } from "../../tools/shared/stack-files";
import { today } from "../support/today";

const project = join(__dirname, "..", "..");
let scratch: string;

/** What one synth of the whole project wrote and said, which the tests below look at or start from. */
let whole: { folder: string; status: number | null; stdout: string; stderr: string };

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "palisade-synthesis-"));
  const folder = join(scratch, "whole");
  whole = { folder, ...synth(folder) };
});
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const settingsOf = (outputFolder: string, variables: Readonly<Record<string, string>> = {}, cwd = project) => ({
  cwd,
  env: { ...process.env, CDKTF_OUTDIR: outputFolder, PALISADE_TODAY: today, ...variables },
});

/** Runs `main.ts` as `npm run synth` does. */
function synth(outputFolder: string, variables: Readonly<Record<string, string>> = {}, folder = project) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "main.ts"], {
    ...settingsOf(outputFolder, variables, folder),
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), "latin1")]),
  );

const filesOfStacks = (...stacks: readonly string[]) =>
  stacks.flatMap((stack) => ["cdk.tf.json", "terraform.tf"].map((file) => `stacks/${stack}/${file}`));

/** Where Terraform finds what an environment's functions run. */
const codeOf = (environment: string, functions: readonly string[], layer = "compute") =>
  functions.map(
    (name) => `stacks/${environment}-${layer}/assets/${name.replaceAll("-", "_")}_code/current/${name}.zip`,
  );

test("writes every layer of every environment, the code of its functions, and the departures beside them", () => {
  expect(whole.status).toBe(0);
  expect(Object.keys(filesOf(whole.folder))).toEqual([
    "departures.json",
    "manifest.json",
    ...codeOf("demo", ["hello", "secure-api"]),
    ...filesOfStacks("demo-compute", "demo-edge", "demo-identity", "demo-network"),
    ...codeOf("lab", ["prepare-database", "query-player", "rotate-database-secret"]),
    ...filesOfStacks("lab-compute"),
    ...codeOf("lab", ["rotate-origin-secret"], "edge"),
    ...filesOfStacks("lab-edge", "lab-identity", "lab-network"),
    ...codeOf("prod", ["hello", "request-authorizer", "secure-api"]),
    ...filesOfStacks("prod-compute", "prod-edge", "prod-identity", "prod-network", "prod-state"),
  ]);
});

test("the tools copy every file of a stack", () => {
  const stacks = readdirSync(join(whole.folder, "stacks"));
  expect(stacks).toHaveLength(13);
  for (const stack of stacks) {
    const [from, to] = [join(whole.folder, "stacks", stack), join(scratch, "copies", stack)];
    copyStack(from, to);
    expect([stack, filesOf(to)]).toEqual([stack, filesOf(from)]);
  }
});

test("an apply adopts the log groups that an earlier destroy kept, and the role that an earlier change left", () => {
  const imports = readdirSync(join(whole.folder, "stacks")).flatMap((stack) => {
    const [version, ...others] = hclBlocksOf(readStack(join(whole.folder, "stacks", stack)).hcl);
    expect(version).toMatch(/^terraform \{\n {2}required_version = ">= 1\.11"\n\}\n+$/);
    return others
      .filter((block) => !block.startsWith("removed"))
      .map((block) => /^import \{\n.*\n {2}to {7}= (aws_\w+)\.\w+\n.*\n\}\n+$/.exec(block)?.[1]);
  });
  expect(imports.length).toBeGreaterThan(20);
  expect(new Set(imports)).toEqual(new Set(["aws_cloudwatch_log_group", "aws_iam_role"]));
});

test("deploys the layers of an environment in order: network, identity, compute, edge", () => {
  const { stacks } = JSON.parse(readFileSync(join(whole.folder, "manifest.json"), "utf8")) as {
    stacks: Record<string, { dependencies: string[] }>;
  };
  expect(
    Object.fromEntries(Object.entries(stacks).map(([name, { dependencies }]) => [name, [...dependencies].sort()])),
  ).toEqual({
    "demo-network": [],
    "demo-identity": ["demo-network"],
    "demo-compute": ["demo-identity", "demo-network"],
    "demo-edge": ["demo-compute", "demo-identity", "demo-network"],
    "lab-network": [],
    "lab-identity": ["lab-network"],
    "lab-compute": ["lab-identity", "lab-network"],
    "lab-edge": ["lab-compute", "lab-identity", "lab-network"],
    "prod-state": [],
    "prod-network": ["prod-state"],
    "prod-identity": ["prod-network"],
    "prod-compute": ["prod-identity", "prod-network"],
    "prod-edge": ["prod-compute", "prod-identity", "prod-network"],
  });
});

/** Every package, and not the cache beside them: functions are packed anew. */
function linkPackages(folder: string): void {
  mkdirSync(folder);
  const packages = readdirSync(join(project, "node_modules")).filter((name) => name !== ".cache");
  for (const name of packages) symlinkSync(join(project, "node_modules", name), join(folder, name));
}

/** One environment stands for all: `function-package.test.ts` has every function packed in another folder. */
test("writes the same bytes in another folder, for another user, on another day", () => {
  const elsewhere = join(scratch, "a folder with spaces");
  mkdirSync(elsewhere);
  const parts = [
    "main.ts",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "stacks",
    "modules",
    "functions",
    "analysis",
  ];
  for (const part of parts) cpSync(join(project, part), join(elsewhere, part), { recursive: true });
  linkPackages(join(elsewhere, "node_modules"));
  const there = join(elsewhere, "out");
  const other = { USER: "somebody", HOME: elsewhere, TZ: "Asia/Tokyo", LANG: "C", PALISADE_TODAY: "2026-12-31" };
  expect(synth(there, { ...other, PALISADE_ENVIRONMENTS: "prod" }, elsewhere).status).toBe(0);
  const stacks = (folder: string) =>
    Object.entries(filesOf(folder)).filter(([path]) => path.startsWith("stacks/prod-"));
  expect(stacks(there)).toEqual(stacks(whole.folder));
  expect(stacks(there)).toHaveLength(13);
});

describe("into a folder that an earlier synth wrote into", () => {
  const stacksOf = (folder: string) => readdirSync(join(folder, "stacks"));
  const madeAnew = ["demo-compute", "demo-edge", "demo-identity", "demo-network"];

  test("only the named environment is written; the others stay whole, and so do the files that Terraform left", () => {
    const outputFolder = join(scratch, "one");
    cpSync(whole.folder, outputFolder, { recursive: true });
    const left = ["demo-edge/.terraform/provider", "prod-edge/plan"].map((path) => join(outputFolder, "stacks", path));
    mkdirSync(join(outputFolder, "stacks/demo-edge/.terraform"));
    for (const file of left) writeFileSync(file, "");
    // As an earlier synth would have left the code of a function that is no longer there.
    const code = join(outputFolder, "stacks/demo-edge/assets");
    mkdirSync(code);
    const others = (folder: string) =>
      Object.entries(filesOf(folder)).filter(([path]) => /^stacks\/(lab|prod)-/.test(path) && !path.endsWith("/plan"));
    const { status, stdout, stderr } = synth(outputFolder, { PALISADE_ENVIRONMENTS: "demo" });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).not.toContain("no longer synthesized");
    expect(stacksOf(outputFolder)).toEqual(stacksOf(whole.folder));
    expect(others(outputFolder)).toEqual(others(whole.folder));
    expect(left.filter((file) => !existsSync(file))).toEqual([]);
    expect(existsSync(code)).toBe(false);
    const departures = readFileSync(join(outputFolder, "departures.json"), "utf8");
    expect(Object.keys(JSON.parse(departures) as object).sort()).toEqual(["demo", "lab", "prod"]);
  });

  test("a stack that is no longer synthesized is moved to former-stacks with its plan, and named", () => {
    const outputFolder = join(scratch, "former");
    for (const stack of ["old-network", "demo-state"]) {
      mkdirSync(join(outputFolder, "stacks", stack), { recursive: true });
      writeFileSync(join(outputFolder, "stacks", stack, "plan"), stack);
    }
    // Moved by an earlier synth: what is kept is not replaced.
    mkdirSync(join(outputFolder, "former-stacks/old-network"), { recursive: true });
    const { status, stdout } = synth(outputFolder, { PALISADE_ENVIRONMENTS: "demo" });
    expect([status, stacksOf(outputFolder)]).toEqual([0, madeAnew]);
    const former = join(outputFolder, "former-stacks");
    expect(readdirSync(former)).toEqual(["demo-state", "old-network", "old-network-2"]);
    expect(readFileSync(join(former, "old-network-2/plan"), "utf8")).toBe("old-network");
    for (const name of ["demo-state", "old-network-2"])
      expect(stdout).toContain(`warning: ${join(former, name)} has a stack that is no longer synthesized`);
  });

  test("parallel synths leave the whole output of one synth, and nothing beside it", async () => {
    // Nor is the folder above there.
    const outputFolder = join(scratch, "new", "at-once");
    const run = promisify(execFile);
    const settings = settingsOf(outputFolder, { PALISADE_ENVIRONMENTS: "demo" });
    await Promise.all([1, 2].map(() => run(process.execPath, ["--import", "tsx", "main.ts"], settings)));
    const demo = (folder: string) =>
      Object.entries(filesOf(folder)).filter(([path]) => path.startsWith("stacks/demo-"));
    expect(demo(outputFolder)).toEqual(demo(whole.folder));
    expect(readdirSync(join(scratch, "new"))).toEqual(["at-once"]);
  });

  test("the files of a killed synth are no obstacle", () => {
    const outputFolder = join(scratch, "killed");
    const { pid } = spawnSync(process.execPath, ["--version"]);
    mkdirSync(`${outputFolder}.unfinished-${pid}`);
    writeFileSync(`${outputFolder}.lock`, String(pid));
    expect(synth(outputFolder, { PALISADE_ENVIRONMENTS: "demo" }).status).toBe(0);
    expect(readdirSync(scratch).filter((name) => name.startsWith("killed"))).toEqual(["killed"]);
  });

  test("a folder that cannot be written to is named, with the remedy and without a stack trace", () => {
    const file = join(scratch, "a-file");
    writeFileSync(file, "");
    const { status, stderr } = synth(join(file, "out"), { PALISADE_ENVIRONMENTS: "demo" });
    expect([status, stderr]).toEqual([
      1,
      `1 fault; nothing was written.\n  ${file}: the operating system refuses scandir (ENOTDIR); a file has the path of a needed folder: remove the file, or name another folder by CDKTF_OUTDIR\n`,
    ]);
  });
});

describe("when there is a fault", () => {
  const records = (text: string) => {
    const path = join(scratch, "records.ts");
    writeFileSync(path, `export const environments = ${text};`);
    return path;
  };

  test("reports every fault, without a stack trace, and writes nothing", () => {
    const outputFolder = join(scratch, "faulty");
    const path = records('{ "my": { preset: "demo", owner: "a", network: { zones: 9, nat: "x" } } }');
    const { status, stderr } = synth(outputFolder, { PALISADE_RECORDS: path });
    expect(status).toBe(1);
    expect(stderr).toBe(
      [
        "3 faults; nothing was written.",
        "  environments.my.costCentre is missing; give 1 to 128 letters, digits, spaces or _ . : / = + - @",
        "  environments.my.network.zones is 9; give 2 to 4 zones, or a list of 2 to 4 names: a load balancer needs two zones",
        '  environments.my.network.nat is "x"; give "none" or "per-az", or { value: "single", reason }: with a single NAT gateway, an outage of its zone cuts off every zone from the internet',
        "",
      ].join("\n"),
    );
    expect(readdirSync(scratch).filter((name) => name.startsWith("faulty"))).toEqual([]);
  });

  test("leaves the output of an earlier synth unchanged", () => {
    const before = filesOf(whole.folder);
    expect(synth(whole.folder, { PALISADE_ENVIRONMENTS: "stagging" })).toEqual({
      status: 1,
      stdout: "",
      stderr:
        '1 fault; nothing was written.\n  PALISADE_ENVIRONMENTS names "stagging"; give one or more of demo, lab, prod\n',
    });
    expect(filesOf(whole.folder)).toEqual(before);
  });
});

describe("the functions' runtime", () => {
  const warnings = (stdout: string) => stdout.split("\n").filter((line) => line.startsWith("warning: "));
  const { deprecatedFrom, noUpdateFrom } = runtimes[functionRuntime];

  test("is in one line of the report in the half year before AWS deprecates the runtime", () => {
    expect(warnings(whole.stdout)).toEqual([
      expect.stringContaining(`functions of demo, lab, prod run on ${functionRuntime}, `),
    ]);
    expect(warnings(whole.stdout)).toEqual([expect.stringContaining(deprecatedFrom)]);
  });

  test("stops no synth on any day: unchanged, in a rollback, in a tear-down, without functions, with a reason", () => {
    const path = join(scratch, "runtime.ts");
    const reason = "the application is retired in autumn";
    const differing = {
      exists: {},
      back: { compute: { functions: { hello: { version: 3 } } } },
      gone: { teardown: { reason } },
      plain: { compute: {} },
      stays: { endedRuntime: { value: functionRuntime, reason } },
    };
    const records = Object.entries(differing).map(([name, more], index) => {
      const common = { preset: "demo", owner: "platform", costCentre: "trial", state: { backend: "local" } };
      const network = { cidrBlock: `10.${index}.0.0/16` };
      return [name, { ...common, network, compute: { functions: { hello: {} } }, ...more }];
    });
    writeFileSync(path, `export const environments = ${JSON.stringify(Object.fromEntries(records))};`);
    const on = (day: string) => {
      const outputFolder = join(scratch, `runtime-${day}`);
      const { status, stdout, stderr } = synth(outputFolder, { PALISADE_RECORDS: path, PALISADE_TODAY: day });
      expect([day, status, stderr]).toEqual([day, 0, ""]);
      return { stacks: Object.entries(filesOf(join(outputFolder, "stacks"))), stdout };
    };
    const [before, after] = [on(today), on("2040-01-01")];
    expect(after.stacks).toEqual(before.stacks);
    expect(warnings(before.stdout)).toEqual([expect.stringContaining("functions of exists, back, gone, stays run on")]);
    expect(warnings(after.stdout)).toEqual([expect.stringContaining("functions of exists, back, gone run on")]);
    expect(warnings(after.stdout)).toEqual([expect.stringContaining(`since ${noUpdateFrom}: `)]);
    expect(after.stdout).toContain(`  endedRuntime: ${reason}\n`);
  });
});

test("prints the departures of each environment", () => {
  const { stdout, stderr } = whole;
  expect(stderr).toBe("");
  expect(stdout).toContain("prod: no departure from the secure defaults\n");
  expect(stdout).toContain("  edge.plainHttp: a trial has no domain, and so no certificate\n");
});
