import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { handler } from "../../../functions/measure-secret-age/handler";
import { commonVariables, invoke } from "../invoke";

const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-Ab12Cd`;

const surroundings = process.env;
interface Command {
  readonly input: { readonly SecretId: string };
}
const asked = jest.spyOn(SecretsManagerClient.prototype, "send") as unknown as jest.SpyInstance<
  Promise<object>,
  [command: Command]
>;
beforeEach(() => {
  process.env = { ...surroundings, ...commonVariables, SECRETS: `one=${arn("one")},other=${arn("other")}` };
});
afterAll(() => {
  process.env = surroundings;
  asked.mockRestore();
});

const answer = (describe: (secretId: string) => object) => {
  asked.mockImplementation(({ input }) => Promise.resolve().then(() => describe(input.SecretId)));
};
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test("measures how long ago each secret was rotated, and reads no value", async () => {
  answer((secretId) => ({ LastRotatedDate: daysAgo(secretId === arn("one") ? 2 : 5) }));
  const { log, fault } = await invoke(handler, {});
  expect(fault).toBeUndefined();
  const measured = log.filter((line) => "DaysSinceRotation" in line);
  expect(measured.map(({ secretName, DaysSinceRotation: days }) => [secretName, Math.round(Number(days))])).toEqual([
    ["one", 2],
    ["other", 5],
  ]);
  expect(asked.mock.calls.map(([command]) => command.constructor.name)).toEqual([
    "DescribeSecretCommand",
    "DescribeSecretCommand",
  ]);
});

test("measures the others where one cannot be described, and fails so that its alarm tells", async () => {
  answer((secretId) => {
    if (secretId === arn("one")) throw new Error("gone");
    return { CreatedDate: daysAgo(1) };
  });
  const { log, fault } = await invoke(handler, {});
  expect(fault?.message).toBe("the age of one is not known");
  expect(log.filter((line) => "DaysSinceRotation" in line).map(({ secretName }) => secretName)).toEqual(["other"]);
});
