import { anyOf, those, type CataloguedControl } from "../control";
import {
  databaseDepartureControls,
  databasesAdmitFunctionsAlone,
  databasesAndSecretsAreKept,
  databasesAreClosed,
} from "../rules/databases";
import {
  bucketsArePrivate,
  logGroupsAreEncryptedAndForget,
  messagesAndSecretsAreEncrypted,
  volumesAreEncrypted,
} from "../rules/encryption";
import { dataIsKept, logsAreKeptLongEnough } from "../rules/secure-defaults";
import { weakerValueControls } from "../rules/weaker-values";

/** What is stored: encrypted, closed, and kept. */
export const data: readonly CataloguedControl[] = [
  {
    id: "log-groups-are-encrypted",
    sentence: "Every log group has a key whose policy admits it, and a retention.",
    layers: ["identity"],
    check: logGroupsAreEncryptedAndForget,
  },
  {
    id: "log-groups-keep-90-days",
    sentence: "Every log group keeps its lines for at least 90 days.",
    check: logsAreKeptLongEnough,
    departures: ["logs.retentionDays"],
  },
  {
    id: "volumes-are-encrypted",
    sentence: "Every volume is encrypted with a key of the environment.",
    layers: ["compute"],
    check: volumesAreEncrypted,
  },
  {
    id: "messages-and-secrets-are-encrypted",
    sentence: "Every topic, queue and secret is encrypted with a key of the environment.",
    layers: ["identity"],
    check: messagesAndSecretsAreEncrypted,
  },
  {
    id: "buckets-are-private",
    sentence: "Every bucket is closed to the public, reached by TLS alone, versioned and encrypted.",
    check: bucketsArePrivate,
  },
  {
    id: "data-is-kept",
    sentence: "Terraform refuses to destroy keys, buckets and users, and log groups outlive their layer.",
    check: dataIsKept,
    departures: ["keepData"],
  },
  {
    id: "databases-and-secrets-are-kept",
    sentence:
      "Terraform refuses to destroy a database, backups outlive the database, and a deleted secret can be restored.",
    layers: ["identity", "compute"],
    check: databasesAndSecretsAreKept,
    departures: ["keepData"],
  },
  {
    id: "keys-can-be-called-back",
    sentence: "The deletion of a key can be cancelled for 30 days.",
    ...anyOf(those(weakerValueControls, "identity.keyDeletionWindowDays")),
  },
  {
    id: "databases-admit-functions-alone",
    sentence: "A database admits the security group of functions on MySQL's port, and nothing else.",
    layers: ["network", "identity", "compute", "edge"],
    check: databasesAdmitFunctionsAlone,
  },
  {
    id: "databases-are-closed",
    sentence: "Every database is encrypted, private, backed up, logged, and reached by TLS alone.",
    layers: ["network", "compute"],
    check: databasesAreClosed,
  },
  {
    id: "databases-have-a-standby",
    sentence: "Every database has a standby in another zone.",
    layers: ["compute"],
    ...anyOf(those(databaseDepartureControls, ".multiAz")),
  },
  {
    id: "databases-keep-backups-for-a-week",
    sentence: "Backups of every database are kept for at least 7 days.",
    layers: ["compute"],
    ...anyOf(those(databaseDepartureControls, ".backupRetentionDays")),
  },
  {
    id: "databases-refuse-deletion",
    sentence: "RDS refuses to delete a database.",
    layers: ["compute"],
    ...anyOf(those(databaseDepartureControls, ".deletionProtection")),
  },
  {
    id: "database-passwords-rotate",
    sentence: "The password of a database's user rotates at least every 90 days.",
    layers: ["identity", "compute"],
    ...anyOf(those(databaseDepartureControls, ".user.rotationDays")),
  },
  {
    id: "databases-say-what-waits",
    sentence: "Every database has Performance Insights.",
    layers: ["compute"],
    ...anyOf(those(weakerValueControls, "compute.database.performanceInsights")),
  },
];
