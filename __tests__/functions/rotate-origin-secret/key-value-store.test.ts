import { CloudFrontKeyValueStoreClient, ResourceNotFoundException } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { keyValueStore } from "../../../functions/rotate-origin-secret/key-value-store";
import { clientThat, named } from "./client";
import { valueOf } from "./ports";

const KvsARN = "arn:aws:cloudfront::111122223333:key-value-store/00000000-0000-0000-0000-000000000000";
const [a, b] = [valueOf("a"), valueOf("b")];

/** A store whose ETag is the number of its changes; `meanwhile` happens before the first write. */
function storeOf(value: string | undefined, meanwhile?: (state: { value: string | undefined }) => void) {
  const state = { value, changes: 0, meanwhile };
  const client = clientThat((command, { IfMatch, Value }) => {
    if (command === "DescribeKeyValueStoreCommand")
      return { ETag: `e${state.changes}`, LastModified: new Date(1_000 * state.changes), Status: "READY" };
    if (command === "GetKeyCommand") {
      if (state.value === undefined) throw new ResourceNotFoundException({ $metadata: {}, message: "no key" });
      return { Value: state.value };
    }
    if (state.meanwhile) {
      state.meanwhile(state);
      state.changes++;
      state.meanwhile = undefined;
    }
    if (IfMatch !== `e${state.changes}`) throw named("ConflictException");
    state.value = Value as string;
    state.changes++;
    return {};
  });
  const sent = keyValueStore(client as unknown as CloudFrontKeyValueStoreClient, { arn: KvsARN, key: "current" });
  return { state, calls: client.calls, sent };
}

test("reads the key, and when the store last changed", async () => {
  expect(await storeOf(a).sent.read()).toEqual({ values: [a], since: 0 });
  expect(await storeOf(undefined).sent.read()).toEqual({ values: [undefined], since: 0 });
});

test("asks for the time after the value: a value put in between never seems older than it is", async () => {
  const { calls, sent } = storeOf(a);
  await sent.read();
  expect(calls.map(([command]) => command)).toEqual(["GetKeyCommand", "DescribeKeyValueStoreCommand"]);
});

test("puts the key with the store's ETag", async () => {
  const { calls, sent, state } = storeOf(undefined);
  await sent.put(a);
  expect(state.value).toBe(a);
  expect(calls.at(-1)).toEqual(["PutKeyCommand", { KvsARN, Key: "current", Value: a, IfMatch: "e0" }]);
});

test("puts nothing that is there: the time of the last change stays", async () => {
  const { calls, sent } = storeOf(a);
  await sent.put(a);
  expect(calls.map(([command]) => command)).toEqual(["DescribeKeyValueStoreCommand", "GetKeyCommand"]);
});

test("reads anew where another key changed in between, or its own", async () => {
  const other = storeOf(a, () => undefined);
  await other.sent.put(b);
  expect([other.state.value, other.state.changes]).toEqual([b, 2]);
  const same = storeOf(a, (state) => {
    state.value = b;
  });
  await same.sent.put(b);
  expect([same.state.value, same.state.changes]).toEqual([b, 1]);
});

test("every fault but a missing key is one", async () => {
  const client = clientThat(() => {
    throw named("AccessDeniedException");
  });
  const sent = keyValueStore(client as unknown as CloudFrontKeyValueStoreClient, { arn: KvsARN, key: "current" });
  await expect(sent.read()).rejects.toThrow("AccessDeniedException");
  await expect(sent.put(a)).rejects.toThrow("AccessDeniedException");
});

test.each([
  ["READY", true],
  [undefined, true],
  ["PROVISIONING", false],
])("a store with the status %s has what was put: %s", async (Status, has) => {
  const client = clientThat(() => ({ Status }));
  const sent = keyValueStore(client as unknown as CloudFrontKeyValueStoreClient, { arn: KvsARN, key: "current" });
  expect(await sent.isDeployed()).toBe(has);
});

test("the store's client signs for every region, without native code (SigV4a)", async () => {
  let asked: { hostname: string; headers: Record<string, string> } | undefined;
  const client = new CloudFrontKeyValueStoreClient({
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a".repeat(40) },
    maxAttempts: 1,
    requestHandler: {
      handle: (request: NonNullable<typeof asked>) => {
        asked = request;
        return Promise.reject(new Error("nobody is asked"));
      },
    },
  });
  const sent = keyValueStore(client, { arn: KvsARN, key: "current" });
  await expect(sent.isDeployed()).rejects.toThrow("nobody is asked");
  expect(asked?.hostname).toBe("111122223333.cloudfront-kvs.global.api.aws");
  expect(asked?.headers["authorization"]).toMatch(/^AWS4-ECDSA-P256-SHA256 /);
  expect(asked?.headers["x-amz-region-set"]).toBe("*");
});
