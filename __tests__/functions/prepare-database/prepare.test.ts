import { prepareDatabase } from "../../../functions/prepare-database/function";
import { prepare, type Preparation } from "../../../functions/prepare-database/prepare";
import { isAdmitted } from "../../../functions/shared/database/readers";
import { readUserSecret } from "../../../functions/shared/database/secret-value";
import { rotate } from "../../../functions/rotate-database-secret/rotation";
import { describeWithDatabase } from "../../support/database-server";
import { commonVariables, invoke } from "../invoke";
import {
  addressOf,
  asked,
  connected,
  database,
  databaseVariables,
  emptied,
  databaseGrantsOf,
  loginAt,
  masterSecret,
  prepared,
} from "../readers";
import { Crash, FakeSecret, FakeSecretsManager } from "../secrets-manager";

describeWithDatabase("the preparation of a database", (server) => {
  const masterLogin = () => Promise.resolve(server().master);
  const preparation = (reader: Preparation["reader"]) => ({
    address: addressOf(server()),
    database,
    masterLogin,
    reader,
  });
  const rows = () => asked(server(), `SELECT id, name FROM ${database}.players ORDER BY id`);
  const admitted = (secret: FakeSecret) => isAdmitted(addressOf(server()), loginAt(secret, "AWSCURRENT"), database);
  const readersThere = () =>
    asked(server(), "SELECT user, host FROM mysql.user WHERE user LIKE 'reader%' ORDER BY user");

  const rowsOfA21 = [
    { id: 1, name: "Lionel Messi" },
    { id: 2, name: "Cristiano Ronaldo" },
    { id: 3, name: "Son Heung-min" },
  ];
  const mayReadTheTable = (user: string) => [
    `GRANT SELECT ON \`${database}\`.\`players\` TO \`${user}\`@\`%\``,
    `GRANT USAGE ON *.* TO \`${user}\`@\`%\` REQUIRE SSL`,
  ];

  test("makes the table with its rows, and two readers that may read it over TLS and do nothing else", async () => {
    const secret = await prepared(server(), "lambda-alternating");
    expect(await rows()).toEqual(rowsOfA21);
    expect(await readersThere()).toMatchObject([{ User: "reader" }, { User: "reader_clone" }]);
    for (const user of ["reader", "reader_clone"])
      expect(await databaseGrantsOf(server(), user)).toEqual(mayReadTheTable(user));
    expect(readUserSecret(secret.valueOf("AWSCURRENT") ?? "")).toEqual({
      engine: "mysql",
      host: "localhost",
      port: server().port,
      dbname: database,
      username: "reader",
      password: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
    });
    expect(await admitted(secret)).toBe(true);
  });

  test("makes one reader where a single user's password is rotated", async () => {
    const secret = await prepared(server(), "lambda-single-user");
    expect(await readersThere()).toMatchObject([{ User: "reader" }]);
    expect(await admitted(secret)).toBe(true);
  });

  test("changes nothing when it is done again: no row, no password, no secret", async () => {
    const secret = await prepared(server(), "lambda-alternating");
    await asked(server(), `UPDATE ${database}.players SET name = 'Somebody else' WHERE id = 2`);
    const hashes = () =>
      asked(server(), "SELECT user, authentication_string FROM mysql.user WHERE user LIKE 'reader%'");
    const before = { value: secret.valueOf("AWSCURRENT"), hashes: await hashes() };
    await prepare(preparation({ kind: "lambda-alternating", secret }));
    expect({ value: secret.valueOf("AWSCURRENT"), hashes: await hashes() }).toEqual(before);
    expect(await rows()).toEqual([rowsOfA21[0], { id: 2, name: "Somebody else" }, rowsOfA21[2]]);
    expect(secret.calls.filter((call) => call.startsWith("put"))).toEqual([]);
  });

  test("leaves whoever is current after a rotation as it is, and makes a user that is missing with the secret's password", async () => {
    const secret = await prepared(server(), "lambda-alternating");
    const rotation = {
      ...preparation({ kind: "lambda-alternating", secret }),
      secret,
      strategy: "lambda-alternating" as const,
    };
    const version = secret.beginRotation();
    for (const Step of ["createSecret", "setSecret", "testSecret", "finishSecret"] as const) {
      await rotate({ Step, ClientRequestToken: version }, rotation);
    }
    expect(loginAt(secret, "AWSCURRENT").user).toBe("reader_clone");
    await prepare(preparation({ kind: "lambda-alternating", secret }));
    expect(await admitted(secret)).toBe(true);
    await asked(server(), "DROP USER 'reader_clone'@'%'");
    await prepare(preparation({ kind: "lambda-alternating", secret }));
    expect(await admitted(secret)).toBe(true);
    expect(await databaseGrantsOf(server(), "reader_clone")).toEqual(mayReadTheTable("reader_clone"));
  });

  test("gives a reader whose password is not the secret's, as after a snapshot was restored, the secret's", async () => {
    const secret = await prepared(server(), "lambda-single-user");
    await asked(server(), "ALTER USER 'reader'@'%' IDENTIFIED BY 'oneOfAnotherTime'");
    expect(await admitted(secret)).toBe(false);
    await prepare(preparation({ kind: "lambda-single-user", secret }));
    expect(await admitted(secret)).toBe(true);
  });

  test("does not take back the new password of a single user in the middle of a rotation", async () => {
    const secret = await prepared(server(), "lambda-single-user");
    const rotation = {
      ...preparation({ kind: "lambda-single-user", secret }),
      secret,
      strategy: "lambda-single-user" as const,
    };
    const version = secret.beginRotation();
    for (const Step of ["createSecret", "setSecret"] as const)
      await rotate({ Step, ClientRequestToken: version }, rotation);
    await prepare(preparation({ kind: "lambda-single-user", secret }));
    expect(await isAdmitted(addressOf(server()), loginAt(secret, "AWSPENDING"), database)).toBe(true);
  });

  test("comes to the same wherever it ended before", async () => {
    for (let crashAfter = 0; ; crashAfter += 1) {
      await emptied(server());
      const secret = new FakeSecret();
      secret.crashAfter = crashAfter;
      const attempt = () => prepare(preparation({ kind: "lambda-alternating", secret }));
      const crashed = await attempt().then(
        () => false,
        (error: unknown) => {
          if (error instanceof Crash) return true;
          throw error;
        },
      );
      if (!crashed) {
        expect(crashAfter).toBeGreaterThanOrEqual(2);
        break;
      }
      await attempt();
      expect(await admitted(secret)).toBe(true);
      expect([...secret.versions.values()]).toHaveLength(1);
    }
  });

  test("waits while RDS rotates the master user's own password", async () => {
    await emptied(server());
    let readings = 0;
    const stale = () => Promise.resolve(++readings < 3 ? { user: "admin", password: "theOldOne" } : server().master);
    const secret = new FakeSecret();
    await prepare({ ...preparation({ kind: "lambda-alternating", secret }), masterLogin: stale });
    expect(readings).toBe(3);
    expect(await admitted(secret)).toBe(true);
  });

  describe("its function", () => {
    const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
    const surroundings = process.env;
    let manager: FakeSecretsManager;
    let reader: FakeSecret;
    beforeAll(async () => {
      await emptied(server());
      reader = new FakeSecret();
      manager = new FakeSecretsManager({ [arn("master")]: masterSecret(server()), [arn("reader")]: reader });
      process.env = {
        ...surroundings,
        ...commonVariables,
        ...(await manager.listen()),
        ...databaseVariables(server()),
        MASTER_SECRET_ARN: arn("master"),
        READER: "lambda-alternating",
        READER_SECRET_ARN: arn("reader"),
      };
    });
    afterAll(() => {
      process.env = surroundings;
      manager.close();
    });
    const handler = () => prepareDatabase(() => [server().authority]);
    const known = () => [server().master.password, loginAt(reader, "AWSCURRENT").password];

    test("answers that it is prepared, and neither answer nor log has a value", async () => {
      const { answer, log, fault } = await invoke(handler(), {});
      expect(fault).toBeUndefined();
      expect(answer).toEqual({ prepared: true });
      expect(await admitted(reader)).toBe(true);
      for (const value of known()) expect(JSON.stringify([answer, log])).not.toContain(value);
    });

    test("fails with a code alone where the database refuses a statement: no value, no statement", async () => {
      await asked(server(), "ALTER USER 'reader'@'%' IDENTIFIED BY 'oneOfAnotherTime'");
      await server().operate(
        "INSTALL SONAME 'simple_password_check'; SET GLOBAL simple_password_check_minimal_length = 60",
      );
      try {
        const { fault, log } = await invoke(handler(), {});
        expect(String(fault)).toBe("DatabaseFault: the database cannot be queried: ER_CANNOT_USER");
        const told = [JSON.stringify(log), JSON.stringify(Object.assign({}, fault)), fault?.stack, String(fault)].join(
          "\n",
        );
        for (const word of [...known(), "IDENTIFIED", "ALTER USER"]) expect(told).not.toContain(word);
      } finally {
        await server().operate("UNINSTALL SONAME 'simple_password_check'");
      }
    });

    test("does nothing where it is called with anything but nothing, as when a resource is destroyed", async () => {
      const before = manager.asked.length;
      const { fault } = await invoke(handler(), { tf: { action: "delete" } });
      expect(fault).toBeDefined();
      expect(manager.asked).toHaveLength(before);
    });
  });

  test("a user that IAM admits is asked for in RDS's words, which this server does not know", async () => {
    await emptied(server());
    await expect(prepare(preparation({ kind: "iam", name: "reader" }))).rejects.toMatchObject({
      code: "ER_PLUGIN_IS_NOT_LOADED",
    });
    await connected(server(), server().master, async (connection) => {
      const [found] = await connection.query("SELECT user FROM mysql.user WHERE user = 'reader'");
      expect(found).toEqual([]);
    });
  });
});
