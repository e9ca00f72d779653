import { type Estate, type Resource, attribute, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { isUpdate } from "../../settings/changed";
import { type Judge, byLevel, cannotTell, saferOn, strengthIn } from "../../settings/judges";
import type { Value } from "../../settings/paths";
import { type Setting, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { scalar, wordsOf } from "../../settings/words";

export const databaseAttributes = ["ca_cert_identifier"];
export const parameterAttributes = ["parameter"];

/** Amazon RDS User Guide, "Using SSL/TLS to encrypt a connection to a DB instance or cluster". */
const settings: readonly Setting[] = [
  {
    rule: "database-certificate",
    consequence: "downtime",
    path: "ca_cert_identifier",
    part: "certificate authority",
    judge: cannotTell,
    changed: "Clients that do not trust the other certificate authority can no longer connect by TLS.",
  },
];

const isOn = (value: Value): boolean => ["ON", "1", "TRUE"].includes(scalar(value).toUpperCase());

const strength = strengthIn({ TLSv1: 0, "TLSv1.1": 1, "TLSv1.2": 2, "TLSv1.3": 3 });
const byOldest = byLevel((value) => strength(value ?? "TLSv1.2"));

/** Parameters of MySQL, MariaDB and PostgreSQL that decide how clients connect. */
const known: Readonly<Record<string, Judge>> = {
  require_secure_transport: (before, after) => saferOn(isOn(before), isOn(after)),
  "rds.force_ssl": (before, after) => saferOn(isOn(before), isOn(after)),
  ssl_min_protocol_version: byOldest,
  tls_version: (before, after) => tlsVersions(before, after),
};

const tlsVersions: Judge = (before, after) => {
  const [was, is] = [before, after].map((value) =>
    typeof value === "string" ? value.split(",").sort()[0]?.trim() : undefined,
  );
  return byOldest(was, is) ?? "neutral";
};

/** Whether a database's clients must use TLS, and whose certificate they are shown. */
export function databaseTlsFindings(estate: Estate): Finding[] {
  return [
    ...estate
      .changed("aws_db_instance")
      .filter(isUpdate)
      .flatMap((place) => settingFindings(settings, statesOf(place))),
    ...estate
      .changed("aws_db_parameter_group", "aws_rds_cluster_parameter_group")
      .filter(isUpdate)
      .flatMap(parameterFindings),
  ];
}

function parameterFindings(group: Resource): Finding[] {
  if (attribute(group.after, "parameter") === unknown)
    return [unknownFinding(statesOf(group), "parameters", ["parameter"])];
  const [had, has] = [valuesOf(group.before), valuesOf(group.after)];
  const names = [...new Set([...had.keys(), ...has.keys()])].sort();
  return names.flatMap((name): Finding[] => {
    const [before, after] = [had.get(name), has.get(name)];
    if (scalar(before) === scalar(after)) return [];
    const judge = Object.hasOwn(known, name) ? known[name] : undefined;
    const direction = judge === undefined ? "neutral" : judge(before, after);
    if (direction === undefined) return [];
    return [
      {
        rule: judge === undefined ? "database-parameter" : "database-tls",
        consequence: judge === undefined ? "other" : "guard lost",
        direction,
        place: group,
        part: name,
        before: wordsOf(before),
        after: wordsOf(after),
        meaning:
          judge === undefined
            ? "The database works with another value, and some parameters take effect at the next restart only."
            : direction === "weaker"
              ? "Clients may connect to the database without TLS, or by an older version of TLS."
              : "Clients must connect to the database by TLS, or by a newer version of TLS.",
        says: [`parameter[${name}]`],
      },
    ];
  });
}

const valuesOf = (value: Value): ReadonlyMap<string, Value> =>
  new Map(blocksOf(value, "parameter").map((one) => [textOf(one, "name") ?? "", attribute(one, "value")]));
