import { queryPlayer } from "../../../functions/query-player/function";
import { describeWithDatabase } from "../../support/database-server";
import { commonVariables, invoke } from "../invoke";
import { databaseVariables, loginAt, prepared } from "../readers";
import { FakeSecretsManager, type FakeSecret } from "../secrets-manager";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:reader-AbCdEf";
const event = (id?: string) => ({
  httpMethod: "GET",
  path: "/",
  queryStringParameters: id === undefined ? null : { id },
  multiValueQueryStringParameters: id === undefined ? null : { id: [id] },
});
const surroundings = process.env;
afterAll(() => {
  process.env = surroundings;
});

describeWithDatabase("GET /?id=", (server) => {
  let secret: FakeSecret;
  let manager: FakeSecretsManager;
  beforeAll(async () => {
    secret = await prepared(server(), "lambda-alternating");
    manager = new FakeSecretsManager({ [arn]: secret });
    process.env = {
      ...surroundings,
      ...commonVariables,
      ...(await manager.listen()),
      ...databaseVariables(server()),
      READER: "secret",
      READER_SECRET_ARN: arn,
    };
  });
  afterAll(() => {
    manager.close();
  });
  const handler = queryPlayer(() => [server().authority]);
  const answered = async (id?: string) => {
    const { answer, log } = await invoke<unknown>(handler, event(id));
    const { statusCode, body } = answer as { statusCode: number; body: string };
    return { statusCode, body, log };
  };

  test("answers with the player of an id, with nothing for an id that there is not, and reads the secret once", async () => {
    expect(await answered("1")).toMatchObject({ statusCode: 200, body: '["My favorite player is Lionel Messi"]' });
    expect(await answered("2")).toMatchObject({ statusCode: 200, body: '["My favorite player is Cristiano Ronaldo"]' });
    expect(await answered("4")).toMatchObject({ statusCode: 200, body: "[]" });
    expect(manager.asked).toEqual([{ action: "GetSecretValue", input: { SecretId: arn, VersionStage: "AWSCURRENT" } }]);
  });

  test.each([undefined, "", "1 or 1=1", "one"])("answers 400 to the id %p, and asks nobody", async (id) => {
    const before = manager.asked.length;
    expect(await answered(id)).toMatchObject({ statusCode: 400 });
    expect(manager.asked).toHaveLength(before);
  });

  test("logs neither who was asked for, nor what was found, nor with what", async () => {
    const { log } = await answered("1");
    expect(log.map(({ message }) => message).filter(Boolean)).toEqual(["answered"]);
    for (const word of ["Messi", loginAt(secret, "AWSCURRENT").password])
      expect(JSON.stringify(log)).not.toContain(word);
  });

  test.each([
    ["the database cannot be reached", { DATABASE_PORT: "1" }, "ECONNREFUSED"],
    ["the secret has no value", { READER_SECRET_ARN: `${arn}x` }, "Error"],
    ["a variable is missing", { READER: "nobody" }, "$ZodError"],
  ])("answers 503 without a reason where %s, and says the reason to the log", async (_, variables, reason) => {
    const before = process.env;
    process.env = { ...before, ...variables };
    const { answer, log } = await invoke<unknown>(
      queryPlayer(() => [server().authority]),
      event("1"),
    );
    process.env = before;
    expect(answer).toMatchObject({ statusCode: 503, body: '{"message":"Service Unavailable"}' });
    expect(log.map((line) => line["reason"]).filter(Boolean)).toEqual([reason]);
  });

  test("trusts RDS's authorities alone where it is deployed, whatever Node.js is told", async () => {
    const { handler: deployed } = await import("../../../functions/query-player/handler");
    const before = process.env;
    process.env = { ...before, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    const { answer, log } = await invoke<unknown>(deployed, event("1"));
    process.env = before;
    expect(answer).toMatchObject({ statusCode: 503 });
    expect(log.map((line) => line["reason"]).filter(Boolean)).toEqual(["HANDSHAKE_SSL_ERROR"]);
  });
});
