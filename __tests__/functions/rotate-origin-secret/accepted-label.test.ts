import { ResourceNotFoundException, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { acceptedByFunctions } from "../../../functions/rotate-origin-secret/accepted-label";
import { acceptedString } from "../../../functions/shared/accepted-values";
import { clientThat, named } from "./client";
import { valueOf } from "./ports";

const SecretId = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:origin-AbCdEf";
const [a, b, c] = ["a", "b", "c"].map(valueOf) as [string, string, string];

/** The versions of a secret, of which one has the label; nothing can change a version. */
function secretWith(values?: readonly string[]) {
  const versions = new Map<string, string>();
  let labelled: string | undefined;
  if (values !== undefined) versions.set((labelled = "made-before"), acceptedString(values));
  const client = clientThat((command, input) => {
    if (command === "GetSecretValueCommand") {
      if (labelled === undefined) throw new ResourceNotFoundException({ $metadata: {}, message: "no version" });
      return { VersionId: labelled, SecretString: versions.get(labelled) };
    }
    const { ClientRequestToken: version, SecretString: text } = input as Record<string, string>;
    if (version === undefined || text === undefined) throw new Error("an incomplete version");
    const there = versions.get(version);
    if (there !== undefined && there !== text) throw named("ResourceExistsException");
    versions.set(version, text);
    labelled = version;
    return {};
  });
  const accepted = acceptedByFunctions(client as unknown as SecretsManagerClient, SecretId);
  return { accepted, calls: client.calls };
}

test("begins without a version, and accepts nothing", async () => {
  expect(await secretWith().accepted.read()).toEqual([]);
});

test("reads and changes the version with the label of its own, and moves no other label", async () => {
  const { accepted, calls } = secretWith();
  expect(await accepted.change((before) => Promise.resolve([...before, b, a]))).toBe(true);
  expect(await accepted.read()).toEqual([a, b]);
  expect(calls.slice(0, 2)).toEqual([
    ["GetSecretValueCommand", { SecretId, VersionStage: "ACCEPTED" }],
    [
      "PutSecretValueCommand",
      {
        SecretId,
        ClientRequestToken: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        SecretString: acceptedString([a, b]),
        VersionStages: ["ACCEPTED"],
      },
    ],
  ]);
});

test("writes nothing where nothing changes", async () => {
  const { accepted, calls } = secretWith([a, b]);
  expect(await accepted.change(() => Promise.resolve([b, a]))).toBe(false);
  expect(calls).toHaveLength(1);
});

test("of two changes at once neither is lost: who comes second decides anew", async () => {
  const { accepted } = secretWith([a]);
  const adds = (value: string) => accepted.change((before) => Promise.resolve([...before, value]));
  expect(await Promise.all([adds(b), adds(c)])).toEqual([true, true]);
  expect(await accepted.read()).toEqual([a, b, c]);
});

test("every other fault is one, and says nothing of a value", async () => {
  const over = (answer: Parameters<typeof clientThat>[0]) =>
    acceptedByFunctions(clientThat(answer) as unknown as SecretsManagerClient, SecretId);
  const denied = over(() => {
    throw new Error("denied");
  });
  await expect(denied.read()).rejects.toThrow("denied");
  await expect(over(() => ({ SecretString: `{"HEADERVALUE":"${a}"}` })).read()).rejects.toThrow(
    'the version is not of the form {"ACCEPTED":["<32 letters and digits>"]}',
  );
});
