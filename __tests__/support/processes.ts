import { spawnSync } from "node:child_process";

/** Those of `pids` that still run after at most two seconds. One that has ended and was not waited for does not run. */
export async function stillRunning(pids: readonly number[]): Promise<number[]> {
  for (let left = 20; ; left -= 1) {
    const { stdout } = spawnSync("ps", ["-o", "pid=,stat=", "-p", pids.join(",")], { encoding: "utf8" });
    const running = [...stdout.matchAll(/(\d+) +([^Z\s])/g)].map(([, pid]) => Number(pid));
    if (running.length === 0 || left === 0) return running;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
