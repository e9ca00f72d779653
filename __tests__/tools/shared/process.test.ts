import { stillRunning } from "../../support/processes";
import { run, start } from "../../../tools/shared/process";

test("returns the status, both streams and each line as the line came", async () => {
  const lines: string[] = [];
  const finished = await run("bash", ["-c", "echo one; echo two >&2; cat; exit 7"], {
    input: "three\n",
    onLine: (line, stream) => lines.push(`${stream} ${line}`),
  });
  expect(finished).toMatchObject({ status: 7, signal: null, stdout: "one\nthree", stderr: "two", timedOut: false });
  expect(lines.sort()).toEqual(["stderr two", "stdout one", "stdout three"]);
});

test("keeps no output if the caller reads the output line by line", async () => {
  expect((await run("echo", ["much"], { keepOutput: false })).stdout).toBe("");
});

test("says which command cannot be started", async () => {
  await expect(run("no-such-command", [])).rejects.toThrow("no-such-command cannot be started");
});

test("a timeout ends the process with the children that it started", async () => {
  const finished = await run("bash", ["-c", "sleep 60 & echo $!; wait"], { timeoutSeconds: 0.5 });
  expect(finished.timedOut).toBe(true);
  expect(finished.seconds).toBeLessThan(10);
  expect(await stillRunning([Number(finished.stdout)])).toEqual([]);
});

test("a process that ignores the signal to end is killed after the grace period", async () => {
  const child = await start("bash", ["-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"], {
    graceSeconds: 0.3,
  });
  while (child.output() === "") await new Promise((resolve) => setTimeout(resolve, 20));
  await child.stop();
  expect(child.isRunning()).toBe(false);
  expect((await child.finished).signal).toBe("SIGKILL");
});

test("the children in a process's group end with the process", async () => {
  const finished = await run("bash", ["-c", "sleep 60 & echo $!"]);
  expect(finished.status).toBe(0);
  expect(await stillRunning([Number(finished.stdout)])).toEqual([]);
});
