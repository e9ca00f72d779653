import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";

import { readJson, type SynthesizedStack } from "../../shared/synthesize";
import type { AwsApi } from "../checks/aws-api";
import { bodiesByAddress, type EditedConfiguration } from "../limits/configuration";
import { authorityName, withAuthority } from "./authority";
import { locateDatabase, startDatabase, type DatabaseServer } from "./server";

/** A database server of this machine in the place of the one that an emulator only describes. */
export interface DatabasePlace {
  readonly server: DatabaseServer;
  /** What stands in the JSON for the database of the environment and for its functions, and what it is here. */
  readonly given: ReadonlyMap<string, string>;
  /** The zips of the functions that ask the database, by the hash that the copy has of each. */
  readonly packages: ReadonlyMap<string, Uint8Array>;
}

/** A function that asks a database, as the product has it. */
interface AskingFunction {
  readonly zipFile: string;
  /** Of the zip, as the JSON has it. */
  readonly hash: string;
}

/**
 * Starts a database server for an environment with a database, whose functions then find it in place of the emulator's
 * instance, which is none. They run as they were packed, but for one certificate: in the copy, this server's authority
 * stands where one of RDS's stood, since a shipped function has nothing that would have it trust another. The master
 * user's login is in a secret, as RDS keeps it.
 */
export async function databasePlace(
  api: AwsApi,
  stacks: readonly SynthesizedStack[],
  region: string,
): Promise<DatabasePlace> {
  const programs = locateDatabase();
  if (programs instanceof Error) throw programs;
  const server = await startDatabase(programs, authorityName(region));
  const { ARN: secretArn = "" } = await api.secrets.send(
    new CreateSecretCommand({
      Name: `rds-master-${randomBytes(4).toString("hex")}`,
      SecretString: JSON.stringify({ username: server.master.user, password: server.master.password }),
    }),
  );
  const packed = askingFunctions(stacks).map(({ zipFile, hash }) => {
    const zip = withAuthority(readFileSync(zipFile), region, server.authority);
    return { hash, zip, own: createHash("sha256").update(zip).digest("base64") };
  });
  const [address = "", { port } = {}] = resourcesOf(stacks).find(isInstance) ?? [];
  return {
    server,
    packages: new Map(packed.map(({ own, zip }) => [own, zip])),
    given: new Map([
      [`\${${address}.address}`, server.host],
      [`\${${address}.master_user_secret[0].secret_arn}`, secretArn],
      [`"DATABASE_PORT":"${String(port)}"`, `"DATABASE_PORT":"${server.port}"`],
      ...packed.map(({ hash, own }) => [hash, own] as const),
    ]),
  };
}

export const hasDatabase = (stacks: readonly SynthesizedStack[]): boolean => resourcesOf(stacks).some(isInstance);

type Resource = readonly [address: string, body: Record<string, unknown>];

const resourcesOf = (stacks: readonly SynthesizedStack[]): Resource[] =>
  stacks.flatMap(({ file }) => [...bodiesByAddress(readJson(file) as EditedConfiguration)]);

const isInstance = ([address]: Resource): boolean => address.startsWith("aws_db_instance.");

function askingFunctions(stacks: readonly SynthesizedStack[]): AskingFunction[] {
  return stacks.flatMap((stack) =>
    resourcesOf([stack]).flatMap(([, body]) => {
      const { environment, filename, source_code_hash: hash } = body as Partial<LambdaFunction>;
      if (environment?.variables?.["DATABASE_HOST"] === undefined || filename === undefined || hash === undefined)
        return [];
      return [{ zipFile: path.join(stack.folder, filename), hash }];
    }),
  );
}

interface LambdaFunction {
  readonly environment?: { readonly variables?: Readonly<Record<string, string>> };
  readonly filename: string;
  readonly source_code_hash: string;
}
