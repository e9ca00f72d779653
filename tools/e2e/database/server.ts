import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { freePort } from "../emulators/port";
import { certificateOf, privateKeyPem, type Authority } from "../../shared/certificates";
import { MissingTool, ToolError } from "../../shared/errors";
import { run, start, type Running } from "../../shared/process";
import { findProgram } from "../../shared/programs";
import { scratchFolder } from "../../shared/scratch";

/** A database server of this machine, on a loopback port, that talks over TLS alone. */
export interface DatabaseServer {
  /** A name that its certificate is for. */
  readonly host: "localhost";
  readonly port: number;
  /** Of the authority that certified it. */
  readonly authority: string;
  readonly master: { readonly user: string; readonly password: string };
  /** What its operator can change, as `SET GLOBAL` and `FLUSH SSL` can. */
  readonly operate: (statement: string) => Promise<void>;
  /** Has it show the certificate for another host from the next connection on, or its own again. */
  readonly showCertificateFor: (host: string) => Promise<void>;
  /** It goes with this process at the latest. */
  readonly stop: () => Promise<void>;
}

export interface DatabasePrograms {
  readonly install: string;
  readonly server: string;
  readonly client: string;
}

const debian = "mariadb-server";

/** Debian's MariaDB, the nearest to MySQL that it has. */
export function locateDatabase(): DatabasePrograms | MissingTool {
  const paths: string[] = [];
  for (const name of ["mariadb-install-db", "mariadbd", "mariadb"]) {
    const found = findProgram({ name, versionArguments: ["--version"], debian, homebrew: "mariadb" });
    if ("missing" in found) return new MissingTool(name, found.missing);
    paths.push(found.path);
  }
  const [install = "", server = "", client = ""] = paths;
  return { install, server, client };
}

/** Nothing of it has to outlive a crash. */
const carefree = [
  "--innodb-flush-method=nosync",
  "--innodb-flush-log-at-trx-commit=0",
  "--innodb-doublewrite=0",
  "--innodb-log-file-size=4M",
  "--innodb-buffer-pool-size=16M",
];

/** What Amazon RDS grants a master user of MySQL 8.4, but for its roles (Amazon RDS User Guide, "Master user account privileges"). */
const masterPrivileges =
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, " +
  "CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, " +
  "CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER";

/** @param authorityName of whoever certifies it */
export async function startDatabase(
  programs: DatabasePrograms,
  authorityName = "Authority of the test",
): Promise<DatabaseServer> {
  const folder = scratchFolder("database").path;
  const [data, tls, temporary] = [path.join(folder, "data"), path.join(folder, "tls"), path.join(folder, "tmp")];
  for (const one of [tls, temporary]) mkdirSync(one);
  const authority = await certificateOf({ subject: `CN=${authorityName}` });
  await writeCertificate(tls, authority, "localhost");
  const { username } = os.userInfo();
  // When it starts, a server removes whatever other servers have in a folder for temporary tables that they share.
  const own = ["--no-defaults", `--datadir=${data}`, `--tmpdir=${temporary}`, `--user=${username}`, ...carefree];
  const installed = await run(programs.install, [...own, "--auth-root-authentication-method=normal", "--skip-test-db"]);
  if (installed.status !== 0) throw new ToolError(`${installed.stdout}\n${installed.stderr}`);

  const master = { user: "admin", password: "the-master-password-of-the-test" };
  const firstStatements = path.join(folder, "first.sql");
  writeFileSync(
    firstStatements,
    `CREATE USER '${master.user}'@'%' IDENTIFIED BY '${master.password}';\n` +
      `GRANT ${masterPrivileges} ON *.* TO '${master.user}'@'%' WITH GRANT OPTION;\n`,
  );
  const port = await freePort();
  const socket = path.join(folder, "socket");
  const process = await start(programs.server, [
    ...own,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    `--socket=${socket}`,
    `--pid-file=${path.join(folder, "pid")}`,
    `--init-file=${firstStatements}`,
    `--ssl-ca=${path.join(tls, "authority.pem")}`,
    `--ssl-cert=${path.join(tls, "certificate.pem")}`,
    `--ssl-key=${path.join(tls, "key.pem")}`,
    "--require-secure-transport=ON",
    "--skip-name-resolve",
    "--skip-log-bin",
    "--performance-schema=OFF",
    "--max-connect-errors=1000000",
  ]);
  const operate = async (statement: string) => {
    const done = await run(programs.client, ["--no-defaults", `--socket=${socket}`, "--user=root", "-e", statement]);
    if (done.status !== 0) throw new ToolError(done.stderr);
  };
  await answering(process, operate);
  return {
    host: "localhost" as const,
    port,
    authority: authority.pem,
    master,
    operate,
    showCertificateFor: async (host: string) => {
      await writeCertificate(tls, authority, host);
      await operate("FLUSH SSL");
    },
    stop: () => process.stop(),
  };
}

async function writeCertificate(folder: string, issuer: Authority, host: string): Promise<void> {
  const certificate = await certificateOf({ subject: `CN=${host}`, issuer, isCa: false, hosts: [host] });
  writeFileSync(path.join(folder, "authority.pem"), issuer.pem);
  writeFileSync(path.join(folder, "certificate.pem"), certificate.pem);
  const key = path.join(folder, "key.pem");
  writeFileSync(key, await privateKeyPem(certificate));
  chmodSync(key, 0o600);
}

async function answering(process: Running, operate: (statement: string) => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 300 && process.isRunning(); attempt += 1) {
    if (process.output().includes("ready for connections")) {
      await operate("SELECT 1");
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new ToolError(`the database server does not answer:\n${process.output()}`);
}
