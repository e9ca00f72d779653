import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Finished, run } from "../../tools/shared/process";
import { repository } from "../../tools/shared/repository";

const empty = mkdtempSync(path.join(tmpdir(), "command-lines-test-"));

afterAll(() => {
  rmSync(empty, { recursive: true, force: true });
});

const tool = (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> =>
  run(process.execPath, ["--import", "tsx", `tools/${name}.ts`, ...args], {
    cwd: repository,
    env: { ...process.env, ...env },
  });

const names = ["doctor", "validate", "plan-first", "bench", "routes", "smoke", "collection"];

test.concurrent.each(names)(
  "%s --help tells what it does, its options and what its exit status means",
  async (name) => {
    const { status, stdout, stderr } = await tool(name, ["--help"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.split("\n")[0]).toBe(
      {
        doctor: "npm run doctor -- [options]",
        validate: "npm run validate -- [<environment>...] [options]",
        "plan-first": "npm run plan:first -- [<environment>...] [options]",
        bench: "npm run bench -- [options]",
        routes: "npm run routes -- [<environment>...] [options]",
        smoke: "npm run smoke -- [<environment>...] [options]",
        collection: "npm run collection -- [<environment>...] [options]",
      }[name],
    );
    expect(stdout).toMatch(/\nOptions:\n(.+\n)+\nExit status:\n {2}0 +\S(.+\n)+/);
  },
);

test.concurrent.each(names)("%s refuses an option that it does not know", async (name) => {
  const { status, stdout, stderr } = await tool(name, ["--verbos"]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^Unknown option '--verbos'\nnpm run \S+ -- --help tells what it takes\.$/);
});

test.concurrent.each(["validate", "plan-first"])("%s without Terraform gives doctor's words", async (name) => {
  const { status, stderr } = await tool(name, [], { PATH: empty });
  expect(status).toBe(3);
  expect(stderr).toMatch(/^terraform is not on PATH\. Install Terraform 1\.11\.0 or later: .+$/);
});

test.concurrent("doctor without Terraform says what is missing and how it is installed", async () => {
  const { status, stdout } = await tool("doctor", [], { PATH: empty });
  expect(status).toBe(1);
  expect(stdout).toMatch(/\nterraform: terraform is not on PATH\. Install Terraform 1\.11\.0 or later: .+\n/);
  const findings = JSON.parse((await tool("doctor", ["--json"], { PATH: empty })).stdout) as { name: string }[];
  expect(findings.map(({ name }) => name)).toEqual([
    "Node.js",
    "npm packages",
    "terraform",
    "AWS provider",
    "python3",
    "nginx",
    "shellcheck",
    "bash",
    "openssl",
  ]);
});

test.concurrent("a tool that is told to read what no synth wrote says so", async () => {
  const { status, stderr } = await tool("validate", ["--from", empty]);
  expect(status).toBe(1);
  expect(stderr.split("\n").at(-1)).toBe(`${path.join(empty, "manifest.json")} is not there; npm run synth writes it`);
});
