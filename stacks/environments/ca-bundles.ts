import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CaBundleFindings } from "../../modules/edge/ca-bundle";
import type { EnvironmentRecord } from "./schema/environment";

/** The places in an environment that name a file with CA certificates. */
export const caBundlePlaces = ["httpApi", "restApi"].map((api) => ["edge", api, "mutualTls", "caBundle"]);

/** Checks a file of the project, on a day. */
export type CaBundleCheck = (path: string, today: string) => CaBundleFindings;

const project = join(__dirname, "../..");

/** The PEM text of a file of the project; undefined where there is none. */
export function readCaBundle(path: string): string | undefined {
  try {
    return readFileSync(join(project, path), "utf8");
  } catch {
    return undefined;
  }
}

/** The check of the records' CA bundles. Undefined, with nothing loaded, if no record has mutual TLS. */
export async function caBundleCheck(
  records: Readonly<Record<string, EnvironmentRecord>>,
): Promise<CaBundleCheck | undefined> {
  const needed = Object.values(records).some(
    ({ edge }) => edge?.httpApi?.mutualTls !== undefined || edge?.restApi?.mutualTls !== undefined,
  );
  if (!needed) return undefined;
  const { caBundleFindings } = await import("../../modules/edge/ca-bundle");
  return (path, today) => {
    const pem = readCaBundle(path);
    return pem === undefined
      ? { faults: ["the file does not exist; give the path of a PEM file, relative to the repository"], warnings: [] }
      : caBundleFindings(pem, today);
  };
}
