import { runTools } from "../../support/tools";

const refusals = [
  [["--port", "80"], "--port is 80; give a whole number, 1024 to 65000"],
  [["--port", "many"], "--port is many; give a whole number, 1024 to 65000"],
  [
    ["--walk", "networks"],
    "--walk is networks; give one of modes of the origin's header, APIs, network, exposure, database, code signing, names and roles",
  ],
  [["--envronment", "prod"], "Unknown option '--envronment'"],
] as const;

const tool = runTools([["--help"], ...refusals.map(([args]) => args)].map((args) => ({ name: "e2e", args })));

test("--help shows a summary, the options and the meaning of the exit statuses", () => {
  const { status, stdout, stderr } = tool("e2e", "--help");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.split("\n")[0]).toBe("npm run e2e -- [options]");
  expect([...stdout.matchAll(/^ {2}--(\w+)/gm)].map(([, name]) => name)).toEqual([
    "environment",
    "port",
    "results",
    "calls",
    "all",
    "walk",
    "slices",
    "keep",
    "help",
  ]);
});

test.each(refusals)("%j is refused before anything is started", (args, message) => {
  const { status, stderr } = tool("e2e", ...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});
