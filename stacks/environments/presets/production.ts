import type { Preset } from "./preset";
import { productionCompute, productionDatabase } from "./compute";
import { productionApiWaf, productionWaf } from "./waf";

/**
 * Private, redundant, logged and alarmed: every secure default. An environment adds its owner, its state, its topic for
 * alarms and its domain.
 */
export const production: Preset = {
  always: {
    region: "us-east-1",
    tags: {},
    logs: { retentionDays: 365 },
    keepData: true,
    teardown: false,
    network: {
      cidrBlock: "10.0.0.0/16",
      sharesCidrBlock: false,
      zones: 3,
      nat: "per-az",
      endpoints: true,
      ec2messagesEndpoint: false,
      egress: "endpoints",
      ipv6: false,
      flowLogs: true,
    },
    identity: { keyDeletionWindowDays: 30 },
    compute: productionCompute,
    edge: {
      plainHttp: false,
      exposure: "vpc-origin",
      requestsPerInstance: 1000,
      securityPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      deletionProtection: true,
      accessLogs: true,
      waf: productionWaf,
    },
  },
  whereSwitchedOn: {
    compute: { database: productionDatabase },
    edge: {
      signIn: { waf: productionApiWaf },
      restApi: { waf: productionApiWaf },
      cloudFront: { httpApi: { waf: productionApiWaf } },
    },
  },
};
