import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, keyOf } from "../../plan/normal";
import { saferOff, weakerBelow, weakerWithout } from "../../settings/judges";
import { valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { type TypedSetting, ofSettings } from "../../settings/setting";
import { bySize } from "../../settings/sizes";
import { scalar } from "../../settings/words";

const type = "aws_db_instance";

const settings: readonly TypedSetting[] = [
  {
    rule: "database-class",
    types: [type],
    path: "instance_class",
    part: "instance class",
    consequence: "downtime",
    judge: bySize,
    weaker: "The database has less processor and memory for the same load.",
    stronger: "The database has more processor and memory.",
    changed: "The database is of another family: compare processor and memory.",
  },
  {
    rule: "database-storage",
    types: [type],
    path: "allocated_storage",
    part: "storage in GiB",
    consequence: "downtime",
    judge: weakerBelow,
    weaker: "RDS refuses to make storage smaller: the apply fails.",
    stronger: "The database holds more.",
  },
  {
    rule: "database-storage-growth",
    types: [type],
    path: "max_allocated_storage",
    part: "largest storage in GiB",
    consequence: "downtime",
    judge: (before, after) =>
      before === undefined || after === undefined ? weakerWithout(before, after) : weakerBelow(before, after),
    weaker: "Storage that fills no longer grows by itself as far: a full database stops.",
    stronger: "Storage that fills grows further by itself.",
  },
  {
    rule: "database-apply-immediately",
    types: [type],
    path: "apply_immediately",
    part: "changes at once",
    standard: false,
    consequence: "downtime",
    judge: saferOff,
    weaker: "Changes that interrupt the database do so during the apply, not in the maintenance window.",
    stronger: "Changes that interrupt the database wait for the maintenance window.",
  },
];

const ofDatabases = ofSettings(settings);

/** Changes for which RDS restarts the database (Amazon RDS User Guide, "Settings for DB instances"). */
const restartsFor = ["engine_version", "instance_class", "port"];

/** RDS also restarts the database to turn its backups on or off: to and from 0 days. */
const backups = "backup_retention_period";

function turnsBackups(before: Normal | undefined, after: Normal | undefined): boolean {
  const [had, has] = [valueAt(before, backups), valueAt(after, backups)];
  return typeof had === "number" && typeof has === "number" && had > 0 !== has > 0;
}

/** How large a database is, and what interrupts it. */
export const databases: Question = {
  judges: { [type]: [...(ofDatabases.judges[type] ?? []), ...restartsFor, backups] },
  find: (estate) => [...ofDatabases.find(estate), ...estate.changed(type).flatMap(restartFindings)],
};

function restartFindings(resource: Resource): readonly Finding[] {
  const { action, before, after } = resource;
  if (action !== "update") return [];
  const reasons = [
    ...restartsFor.filter((path) => keyOf(valueAt(before, path)) !== keyOf(valueAt(after, path))),
    ...(turnsBackups(before, after) ? [backups] : []),
  ];
  if (reasons.length === 0) return [];
  // A new port restarts the database at once, whatever the setting says (RDS API Reference, ModifyDBInstance).
  const isNow = scalar(valueAt(after, "apply_immediately")) === "true" || reasons.includes("port");
  return [
    {
      rule: "database-restart",
      consequence: "downtime",
      direction: "weaker",
      place: resource,
      part: `restarted for ${reasons.join(", ")}`,
      meaning: isNow
        ? "RDS restarts the database during the apply: programs lose their connections, and wait."
        : "RDS restarts the database in the next maintenance window: programs lose their connections, and wait.",
      says: reasons,
    },
  ];
}
