import type { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { distributionHeader, originsByDistribution } from "../../../functions/rotate-origin-secret/distribution-header";
import { everyPlace } from "../../../functions/rotate-origin-secret/every-place";
import { clientThat, named } from "./client";
import { valueOf } from "./ports";

const [a, b] = [valueOf("a"), valueOf("b")];

type Headers = { HeaderName: string; HeaderValue: string }[] | undefined;
const origin = (Id: string, Items: Headers) => ({
  Id,
  DomainName: `${Id}.example.com`,
  CustomHeaders: { Quantity: Items?.length ?? 0, Items },
});

/** A distribution with two origins, whose ETag is the number of its changes. */
function distributionOf(headers: Headers, fault?: Error) {
  const state = {
    changes: 0,
    fault,
    config: {
      CallerReference: "a-reference",
      Comment: "Kept",
      Origins: {
        Quantity: 2,
        Items: [origin("other", [{ HeaderName: "X-Origin-Verify", HeaderValue: "theirs" }]), origin("api", headers)],
      },
      Enabled: true,
    } as Record<string, unknown>,
  };
  const client = clientThat((command, { IfMatch, DistributionConfig }) => {
    if (command === "GetDistributionCommand")
      return {
        ETag: `e${state.changes}`,
        Distribution: {
          Status: state.changes === 0 ? "Deployed" : "InProgress",
          LastModifiedTime: new Date(1_000 * state.changes),
          DistributionConfig: state.config,
        },
      };
    if (state.fault !== undefined) {
      const { fault } = state;
      state.fault = undefined;
      state.changes++;
      throw fault;
    }
    if (IfMatch !== `e${state.changes}`) throw named("InvalidIfMatchVersion");
    state.config = DistributionConfig as Record<string, unknown>;
    state.changes++;
    return {};
  });
  const place = (...originIds: string[]) =>
    distributionHeader(client as unknown as CloudFrontClient, {
      distributionId: "E123",
      originIds,
      headerName: "X-Origin-Verify",
    });
  return { state, calls: client.calls, place, sent: place("api") };
}

test("reads the header of its own origin, whatever the case of its name, and when the distribution last changed", async () => {
  const { sent } = distributionOf([{ HeaderName: "x-origin-verify", HeaderValue: a }]);
  expect(await sent.read()).toEqual({ values: [a], since: 0 });
  expect(await distributionOf(undefined).sent.read()).toEqual({ values: [undefined], since: 0 });
});

test("changes the header of its own origin, and nothing else of the distribution", async () => {
  const kept = { HeaderName: "X-Kept", HeaderValue: "kept" };
  const { sent, state, calls } = distributionOf([{ HeaderName: "x-origin-verify", HeaderValue: a }, kept]);
  const before = structuredClone(state.config);
  await sent.put(b);
  const [, input] = calls.at(-1) ?? [];
  expect(input).toEqual({
    Id: "E123",
    IfMatch: "e0",
    DistributionConfig: {
      ...before,
      Origins: {
        Quantity: 2,
        Items: [
          origin("other", [{ HeaderName: "X-Origin-Verify", HeaderValue: "theirs" }]),
          origin("api", [kept, { HeaderName: "X-Origin-Verify", HeaderValue: b }]),
        ],
      },
    },
  });
  expect(await sent.isDeployed()).toBe(false);
});

test("changes nothing where the header is as it should be", async () => {
  const { sent, calls } = distributionOf([{ HeaderName: "X-Origin-Verify", HeaderValue: a }]);
  await sent.put(a);
  expect(calls.map(([command]) => command)).toEqual(["GetDistributionCommand"]);
  expect(await sent.isDeployed()).toBe(true);
});

test.each(["PreconditionFailed", "InvalidIfMatchVersion"])("reads anew at %s", async (fault) => {
  const { sent, state } = distributionOf(undefined, named(fault));
  await sent.put(a);
  expect(state.changes).toBe(2);
});

test("says which origin is not there", async () => {
  const { place } = distributionOf(undefined);
  await expect(place("gone").read()).rejects.toThrow("distribution E123 has no origin gone");
});

test("two origins of one distribution get the value by one update, which is not written again", async () => {
  const { place, state, calls } = distributionOf([{ HeaderName: "X-Origin-Verify", HeaderValue: a }]);
  const both = place("api", "other");
  expect(await both.read()).toEqual({ values: ["theirs", a], since: 0 });
  await both.put(b);
  await both.put(b);
  expect(calls.filter(([command]) => command === "UpdateDistributionCommand")).toHaveLength(1);
  expect(state.changes).toBe(1);
  expect(await both.read()).toEqual({ values: [b, b], since: 1_000 });
  expect(await both.isDeployed()).toBe(false);
});

test("one of two origins that has the value already keeps it while the other gets it", async () => {
  const { place, calls } = distributionOf([{ HeaderName: "X-Origin-Verify", HeaderValue: a }]);
  await place("api", "other").put(a);
  const [, input] = calls.at(-1) ?? [];
  expect(input).toMatchObject({
    IfMatch: "e0",
    DistributionConfig: {
      Origins: {
        Items: ["other", "api"].map((id) => origin(id, [{ HeaderName: "X-Origin-Verify", HeaderValue: a }])),
      },
    },
  });
});

test("distributions are places of their own: the last change counts, and all have to be deployed", async () => {
  const one = distributionOf([{ HeaderName: "X-Origin-Verify", HeaderValue: a }]);
  const other = distributionOf(undefined);
  const both = everyPlace([one.place("api"), other.place("api")]);
  expect(await both.read()).toEqual({ values: [a, undefined], since: 0 });
  await both.put(a);
  expect(await both.read()).toEqual({ values: [a, a], since: 1_000 });
  expect([one.state.changes, other.state.changes]).toEqual([0, 1]);
  expect(await both.isDeployed()).toBe(false);
});

test("reads which origins of which distributions have the header", () => {
  expect([...originsByDistribution("E1/rest-api-0a,E2/api,E1/http-api-1b")]).toEqual([
    ["E1", ["rest-api-0a", "http-api-1b"]],
    ["E2", ["api"]],
  ]);
});
