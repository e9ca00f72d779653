import { spawnSync } from "node:child_process";

/** Those of `pids` that still run after at most two seconds. One that has ended and was not waited for does not run. */
export async function stillRunning(pids: readonly number[]): Promise<number[]> {
  for (let left = 20; ; left -= 1) {
    const running = pids.filter((pid) => {
      const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
      return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
    });
    if (running.length === 0 || left === 0) return running;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
