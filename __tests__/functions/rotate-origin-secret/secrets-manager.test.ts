import { ResourceNotFoundException, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { secretStore } from "../../../functions/rotate-origin-secret/secrets-manager";
import { clientThat } from "./client";
import { valueOf } from "./ports";

const SecretId = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:origin-AbCdEf";

function storeOver(answer: Parameters<typeof clientThat>[0]) {
  const client = clientThat(answer);
  return { calls: client.calls, store: secretStore(client as unknown as SecretsManagerClient, SecretId) };
}

test("tells whether rotation is on, and which version has which stages", async () => {
  const stages = { one: ["AWSCURRENT", "FIRST"], two: ["AWSPENDING"] };
  const { store } = storeOver(() => ({ RotationEnabled: true, VersionIdsToStages: stages }));
  expect(await store.describe()).toEqual({ rotationEnabled: true, stages });
  expect(await storeOver(() => ({})).store.describe()).toEqual({ rotationEnabled: false, stages: {} });
});

test("reads one version's value", async () => {
  const { calls, store } = storeOver(() => ({ SecretString: `{"HEADERVALUE":"${valueOf("c")}"}` }));
  expect(await store.value("one")).toBe(valueOf("c"));
  expect(calls).toEqual([["GetSecretValueCommand", { SecretId, VersionId: "one" }]]);
});

test("a version may have no value yet; every other fault is one", async () => {
  const missing = new ResourceNotFoundException({ $metadata: {}, message: "no value" });
  const over = (fault: Error) =>
    storeOver(() => {
      throw fault;
    }).store;
  expect(await over(missing).value("one")).toBeUndefined();
  await expect(over(new Error("denied")).value("one")).rejects.toThrow("denied");
  await expect(storeOver(() => ({ SecretString: "{}" })).store.value("one")).rejects.toThrow("the secret is not of");
  expect(await storeOver(() => ({})).store.value("one")).toBeUndefined();
  const binary = storeOver(() => ({ SecretBinary: Buffer.from("value") })).store;
  await expect(binary.value("one")).rejects.toThrow("the secret is not of");
});

test("gives a version its value, and stages it AWSPENDING alone", async () => {
  const { calls, store } = storeOver(() => ({}));
  await store.putPending("two", valueOf("p"));
  expect(calls).toEqual([
    [
      "PutSecretValueCommand",
      {
        SecretId,
        ClientRequestToken: "two",
        SecretString: `{"HEADERVALUE":"${valueOf("p")}"}`,
        VersionStages: ["AWSPENDING"],
      },
    ],
  ]);
});

test("moves AWSCURRENT from the version that has it", async () => {
  const { calls, store } = storeOver(() => ({}));
  await store.moveCurrent({ to: "two", from: "one" });
  expect(calls).toEqual([
    [
      "UpdateSecretVersionStageCommand",
      { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: "two", RemoveFromVersionId: "one" },
    ],
  ]);
});
