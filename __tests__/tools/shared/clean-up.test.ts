import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { stillRunning } from "../../support/processes";
import { type Running, start } from "../../../tools/shared/process";
import { repository } from "../../../tools/shared/repository";

const folder = mkdtempSync(path.join(tmpdir(), "clean-up-test-"));
// JavaScript, which need not be compiled for each of the processes.
const program = path.join(folder, "program.cjs");
const shared = path.join(repository, "tools/shared");
writeFileSync(
  program,
  `const { runTool } = require(${JSON.stringify(`${shared}/command-line`)});
     const { start } = require(${JSON.stringify(`${shared}/process`)});
     const { scratchFolder } = require(${JSON.stringify(`${shared}/scratch`)});
     void runTool({ command: "program", summary: "", arguments: "way", options: {}, exitStatuses: {} }, async (_, [way]) => {
       const scratch = scratchFolder("test");
       const child = await start("bash", ["-c", "sleep 60 & echo $!; wait"]);
       while (child.output() === "") await new Promise((resolve) => setTimeout(resolve, 20));
       console.log(JSON.stringify({ folder: scratch.path, pids: [child.pid, Number(child.output())] }));
       if (way === "fail") throw new Error("a fault of the tool");
       if (way === "exit") process.exit(9);
       if (way === "return") return 4;
       await child.finished;
       return 0;
     });`,
);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function made(running: Running): Promise<{ folder: string; pids: number[] }> {
  for (;;) {
    const line = running.output().split("\n")[0];
    if (line) return JSON.parse(line) as { folder: string; pids: number[] };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const runProgram = (way: string): Promise<Running> =>
  start(process.execPath, ["--import", "tsx", program, way], { cwd: repository, graceSeconds: 20 });

test.concurrent.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("on %s a tool ends its processes, removes its folders and exits with %i", async (signal, status) => {
  const running = await runProgram("wait");
  const { folder: scratch, pids } = await made(running);
  expect(existsSync(scratch)).toBe(true);
  process.kill(running.pid, signal);
  expect((await running.finished).status).toBe(status);
  expect(existsSync(scratch)).toBe(false);
  expect(await stillRunning(pids)).toEqual([]);
});

test.concurrent.each([
  ["fails", "fail", 1],
  ["exits in the middle", "exit", 9],
  ["comes to its end", "return", 4],
])("a tool that %s leaves nothing behind", async (_, way, status) => {
  const running = await runProgram(way);
  const { folder: scratch, pids } = await made(running);
  const finished = await running.finished;
  expect(finished.status).toBe(status);
  expect(finished.stderr).toBe(
    way === "fail" ? "a fault of the tool\nThis is a fault of the tool; PALISADE_TRACE=1 shows where." : "",
  );
  expect(existsSync(scratch)).toBe(false);
  expect(await stillRunning(pids)).toEqual([]);
});
