import type { Preset } from "./preset";
import { demoDatabase, demoFleet } from "./compute";
import { demoApiWaf, demoWaf } from "./waf";

const detailedMetrics = { value: false, reason: "metrics are paid by the route, and a trial has no alarms" } as const;

/** The least that runs and costs: every way in which it is weaker than production is a departure with its reason. */
export const demo: Preset = {
  always: {
    state: { backend: "local" },
    logs: { retentionDays: { value: 7, reason: "a trial's logs are read within the week" } },
    alarmTopicArn: { value: "none", reason: "a trial has no alarms and nobody on call" },
    keepData: { value: false, reason: "a trial is destroyed with all that it holds" },
    network: {
      zones: 2,
      nat: "none",
      endpoints: false,
      egress: {
        value: "anywhere",
        reason: "without endpoints an instance reaches Systems Manager over the internet alone",
      },
      flowLogs: { value: false, reason: "flow logs are paid by the gigabyte" },
    },
    identity: { keyDeletionWindowDays: { value: 7, reason: "a trial's keys are deleted with all that they encrypt" } },
    compute: { fleet: demoFleet },
    edge: {
      plainHttp: { reason: "a trial has no domain, and so no certificate" },
      exposure: { value: "public", reason: "CloudFront and its web ACL cost more than the trial's one instance" },
      deletionProtection: { value: false, reason: "a trial is destroyed with all that it holds" },
      accessLogs: { value: false, reason: "nobody reads the access logs of a trial" },
      waf: demoWaf,
    },
  },
  whereSwitchedOn: {
    compute: { database: demoDatabase },
    edge: {
      signIn: { waf: demoApiWaf },
      cloudFront: { httpApi: { waf: demoApiWaf } },
      httpApi: {
        accessLogs: { value: false, reason: "nobody reads the access logs of a trial" },
        detailedMetrics,
      },
      restApi: {
        accessLogs: { value: false, reason: "nobody reads the access logs of a trial" },
        executionLogs: { value: false, reason: "logs are paid by the gigabyte, and nobody reads those of a trial" },
        detailedMetrics,
        tracing: { value: false, reason: "traces are paid by the million, and a trial has few requests to look at" },
        waf: demoApiWaf,
      },
    },
  },
};
