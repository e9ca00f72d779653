import type { z } from "zod";
import { quote, type Fault } from "./shared/fault";
import type { generalSettings } from "./general";

type Tagged = Pick<z.output<z.ZodObject<typeof generalSettings>>, "owner" | "costCentre" | "tags">;

/** The start of what RDS keeps for AWS and itself, in keys and in values (Amazon RDS API Reference, Tag). */
const reservedByRds = /^(aws|rds):/;

/** What is made with a database has every tag. */
export function databaseTagFaults({ owner, costCentre, tags }: Tagged, hasDatabase: boolean): Fault[] {
  if (!hasDatabase) return [];
  const reads = [["compute", "database"]];
  const values = [
    { path: ["owner"], value: owner },
    { path: ["costCentre"], value: costCentre },
    ...Object.entries(tags).map(([key, value]) => ({ path: ["tags", key], value })),
  ];
  return [
    ...Object.keys(tags)
      .filter((key) => key.startsWith("rds:"))
      .map((key) => ({
        path: ["tags", key],
        reads,
        message: "is a tag that RDS refuses on a database; give a key that does not start with rds:",
      })),
    ...values
      .filter(({ value }) => reservedByRds.test(value))
      .map(({ path, value }) => ({
        path,
        reads,
        message: `is ${quote(value)}; give a value that does not start with aws: or rds:, which RDS refuses on a database`,
      })),
  ];
}

/** A signing profile has every tag, and fewer characters in keys than other resources (AWS Signer API Reference, PutSigningProfile). */
export function signingTagFaults({ tags }: Pick<Tagged, "tags">, codeSigning: boolean): Fault[] {
  if (!codeSigning) return [];
  return Object.keys(tags)
    .filter((key) => !/^[A-Za-z0-9_.:/=+-]+$/.test(key))
    .map((key) => ({
      path: ["tags", key],
      reads: [["compute", "codeSigning"]],
      message:
        "is a tag that AWS Signer refuses on the signing profile of compute.codeSigning; give a key of ASCII letters, digits or _ . : / = + -",
    }));
}
