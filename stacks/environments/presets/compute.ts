import type { Settings } from "../schema/environment";

/** AWS's public parameters of the newest image (AL2023 User Guide, "Launching AL2023 using the SSM parameter"). */
const latestAmazonLinux = (architecture: "arm64" | "x86_64") =>
  `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;

/** One small instance in a public subnet, as system C has it: no endpoints, no NAT, nothing shipped. */
export const demoCompute: Settings["compute"] = {
  fleet: {
    placement: { value: "public", reason: "a private instance needs endpoints or NAT, which cost more than the trial" },
    size: { min: 1, desired: 1, max: 1 },
    instanceType: "t3.micro",
    ami: latestAmazonLinux("x86_64"),
    healthPath: "/health",
    volumeSizeGib: 8,
    maximumInstanceLifetimeDays: 30,
    cpuTargetPercent: 50,
    healthCheckGracePeriodSeconds: 300,
    observability: { value: false, reason: "shipped logs, metrics and alarms cost money that a trial can do without" },
  },
};

/** Private, in each zone, replaced every month by instances of the newest image, watched. */
export const productionCompute: Settings["compute"] = {
  fleet: {
    placement: "private",
    size: { min: 2, desired: 2, max: 6 },
    instanceType: "t4g.small",
    ami: latestAmazonLinux("arm64"),
    healthPath: "/health",
    volumeSizeGib: 8,
    maximumInstanceLifetimeDays: 30,
    cpuTargetPercent: 50,
    healthCheckGracePeriodSeconds: 300,
    observability: true,
  },
};
