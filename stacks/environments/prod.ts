import type { EnvironmentRecord } from "./schema/environment";

/** The same application for the public: private, redundant, logged and alarmed. The account, names and ARNs are examples. */
export const prod: EnvironmentRecord = {
  preset: "production",
  region: "eu-west-1",
  accountId: "123456789012",
  owner: "platform",
  costCentre: "web",
  state: { backend: "s3", bucket: "example-palisade-state" },
  alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:operations",
  network: { cidrBlock: "10.20.0.0/16" },
  edge: {
    domain: { name: "app.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" },
  },
};
