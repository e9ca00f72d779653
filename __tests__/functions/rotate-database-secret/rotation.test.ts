import { setTimeout } from "node:timers/promises";
import { playersOf } from "../../../functions/query-player/players";
import { rotateDatabaseSecret } from "../../../functions/rotate-database-secret/function";
import { rotate, type Rotation, type RotationOutcome } from "../../../functions/rotate-database-secret/rotation";
import { keptLogin } from "../../../functions/shared/database/login-reader";
import { patienceMilliseconds } from "../../../functions/shared/database/patience";
import { isAdmitted } from "../../../functions/shared/database/readers";
import { describeWithDatabase } from "../../support/database-server";
import { commonVariables, invoke } from "../invoke";
import {
  addressOf,
  asked,
  database,
  databaseVariables,
  databaseGrantsOf,
  loginAt,
  masterSecret,
  prepared,
} from "../readers";
import { Crash, FakeSecret, FakeSecretsManager } from "../secrets-manager";

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
const strategies = ["lambda-alternating", "lambda-single-user"] as const;
type Strategy = (typeof strategies)[number];

describeWithDatabase("the rotation of the reader's secret", (server) => {
  const rotationOf = (secret: FakeSecret, strategy: Strategy): Rotation => ({
    address: addressOf(server()),
    database,
    strategy,
    secret,
    masterLogin: () => Promise.resolve(server().master),
  });
  const step = (Step: (typeof steps)[number], version: string, rotation: Rotation) =>
    rotate({ Step, ClientRequestToken: version }, rotation);
  const rotated = async (secret: FakeSecret, strategy: Strategy, pauseMilliseconds = 0): Promise<RotationOutcome[]> => {
    const version = secret.beginRotation();
    const outcomes: RotationOutcome[] = [];
    for (const one of steps) {
      outcomes.push(await step(one, version, rotationOf(secret, strategy)));
      await setTimeout(pauseMilliseconds);
    }
    return outcomes;
  };
  const admitted = (secret: FakeSecret, stage = "AWSCURRENT") =>
    isAdmitted(addressOf(server()), loginAt(secret, stage), database);

  test("of two users gives the other one a new password, and leaves the one of before valid until the next", async () => {
    const secret = await prepared(server(), "lambda-alternating");
    const users = [loginAt(secret, "AWSCURRENT").user];
    const passwords = new Set([loginAt(secret, "AWSCURRENT").password]);
    for (let round = 1; round <= 3; round += 1) {
      expect(await rotated(secret, "lambda-alternating")).toEqual(["given a value", "set", "tested", "current"]);
      users.push(loginAt(secret, "AWSCURRENT").user);
      passwords.add(loginAt(secret, "AWSCURRENT").password);
      expect([await admitted(secret), await admitted(secret, "AWSPREVIOUS")]).toEqual([true, true]);
    }
    expect(users).toEqual(["reader", "reader_clone", "reader", "reader_clone"]);
    expect(passwords.size).toBe(4);
    for (const user of ["reader", "reader_clone"]) {
      expect(await databaseGrantsOf(server(), user)).toEqual([
        `GRANT SELECT ON \`${database}\`.\`players\` TO \`${user}\`@\`%\``,
        `GRANT USAGE ON *.* TO \`${user}\`@\`%\` REQUIRE SSL`,
      ]);
    }
  });

  test("of a single user gives it a new password, with which the old one is refused", async () => {
    const secret = await prepared(server(), "lambda-single-user");
    const before = loginAt(secret, "AWSCURRENT");
    expect(await rotated(secret, "lambda-single-user")).toEqual(["given a value", "set", "tested", "current"]);
    expect(loginAt(secret, "AWSCURRENT").user).toBe(before.user);
    expect([await admitted(secret), await admitted(secret, "AWSPREVIOUS")]).toEqual([true, false]);
  });

  test("keeps what else the secret says, from where the database is now", async () => {
    const secret = await prepared(server(), "lambda-alternating");
    await rotated(secret, "lambda-alternating");
    const { password: _, ...rest } = JSON.parse(secret.valueOf("AWSCURRENT") ?? "") as Record<string, unknown>;
    expect(rest).toEqual({
      engine: "mysql",
      host: "localhost",
      port: server().port,
      dbname: database,
      username: "reader_clone",
    });
  });

  describe("guards", () => {
    let secret: FakeSecret;
    beforeAll(async () => {
      secret = await prepared(server(), "lambda-alternating");
    });
    afterEach(() => {
      secret.rotationEnabled = true;
    });

    test.each(steps)("%s does nothing where rotation is not enabled", async (one) => {
      secret.rotationEnabled = false;
      const version = secret.beginRotation();
      await expect(step(one, version, rotationOf(secret, "lambda-alternating"))).rejects.toThrow("is not enabled");
    });

    test.each(steps)("%s does nothing with a version that there is not, or that is not staged", async (one) => {
      const version = secret.beginRotation();
      secret.beginRotation();
      const rotation = rotationOf(secret, "lambda-alternating");
      await expect(step(one, version, rotation)).rejects.toThrow("is not staged AWSPENDING");
      await expect(step(one, "0".repeat(36), rotation)).rejects.toThrow("has no such version");
    });

    test.each(steps)("%s does nothing with the version that is current already", async (one) => {
      const before = secret.valueOf("AWSCURRENT");
      const outcome = await step(one, secret.idOf("AWSCURRENT") ?? "", rotationOf(secret, "lambda-alternating"));
      expect([outcome, secret.valueOf("AWSCURRENT")]).toEqual(["already current", before]);
    });

    test("an empty version passes the test of a schedule, and is neither set nor made current", async () => {
      const version = secret.beginRotation();
      const rotation = rotationOf(secret, "lambda-alternating");
      const before = secret.idOf("AWSCURRENT");
      expect(await step("testSecret", version, rotation)).toBe("nothing to test");
      await expect(step("setSecret", version, rotation)).rejects.toThrow("has no value yet");
      await expect(step("finishSecret", version, rotation)).rejects.toThrow("has no value yet");
      expect(secret.idOf("AWSCURRENT")).toBe(before);
    });

    test("a pending value of the user that is in use is refused, so that its password stays", async () => {
      const version = secret.beginRotation();
      const current = JSON.parse(secret.valueOf("AWSCURRENT") ?? "") as object;
      await secret.put(JSON.stringify({ ...current, password: "x".repeat(32) }), { stage: "AWSPENDING", version });
      await expect(step("setSecret", version, rotationOf(secret, "lambda-alternating"))).rejects.toThrow(
        "names another user than the user to rotate next",
      );
      expect(await admitted(secret)).toBe(true);
    });

    test.each(["x' OR '1'='1", "", "a".repeat(65), 'a"b', "a\\b"])(
      "a pending password that could be more than a password, %p, never reaches a statement",
      async (password) => {
        const version = secret.beginRotation();
        const current = JSON.parse(secret.valueOf("AWSCURRENT") ?? "") as object;
        const value = JSON.stringify({ ...current, username: "reader_clone", password });
        await secret.put(value, { stage: "AWSPENDING", version });
        const setting = step("setSecret", version, rotationOf(secret, "lambda-alternating"));
        await expect(setting).rejects.toThrow(/^the secret of a database user is not of the expected form$/);
      },
    );

    test("a password that was set and does not work is not made current by the test", async () => {
      const version = secret.beginRotation();
      const rotation = rotationOf(secret, "lambda-alternating");
      await step("createSecret", version, rotation);
      await expect(step("testSecret", version, rotation)).rejects.toThrow("refuses the new password");
      await step("setSecret", version, rotation);
      await asked(server(), `REVOKE SELECT ON ${database}.players FROM 'reader_clone'@'%'`);
      await expect(step("testSecret", version, rotation)).rejects.toMatchObject({ name: "DatabaseFault" });
    });
  });

  describe.each(strategies)("%s: what was begun is done by the next call", (strategy) => {
    test("wherever between two calls of Secrets Manager the function ended", async () => {
      const secret = await prepared(server(), strategy);
      let crashes = 0;
      for (let call = 0; ; call += 1) {
        secret.calls.splice(0);
        secret.crashAfter = call;
        const version = secret.beginRotation();
        const before = crashes;
        for (const one of steps) {
          await step(one, version, rotationOf(secret, strategy)).catch(async (error: unknown) => {
            if (!(error instanceof Crash)) throw error;
            crashes += 1;
            const valid = await admitted(secret);
            const next = !valid && strategy === "lambda-single-user" && (await admitted(secret, "AWSPENDING"));
            expect(valid || next).toBe(true);
            await step(one, version, rotationOf(secret, strategy));
          });
        }
        expect(secret.idOf("AWSCURRENT")).toBe(version);
        expect(await admitted(secret)).toBe(true);
        if (before === crashes) break;
      }
      expect(crashes).toBeGreaterThan(10);
    }, 30_000);

    const user = strategy === "lambda-alternating" ? "reader_clone" : "reader";
    test.each<[what: string, statements: readonly string[]]>([
      ["before the user was made", [`DROP USER IF EXISTS '${user}'@'%'`]],
      [
        "before it got its rights",
        [`DROP USER IF EXISTS '${user}'@'%'`, `CREATE USER '${user}'@'%' IDENTIFIED BY 'x'`],
      ],
      ["before it got its password", [`ALTER USER '${user}'@'%' IDENTIFIED BY 'x'`]],
    ])("where the function ended %s", async (_, statements) => {
      const secret = await prepared(server(), strategy);
      const version = secret.beginRotation();
      const rotation = rotationOf(secret, strategy);
      await step("createSecret", version, rotation);
      for (const statement of statements) await asked(server(), statement);
      expect(await step("setSecret", version, rotation)).toBe("set");
      expect(await step("setSecret", version, rotation)).toBe("already set");
      expect(await step("testSecret", version, rotation)).toBe("tested");
      expect(await step("finishSecret", version, rotation)).toBe("current");
      expect(await databaseGrantsOf(server(), user)).toContain(`GRANT USAGE ON *.* TO \`${user}\`@\`%\` REQUIRE SSL`);
    });

    test("where an earlier rotation was given up after it had changed the password", async () => {
      const secret = await prepared(server(), strategy);
      const givenUp = secret.beginRotation();
      for (const one of ["createSecret", "setSecret"] as const) await step(one, givenUp, rotationOf(secret, strategy));
      expect(await rotated(secret, strategy)).toEqual(["given a value", "set", "tested", "current"]);
      expect(await admitted(secret)).toBe(true);
    });
  });

  describe("while requests come", () => {
    interface Seen {
      readonly answers: number;
      readonly failures: readonly unknown[];
      readonly refusals: number;
      readonly slowestMilliseconds: number;
    }

    /** Requests one after the other, from a place that has just begun and from one that goes on, while `work` is done. */
    async function asking(secret: FakeSecret, work: () => Promise<unknown>, patience?: number): Promise<Seen> {
      const seen = { answers: 0, failures: [] as unknown[], refusals: 0, slowestMilliseconds: 0 };
      const readLogin = () => Promise.resolve(loginAt(secret, "AWSCURRENT"));
      const place = () =>
        playersOf({
          address: addressOf(server()),
          database,
          readLogin: keptLogin(readLogin, 100),
          refused: () => (seen.refusals += 1),
          patience,
        });
      let done = false;
      const ask = async (from: () => ReturnType<typeof place>) => {
        while (!done) {
          const began = performance.now();
          await from()(1).then(
            (names) => {
              expect(names).toEqual(["Lionel Messi"]);
              seen.answers += 1;
            },
            (error: unknown) => seen.failures.push(error),
          );
          seen.slowestMilliseconds = Math.max(seen.slowestMilliseconds, performance.now() - began);
          await setTimeout(10);
        }
      };
      const warm = place();
      const all = [ask(() => warm), ask(place)];
      await work().finally(() => {
        done = true;
      });
      await Promise.all(all);
      return seen;
    }

    test("of two users: none fails, and none is even refused, through three rotations", async () => {
      const secret = await prepared(server(), "lambda-alternating");
      const seen = await asking(secret, async () => {
        for (let round = 0; round < 3; round += 1) {
          await rotated(secret, "lambda-alternating", 40);
          // More than a login is kept: days, of a real rotation.
          await setTimeout(150);
        }
      });
      expect(seen).toMatchObject({ failures: [], refusals: 0 });
      expect(seen.answers).toBeGreaterThan(20);
    }, 20_000);

    test("of a single user: some are refused for a while, and none fails", async () => {
      const secret = await prepared(server(), "lambda-single-user");
      const seen = await asking(secret, () => rotated(secret, "lambda-single-user", 200));
      expect(seen.failures).toEqual([]);
      expect(seen.refusals).toBeGreaterThan(0);
      expect(seen.answers).toBeGreaterThan(5);
      expect(seen.slowestMilliseconds).toBeLessThan(patienceMilliseconds);
    }, 20_000);

    test("of a single user: beyond the time that is stated, they fail", async () => {
      const secret = await prepared(server(), "lambda-single-user");
      const seen = await asking(secret, () => rotated(secret, "lambda-single-user", 300), 50);
      expect(seen.failures).not.toEqual([]);
      expect(seen.failures[0]).toMatchObject({ name: "DatabaseFault", code: "ER_ACCESS_DENIED_ERROR" });
    }, 20_000);

    test("the stated time and one last attempt are less than what API Gateway waits", () => {
      expect(patienceMilliseconds + 3_000 + 3_000).toBeLessThan(29_000);
    });
  });

  describe("its function", () => {
    const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
    const surroundings = process.env;
    let manager: FakeSecretsManager;
    let secret: FakeSecret;
    beforeAll(async () => {
      secret = await prepared(server(), "lambda-alternating");
      manager = new FakeSecretsManager({ [arn("master")]: masterSecret(server()), [arn("reader")]: secret });
      process.env = {
        ...surroundings,
        ...commonVariables,
        ...(await manager.listen()),
        ...databaseVariables(server()),
        MASTER_SECRET_ARN: arn("master"),
        STRATEGY: "lambda-alternating",
      };
    });
    afterAll(() => {
      process.env = surroundings;
      manager.close();
    });
    const handler = rotateDatabaseSecret(() => [server().authority]);

    test("does the four steps as Secrets Manager calls them, answers nothing, and logs no value", async () => {
      const ClientRequestToken = secret.beginRotation();
      const all = [];
      for (const Step of steps) {
        const event = { Step, SecretId: arn("reader"), ClientRequestToken, RotationToken: "a-rotation-token" };
        all.push(await invoke(handler, event));
      }
      expect(all.map(({ answer, fault }) => [answer, fault])).toEqual(steps.map(() => [undefined, undefined]));
      expect(secret.idOf("AWSCURRENT")).toBe(ClientRequestToken);
      expect(await admitted(secret)).toBe(true);
      expect(all.flatMap(({ log }) => log.flatMap(({ outcome }) => outcome ?? []))).toEqual([
        "given a value",
        "set",
        "tested",
        "current",
      ]);
      for (const value of [
        server().master.password,
        ...["AWSCURRENT", "AWSPREVIOUS"].map((stage) => loginAt(secret, stage).password),
      ]) {
        expect(JSON.stringify(all)).not.toContain(value);
      }
      expect(manager.asked.find(({ action }) => action === "PutSecretValue")?.input).toMatchObject({
        ClientRequestToken,
        RotationToken: "a-rotation-token",
        VersionStages: ["AWSPENDING"],
      });
    });

    test.each([
      {},
      { Step: "dropSecret", SecretId: arn("reader"), ClientRequestToken: "0".repeat(36) },
      { Step: "createSecret" },
    ])("refuses %j before it asks anybody", async (event) => {
      const before = manager.asked.length;
      const { fault } = await invoke<unknown>(handler, event);
      expect(fault).toBeDefined();
      expect(manager.asked).toHaveLength(before);
    });

    test("has RDS's authorities alone where it is deployed", async () => {
      const { handler: deployed } = await import("../../../functions/rotate-database-secret/handler");
      const ClientRequestToken = secret.beginRotation();
      await invoke(deployed, { Step: "createSecret", SecretId: arn("reader"), ClientRequestToken });
      const { fault } = await invoke(deployed, { Step: "setSecret", SecretId: arn("reader"), ClientRequestToken });
      expect(fault).toMatchObject({ name: "DatabaseFault", code: "HANDSHAKE_SSL_ERROR" });
    });
  });
});
