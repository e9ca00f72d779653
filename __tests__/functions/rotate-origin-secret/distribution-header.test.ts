import type { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { distributionHeader } from "../../../functions/rotate-origin-secret/distribution-header";
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
  const place = (originId: string) =>
    distributionHeader(client as unknown as CloudFrontClient, {
      distributionId: "E123",
      originId,
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

test("several origins are places of their own: the last change counts, and all have to be deployed", async () => {
  const { place } = distributionOf([{ HeaderName: "X-Origin-Verify", HeaderValue: a }]);
  const both = everyPlace([place("api"), place("other")]);
  expect(await both.read()).toEqual({ values: [a, "theirs"], since: 0 });
  expect(await both.isDeployed()).toBe(true);
  await both.put(b);
  expect(await both.read()).toEqual({ values: [b, b], since: 2_000 });
  expect(await both.isDeployed()).toBe(false);
});
