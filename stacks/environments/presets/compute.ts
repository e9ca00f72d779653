import type { Settings } from "../schema/environment";

type Fleet = Settings["compute"]["fleet"];
type Database = NonNullable<Settings["compute"]["database"]>;

/** AWS's public parameters of the newest image (AL2023 User Guide, "Launching AL2023 using the SSM parameter"). */
const latestAmazonLinux = (architecture: "arm64" | "x86_64") =>
  `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;

/** One small instance, of which nothing is shipped. */
export const labFleet: Fleet = {
  size: {
    min: { value: 1, reason: "each instance is paid by the hour, and a trial can wait for another" },
    desired: 1,
    max: 1,
  },
  instanceType: "t3.micro",
  ami: latestAmazonLinux("x86_64"),
  observability: { value: false, reason: "shipped logs, metrics and alarms cost money that a trial can do without" },
};

/** The same in a public subnet, as system C has it: no endpoints, no NAT. */
export const demoFleet: Fleet = {
  placement: { value: "public", reason: "a private instance needs endpoints or NAT, which cost more than the trial" },
  ...labFleet,
};

/** An instance for each of two zones at least. */
export const productionFleet: Fleet = {
  size: { min: 2, desired: 2, max: 6 },
  instanceType: "t4g.small",
  ami: latestAmazonLinux("arm64"),
};

/** One small database, gone with its environment. */
export const demoDatabase: Database = {
  instanceClass: "db.t4g.micro",
  multiAz: { value: false, reason: "a standby doubles the price, and a trial can wait for a restore" },
  backupRetentionDays: { value: 1, reason: "a trial's data is made by the deploy, and made again" },
  deletionProtection: { value: false, reason: "a trial is destroyed with all that it holds" },
  performanceInsights: { value: false, reason: "the smallest class, which a trial has, has no Performance Insights" },
};

/** The smallest class that has Performance Insights. */
export const productionDatabase: Database = { instanceClass: "db.t4g.medium" };
