import { writeFileSync } from "node:fs";

// Loaded into a measured process by `--import`: only the process itself knows its peak, without a tool of the system.
process.on("exit", () => {
  const file = process.env["PALISADE_USAGE_FILE"];
  if (file === undefined) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(file, JSON.stringify({ peakKilobytes: maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
});
