import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { start } from "../../tools/shared/process";
import { repository } from "../../tools/shared/repository";
import { scratchFolder } from "../../tools/shared/scratch";
import { stillRunning } from "../support/processes";
import { testWithTerraform } from "../support/terraform";

/** The processes below `pid`, each with its command. */
function below(pid: number): { pid: number; command: string }[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  const all = stdout.split("\n").map((line) => {
    const [own, parent, ...command] = line.trim().split(/\s+/);
    return { pid: Number(own), parent: Number(parent), command: command.join(" ") };
  });
  const childrenOf = (parent: number): typeof all =>
    all.filter((one) => one.parent === parent).flatMap((child) => [child, ...childrenOf(child.pid)]);
  return childrenOf(pid);
}

testWithTerraform("Ctrl-C while Terraform runs leaves no process and no folder behind", async (terraform) => {
  const scratch = scratchFolder("test").path;
  const temporary = path.join(scratch, "temporary");
  const stacks: Record<string, object> = {};
  for (const name of ["demo-network", "demo-edge"]) {
    const synthesizedStackPath = `stacks/${name}/cdk.tf.json`;
    const required_providers = { aws: { source: "aws", version: terraform.provider.version } };
    mkdirSync(path.join(scratch, "stacks", name), { recursive: true });
    writeFileSync(
      path.join(scratch, synthesizedStackPath),
      JSON.stringify({ terraform: { required_providers }, provider: { aws: [{ region: "eu-west-1" }] } }),
    );
    stacks[name] = { name, synthesizedStackPath, dependencies: [] };
  }
  writeFileSync(path.join(scratch, "manifest.json"), JSON.stringify({ stacks }));
  mkdirSync(temporary);

  const tool = await start(process.execPath, ["--import", "tsx", "tools/validate.ts", "--from", scratch], {
    cwd: repository,
    env: { ...process.env, TMPDIR: temporary },
    graceSeconds: 30,
  });
  let running = below(tool.pid);
  while (tool.isRunning() && !running.some(({ command }) => command.includes("terraform-provider-aws"))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    running = below(tool.pid);
  }
  process.kill(tool.pid, "SIGINT");

  const { status, stdout, stderr } = await tool.finished;
  expect({ status, stdout }).toEqual({ status: 130, stdout: "" });
  expect(stderr.split("\n").at(-1)).toBe("SIGINT: ending what was started and removing what was made ...");
  expect(await stillRunning(running.map(({ pid }) => pid))).toEqual([]);
  expect(readdirSync(temporary).filter((name) => !name.startsWith("tsx-"))).toEqual([]);
});
