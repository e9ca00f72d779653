import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import fc from "fast-check";
import { handler as greet } from "../../../functions/hello/handler";
import { handler as say } from "../../../functions/secure-api/handler";
import { acceptedString } from "../../../functions/shared/accepted-values";
import { lifeMilliseconds, originCheck, rereadMilliseconds } from "../../../functions/shared/origin-header";
import { commonVariables, invoke } from "../invoke";

const valueOf = (name: string) => name.padStart(32, "0");
const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:lab-origin-AbCdEf";

describe("which values are let in", () => {
  /** A check with a clock and a secret of the test's own, which counts how often it is read. */
  const checkOver = (secret: { values: readonly string[]; at: number; reads: number; fails?: boolean }) =>
    originCheck(
      () => {
        secret.reads++;
        return secret.fails === true ? Promise.reject(new Error("no")) : Promise.resolve(secret.values);
      },
      () => secret.at,
    );
  const current = () => ({ values: [valueOf("a"), valueOf("b")], at: 0, reads: 0 });

  test("each that the secret has, and no other", async () => {
    const check = checkOver(current());
    expect(await Promise.all(["a", "b", "c"].map((name) => check(valueOf(name))))).toEqual([true, true, false]);
  });

  test("what is no value at all is refused without a question", async () => {
    const secret = current();
    const check = checkOver(secret);
    for (const given of [undefined, "", "0", `${valueOf("a")},${valueOf("b")}`, `${valueOf("a")}\n`]) {
      expect(await check(given)).toBe(false);
    }
    expect(secret.reads).toBe(0);
  });

  test("unknown values, however many, have the secret read every five seconds at most", async () => {
    const secret = current();
    const check = checkOver(secret);
    for (let at = 0; at < 60_000; at += 100) {
      secret.at = at;
      expect(await check(valueOf("x"))).toBe(false);
    }
    expect(secret.reads).toBe(60_000 / rereadMilliseconds);
  });

  test("where the secret cannot be read nobody is let in, once what was read has had its time", async () => {
    const secret = { ...current(), fails: true };
    const check = checkOver(secret);
    await expect(check(valueOf("a"))).rejects.toThrow("no");
    Object.assign(secret, { fails: false });
    expect(await check(valueOf("a"))).toBe(true);
    Object.assign(secret, { fails: true, at: lifeMilliseconds - 1 });
    expect(await check(valueOf("a"))).toBe(true);
    Object.assign(secret, { at: lifeMilliseconds });
    await expect(check(valueOf("a"))).rejects.toThrow("no");
  });

  test("whatever is asked when, a value is known seconds after the secret has it, and refused a minute after it has it no more", async () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 30_000 }),
      values: fc.option(fc.subarray(["a", "b", "c"]), { freq: 3 }),
      given: fc.constantFrom("a", "b", "c"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const secret = { values: [] as readonly string[], at: 0, reads: 0 };
        const history: { at: number; values: readonly string[] }[] = [{ at: -Infinity, values: [] }];
        const check = checkOver(secret);
        for (const { wait, values, given } of steps) {
          secret.at += wait;
          if (values !== null) {
            secret.values = values.map(valueOf);
            history.push({ at: secret.at, values: secret.values });
          }
          const during = (milliseconds: number) => {
            const begun = history.findLastIndex(({ at }) => at <= secret.at - milliseconds);
            return history.slice(Math.max(begun, 0)).map((one) => one.values.includes(valueOf(given)));
          };
          const letIn = await check(valueOf(given));
          if (during(rereadMilliseconds).every(Boolean)) expect(letIn).toBe(true);
          if (!during(lifeMilliseconds).some(Boolean)) expect(letIn).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a function behind CloudFront", () => {
  const surroundings = process.env;
  const sending = jest.spyOn(SecretsManagerClient.prototype as { send: (command: object) => unknown }, "send");
  const user = { sub: "a-sub" };
  const httpApi = (headers?: object) => ({
    version: "2.0",
    headers,
    requestContext: { http: {}, authorizer: { jwt: { claims: user } } },
  });
  const through = httpApi({ "x-origin-verify": valueOf("a") });

  beforeEach(() => {
    process.env = {
      ...surroundings,
      ...commonVariables,
      AWS_REGION: "eu-west-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ORIGIN_SECRET_ARN: secretArn,
      ORIGIN_HEADER_NAME: "x-origin-verify",
    };
    sending.mockReset().mockImplementation(() => Promise.resolve({ SecretString: acceptedString([valueOf("a")]) }));
  });
  afterAll(() => {
    process.env = surroundings;
    sending.mockRestore();
  });

  test.each([
    ["hello", greet],
    ["secure-api", say],
  ])("%s refuses what did not come through it, and says so without a value", async (_, handler) => {
    for (const headers of [undefined, {}, { "x-origin-verify": valueOf("x") }, { "X-Origin-Verify": valueOf("a") }]) {
      const { answer, log } = await invoke(handler, httpApi(headers));
      expect(answer).toEqual({
        statusCode: 403,
        headers: { "content-type": "application/json", "cache-control": "no-store" },
        body: '{"message":"Forbidden"}',
      });
      expect(log[0]).toMatchObject({ message: "refused, not through CloudFront" });
      expect(log.some((line) => "PastCloudFront" in line)).toBe(true);
      expect(JSON.stringify(log)).not.toMatch(/[A-Za-z0-9]{32}/);
    }
    expect((await invoke(handler, through)).answer).toMatchObject({ statusCode: 200 });
    const [command] = sending.mock.calls[0] as [{ readonly input: unknown }];
    expect(command.input).toEqual({ SecretId: secretArn, VersionStage: "ACCEPTED" });
  });

  test("goes by the current version of a secret that Terraform writes, where it is told to, and by no other label", async () => {
    process.env["ORIGIN_SECRET_LABEL"] = "AWSCURRENT";
    const current = await freshHandler();
    const answered = () => Promise.resolve({ SecretString: acceptedString([valueOf("a")]) });
    current.sent.mockImplementation(answered);
    expect((await invoke(current.fresh, through)).answer).toMatchObject({ statusCode: 200 });
    const [command] = current.sent.mock.calls[0] as unknown as [{ readonly input: unknown }];
    expect(command.input).toEqual({ SecretId: secretArn, VersionStage: "AWSCURRENT" });
    process.env["ORIGIN_SECRET_LABEL"] = "AWSPREVIOUS";
    const { fresh, sent } = await freshHandler();
    sent.mockImplementation(answered);
    expect((await invoke(fresh, through)).answer).toMatchObject({ statusCode: 503 });
  });

  test("answers requests of a REST API, whose firewall has asked", async () => {
    const event = { requestContext: { authorizer: { claims: user } }, headers: {} };
    expect((await invoke(say, event)).answer).toMatchObject({ statusCode: 200 });
    expect(sending).not.toHaveBeenCalled();
  });

  test("is open only where neither variable says that it is behind one", async () => {
    delete process.env["ORIGIN_SECRET_ARN"];
    const { fresh } = await freshHandler();
    expect((await invoke(fresh, through)).answer).toMatchObject({ statusCode: 503 });
    delete process.env["ORIGIN_HEADER_NAME"];
    expect((await invoke(fresh, httpApi())).answer).toMatchObject({ statusCode: 200 });
  });

  test.each([
    ["there is no such version", () => Promise.reject(new Error(`denied ${valueOf("a")}`))],
    ["the version is of another form", () => Promise.resolve({ SecretString: `{"HEADERVALUE":"${valueOf("a")}"}` })],
    ["the version is empty", () => Promise.resolve({})],
  ])("lets nobody in where %s", async (_, answered) => {
    const { fresh, sent } = await freshHandler();
    sent.mockImplementation(answered);
    const { answer, log } = await invoke(fresh, through);
    expect(answer).toMatchObject({ statusCode: 503, body: '{"message":"Service Unavailable"}' });
    expect(log.some((line) => "CannotCheckOrigin" in line)).toBe(true);
    expect(JSON.stringify(log)).not.toContain(valueOf("a"));
  });
});

/** secure-api as a new execution environment has it, without anything kept. */
async function freshHandler() {
  let fresh: typeof say | undefined;
  let client: { prototype: { send: (command: object) => unknown } } | undefined;
  await jest.isolateModulesAsync(async () => {
    fresh = (await import("../../../functions/secure-api/handler")).handler;
    client = (await import("@aws-sdk/client-secrets-manager")).SecretsManagerClient as unknown as typeof client;
  });
  if (fresh === undefined || client === undefined) throw new Error("nothing was loaded");
  return { fresh, sent: jest.spyOn(client.prototype, "send") };
}
