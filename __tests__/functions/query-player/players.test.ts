import { connect, createServer, type Socket } from "node:net";
import { createConnection } from "mysql2/promise";
import { rdsCertificateAuthorities } from "../../../functions/shared/database/certificate-authorities";
import { connectionOptions, type DatabaseAddress } from "../../../functions/shared/database/connection";
import { keptLogin } from "../../../functions/shared/database/login-reader";
import { playersOf } from "../../../functions/query-player/players";
import { certificateOf } from "../../../tools/shared/certificates";
import { describeWithDatabase } from "../../support/database-server";
import { addressOf, asked, connected, database, loginAt, prepared } from "../readers";
import type { FakeSecret } from "../secrets-manager";

/** What stands between a function and the database, and can cut a connection that both take for good. */
async function startProxy(to: number) {
  let connections = 0;
  let refuses = false;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    connections += 1;
    if (refuses) return near.destroy();
    open.add(near);
    const far = connect(to, "127.0.0.1");
    near.pipe(far).pipe(near);
    for (const one of [near, far]) one.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    return near;
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    connections: () => connections,
    cutAtNextWord: () => {
      for (const near of open) {
        near
          .unpipe()
          .once("data", () => near.resetAndDestroy())
          .resume();
      }
    },
    refuse: () => {
      refuses = true;
    },
    close: () => {
      for (const near of open) near.destroy();
      server.close();
    },
  };
}

describeWithDatabase("the table of players", (server) => {
  let secret: FakeSecret;
  beforeAll(async () => {
    secret = await prepared(server(), "lambda-alternating");
  });

  const login = () => loginAt(secret, "AWSCURRENT");
  const readLogin = () => keptLogin(() => Promise.resolve(login()));
  const players = (address: Partial<DatabaseAddress> = {}) =>
    playersOf({ address: { ...addressOf(server()), ...address }, database, readLogin: readLogin(), patience: 200 });

  test("has the player with an id, and nobody with another", async () => {
    const named = players();
    expect(await named(1)).toEqual(["Lionel Messi"]);
    expect(await named(3)).toEqual(["Son Heung-min"]);
    expect(await named(4)).toEqual([]);
    expect(await named(999_999_999)).toEqual([]);
  });

  test("gives no second player to anybody, whatever is put in the place of the id", async () => {
    const named = players() as unknown as (id: unknown) => Promise<readonly string[]>;
    for (const id of [
      "4 or 1=1",
      "4' or '1'='1",
      "4'; DROP TABLE players; -- ",
      "4 UNION SELECT password FROM mysql.user",
      "0x34 or true",
      "4) or (1=1",
      "\\' or 1=1 #",
      "4/**/or/**/1=1",
      true,
      [[1, 2]],
      { id: 1 },
    ]) {
      const names = await named(id).catch(() => []);
      expect(names.length).toBeLessThan(2);
      if (typeof id === "string") expect(names).toEqual([]);
    }
    expect(await named(1)).toEqual(["Lionel Messi"]);
  });

  test("is asked over one connection, request after request", async () => {
    const between = await startProxy(server().port);
    const named = players({ port: between.port });
    for (const id of [1, 2, 3]) await named(id);
    expect(between.connections()).toBe(1);
    between.close();
  });

  test("is asked again at once where the kept connection has died unnoticed, and once only", async () => {
    const between = await startProxy(server().port);
    const named = players({ port: between.port });
    expect(await named(1)).toEqual(["Lionel Messi"]);
    between.cutAtNextWord();
    expect(await named(1)).toEqual(["Lionel Messi"]);
    expect(between.connections()).toBe(2);
    between.cutAtNextWord();
    between.refuse();
    await expect(named(1)).rejects.toMatchObject({ name: "DatabaseFault" });
    expect(between.connections()).toBe(3);
    between.close();
  });

  test("is not asked where nobody listens, or nobody answers, and what comes of it has no word of the database's", async () => {
    const nobody = players({ port: 1 });
    await expect(nobody(1)).rejects.toEqual(expect.objectContaining({ name: "DatabaseFault", code: "ECONNREFUSED" }));
    const silent = createServer();
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const began = performance.now();
    await expect(players({ port, connectMilliseconds: 300 })(1)).rejects.toEqual(
      expect.objectContaining({ code: "ETIMEDOUT" }),
    );
    expect(performance.now() - began).toBeLessThan(2_000);
    silent.close();
  });

  describe("TLS", () => {
    const refusal = { name: "DatabaseFault", code: "HANDSHAKE_SSL_ERROR" };

    test("another authority's certificate is refused", async () => {
      const { pem } = await certificateOf({ subject: "CN=Authority of the test" });
      await expect(players({ certificateAuthorities: [pem] })(1)).rejects.toMatchObject(refusal);
      await expect(
        players({ certificateAuthorities: rdsCertificateAuthorities("eu-west-1") })(1),
      ).rejects.toMatchObject(refusal);
    });

    test("another host's certificate is refused, until the server shows its own again", async () => {
      await server().showCertificateFor("database.example");
      const named = players();
      const answered = named(1);
      await expect(answered.finally(() => server().showCertificateFor("localhost"))).rejects.toMatchObject(refusal);
      expect(await named(1)).toEqual(["Lionel Messi"]);
    });

    test("a variable that has Node.js accept every certificate changes nothing", async () => {
      const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
      const { pem } = await certificateOf({ subject: "CN=Another" });
      await expect(players({ certificateAuthorities: [pem] })(1)).rejects.toMatchObject(refusal);
      if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    });

    test("a connection without it is refused, and to the reader also where the server takes others", async () => {
      const plainly = async (options: ReturnType<typeof connectionOptions>) => {
        const { ssl: _, ...plain } = options;
        const connection = await createConnection(plain);
        connection.destroy();
      };
      const master = connectionOptions(addressOf(server()), server().master);
      const reader = connectionOptions(addressOf(server()), login(), database);
      const refused = { code: "ER_ACCESS_DENIED_ERROR" };
      await expect(plainly(master)).rejects.toMatchObject(refused);
      await server().operate("SET GLOBAL require_secure_transport = OFF");
      try {
        await plainly(master);
        await expect(plainly(reader)).rejects.toMatchObject(refused);
      } finally {
        await server().operate("SET GLOBAL require_secure_transport = ON");
      }
    });
  });

  describe("its reader", () => {
    test.each([
      "INSERT INTO players VALUES (9, 'x')",
      "UPDATE players SET name = 'x'",
      "DELETE FROM players",
      "DROP TABLE players",
      "CREATE TABLE others (id INT)",
      "SELECT * FROM secrets",
      "SELECT * FROM mysql.user",
      "CREATE USER 'another'@'%'",
      "GRANT SELECT ON players TO 'reader'@'%'",
    ])("cannot %s", async (statement) => {
      await asked(server(), `CREATE TABLE IF NOT EXISTS ${database}.secrets (id INT)`);
      await connected(
        server(),
        login(),
        async (connection) => {
          await expect(connection.query(statement)).rejects.toMatchObject({
            code: expect.stringMatching(
              /^ER_(TABLEACCESS_DENIED|DBACCESS_DENIED|SPECIFIC_ACCESS_DENIED|ACCESS_DENIED)_ERROR$|^ER_NONEXISTING/,
            ),
          });
        },
        database,
      );
    });
  });
});
