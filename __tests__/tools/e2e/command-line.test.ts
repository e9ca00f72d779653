import { type Finished, run } from "../../../tools/shared/process";
import { repository } from "../../../tools/shared/repository";

const e2e = (...args: string[]): Promise<Finished> =>
  run(process.execPath, ["--import", "tsx", "tools/e2e.ts", ...args], { cwd: repository });

test("--help tells what it does, its options and what its exit status means", async () => {
  const { status, stdout, stderr } = await e2e("--help");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.split("\n")[0]).toBe("npm run e2e -- [options]");
  expect([...stdout.matchAll(/^ {2}--(\w+)/gm)].map(([, name]) => name)).toEqual([
    "environment",
    "port",
    "results",
    "keep",
    "help",
  ]);
});

test.each([
  [["--port", "80"], "--port is 80; give a whole number, 1024 to 65000"],
  [["--port", "many"], "--port is many; give a whole number, 1024 to 65000"],
  [["--envronment", "prod"], "Unknown option '--envronment'"],
])("%j is refused before anything is started", async (args, message) => {
  const { status, stderr } = await e2e(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});
