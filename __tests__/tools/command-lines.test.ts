import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { planCase } from "../support/plan-cases";
import { runTools } from "../support/tools";
import { writtenSynthesis } from "../support/written-synthesis";

const empty = mkdtempSync(path.join(tmpdir(), "command-lines-test-"));

afterAll(() => {
  rmSync(empty, { recursive: true, force: true });
});

/** The folder of a synth of all environments, and the same folder after a synth of `demo` alone. */
const [whole, partial] = ["whole", "partial"].map((name) => path.join(empty, name)) as [string, string];
const network = { "demo-network": {}, "prod-network": {} };
writtenSynthesis(whole, network);
writtenSynthesis(partial, network);
writtenSynthesis(partial, { "demo-network": {} });

const names = [
  "doctor",
  "validate",
  "plan-first",
  "bench",
  "order",
  "routes",
  "smoke",
  "collection",
  "controls",
  "review",
  "handoff",
  "github",
  "scan",
];
const env = { PATH: empty };
const elsewhere = ["--base", "applied", "--head", "cdktf.out", "--between", "elsewhere/between"];

/** A plan without a change, and where its page is written. */
const [plan, page] = ["plan.json", "page.html"].map((name) => path.join(empty, name)) as [string, string];
writeFileSync(plan, planCase("00"));

const wrongHandoffs: readonly (readonly [readonly string[], string])[] = [
  [[], "no environment is given; --help shows the command line\n"],
  [["demo"], "give --out <folder> or --zip <file>\n"],
  [["demo", "prod", "--out", "bundle"], "a bundle is of one environment; leave out prod\n"],
  [["demo", "--out", "bundle", "--format", "text"], "--format is of diff alone; leave it out\n"],
  [
    ["demo", "--out", whole],
    `--out is ${whole}, which is not empty; give the name of a folder that does not exist yet\n`,
  ],
  [["diff", whole], "diff takes two bundles: diff <old> <new>\n"],
  [
    ["diff", whole, partial],
    `the old bundle is ${whole}, which has no MANIFEST.json; give the folder of an unpacked bundle\n`,
  ],
];

const tool = runTools([
  ...names.flatMap((name) => ["--help", "--verbos"].map((option) => ({ name, args: [option] }))),
  { name: "validate", args: [], env },
  { name: "plan-first", args: [], env },
  { name: "doctor", args: [], env },
  { name: "doctor", args: ["--json"], env },
  { name: "routes", args: ["--from", empty] },
  { name: "order", args: [] },
  { name: "order", args: elsewhere },
  { name: "order", args: ["--base", whole, "--head", partial] },
  { name: "order", args: ["--base", whole, "--head", partial, "--environment", "demo"] },
  { name: "controls", args: [partial] },
  { name: "controls", args: [partial, "prod"] },
  { name: "review", args: [] },
  ...wrongHandoffs.map(([args]) => ({ name: "handoff", args })),
  { name: "review", args: [plan, "--out", page, "--format", "html"] },
]);

test.each(names)("%s --help shows a summary, the options and the meaning of the exit statuses", (name) => {
  const { status, stdout, stderr } = tool(name, "--help");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.split("\n")[0]).toBe(
    {
      doctor: "npm run doctor -- [options]",
      validate: "npm run validate -- [<environment>...] [options]",
      "plan-first": "npm run plan:first -- [<environment>...] [options]",
      bench: "npm run bench -- [options]",
      order: "npm run order -- [options]",
      routes: "npm run routes -- [<environment>...] [options]",
      smoke: "npm run smoke -- <environment> [options]",
      collection: "npm run collection -- <environment> [options]",
      controls: "npm run controls -- [<environment>...] [<folder>] [options]",
      review: "npm run review -- [<plan.json>...] [options]",
      handoff: "npm run handoff -- <environment> | diff <old> <new> [options]",
      github: "npm run github -- comment <page.md> | compare <page.md> | applied [options]",
      scan: "npm run scan -- [options]",
    }[name],
  );
  expect(stdout).toMatch(/\nOptions:\n(.+\n)+\nExit status:\n {2}0 +\S(.+\n)+/);
});

test.each(names)("%s refuses an option that it does not know", (name) => {
  const { status, stdout, stderr } = tool(name, "--verbos");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^Unknown option '--verbos'\nnpm run \S+ -- --help shows the options\.\n$/);
});

test.each(["validate", "plan-first"])("%s without Terraform gives the same advice as doctor", (name) => {
  const { status, stderr } = tool(name);
  expect(status).toBe(3);
  expect(stderr).toMatch(/^terraform is not on PATH\. Install Terraform 1\.11\.0 or later: .+\n$/);
});

test("doctor without Terraform says that Terraform is missing, and how to install it", () => {
  const { status, stdout } = tool("doctor");
  expect(status).toBe(1);
  expect(stdout).toMatch(/\nterraform: terraform is not on PATH\. Install Terraform 1\.11\.0 or later: .+\n/);
  const findings = JSON.parse(tool("doctor", "--json").stdout) as { name: string }[];
  expect(findings.map(({ name }) => name)).toEqual([
    "Node.js",
    "npm packages",
    "terraform",
    "AWS provider",
    "python3",
    "nginx",
    "shellcheck",
    "mariadbd",
    "bash",
    "openssl",
  ]);
});

test("order needs the folders that it compares", () => {
  const { status, stderr } = tool("order");
  expect(status).toBe(2);
  expect(stderr).toBe(
    "give --base <folder>, the folder that is applied, and --head <folder>, the folder to apply; --help shows the options\n",
  );
});

test("order writes nothing to a folder from which a local state would not be found", () => {
  const { status, stderr } = tool("order", ...elsewhere);
  expect(status).toBe(2);
  expect(stderr).toBe(
    "--between is elsewhere/between; give a folder beside cdktf.out: a stack finds a local state by a relative path\n",
  );
});

describe("after a synth of one environment", () => {
  test("order takes no stack of an earlier synth for a stack that was removed", () => {
    const { status, stdout, stderr } = tool("order", "--base", whole, "--head", partial);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      `${partial} still has prod-network of an earlier synth, since the last synth was of demo alone; run npm run synth for every environment, or give --environment\n`,
    );
    expect(tool("order", "--base", whole, "--head", partial, "--environment", "demo").status).toBe(0);
  });

  test("a tool names the stacks that the tool does not read", () => {
    expect(tool("controls", partial).stderr).toContain(
      `not read: ${partial} still has prod-network of an earlier synth, since the last synth was of demo alone`,
    );
    expect(tool("controls", partial, "prod")).toMatchObject({
      status: 2,
      stderr: `${partial} has no environment prod; give one or more of demo; or run npm run synth for every environment: ${partial} still has prod-network of an earlier synth, since the last synth was of demo alone\n`,
    });
  });
});

test("a tool that reads a folder without a synth says so", () => {
  const { status, stderr } = tool("routes", "--from", empty);
  expect(status).toBe(1);
  expect(stderr.split("\n").at(-2)).toBe(
    `${path.join(empty, "manifest.json")} does not exist; npm run synth writes the file to cdktf.out, or to the folder of CDKTF_OUTDIR`,
  );
});

test.each(wrongHandoffs)("handoff %j is refused before a synth", (args, said) => {
  expect(tool("handoff", ...args)).toEqual({ status: 2, stdout: "", stderr: said });
});

test("review without a plan is refused, and nothing is said to be unchanged", () => {
  expect(tool("review")).toEqual({
    status: 2,
    stdout: "",
    stderr: "no plan is given; give what terraform show -json PLAN printed, a file for each layer\n",
  });
});

test("review writes its page into a file, and nothing else", () => {
  expect(tool("review", plan, "--out", page, "--format", "html")).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(readFileSync(page, "utf8")).toContain("<h1>prod: no change</h1>");
});
