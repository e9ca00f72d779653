import type { Api, WebApplication } from "../../../tools/apis/api";
import { scratchFolder } from "../../../tools/shared/scratch";
import type { Handshake, Network, TlsVersion } from "../../../tools/smoke/network";
import { runSmoke } from "../../../tools/smoke/run";
import { exampleApis, restApi } from "../apis/example-environment";
import { behindCloudFront, onTheInternet, trial } from "./smoked-environment";

const outputs = { web_url: "https://app.example.com", rest_api_url: "https://api.example.com" };
const refused: Handshake = { kind: "refused", by: "alert protocol_version" };

type Says = Partial<Record<TlsVersion, Handshake>>;

const networkThat = (says: Says, asked: string[] = []): Network => ({
  handshake: (name, version) => {
    asked.push(`${name} ${version}`);
    return Promise.resolve(says[version] ?? { kind: "accepted" });
  },
  connect: () => Promise.reject(new Error("is not asked")),
  addresses: () => Promise.reject(new Error("is not asked")),
});

async function smoke(web: WebApplication, network?: Network, apis: readonly Api[] = []) {
  const results = await runSmoke({
    environment: { apis, web },
    outputs,
    credentials: {},
    send: () => Promise.reject(new Error("is not sent")),
    only: ["V24"],
    ...(network && { network }),
  });
  return results.map(({ api, request, actual, verdict, why }) =>
    [api, request, actual, verdict, why].filter(Boolean).join("; "),
  );
}

/** The REST API of the example, behind a distribution. */
function behind(tlsFloor: boolean): readonly Api[] {
  const scratch = scratchFolder("test");
  const { apis } = exampleApis(scratch.path, [restApi]);
  scratch.remove();
  return apis.map((api) => ({ ...api, distribution: { tlsFloor, ownErrorPages: [] } }));
}

test("every name with a minimum version is tested with older versions, and with TLS 1.2", async () => {
  const asked: string[] = [];
  const floor = networkThat({ TLSv1: refused, "TLSv1.1": refused }, asked);
  expect(await smoke(onTheInternet, floor, behind(true))).toEqual([
    "REST; api.example.com, TLS 1.0 alone offered; refused by alert protocol_version; as expected",
    "REST; api.example.com, TLS 1.1 alone offered; refused by alert protocol_version; as expected",
    "web; app.example.com, TLS 1.0 alone offered; refused by alert protocol_version; as expected",
    "web; app.example.com, TLS 1.1 alone offered; refused by alert protocol_version; as expected",
  ]);
  expect(asked.slice(0, 2)).toEqual(["api.example.com TLSv1", "api.example.com TLSv1.2"]);
});

test.each<[string, WebApplication]>([
  ["a load balancer", onTheInternet],
  ["a distribution", behindCloudFront],
])("finds %s that accepts TLS 1.1", async (_, web) => {
  expect(await smoke(web, networkThat({ TLSv1: refused }))).toEqual([
    "web; app.example.com, TLS 1.0 alone offered; refused by alert protocol_version; as expected",
    "web; app.example.com, TLS 1.1 alone offered; accepted; mismatch",
  ]);
});

test.each<[Handshake, Handshake | undefined, string]>([
  [{ kind: "not offered" }, undefined, "not offered; not judged; the TLS of this machine does not offer TLS 1.0"],
  [
    { kind: "no answer", code: "ETIMEDOUT" },
    undefined,
    "no answer: ETIMEDOUT; not judged; neither an acceptance nor a refusal",
  ],
  [
    refused,
    { kind: "refused", by: "an end of the connection" },
    "refused by alert protocol_version; not judged; nothing shows that any handshake is accepted: TLS 1.2: refused by an end of the connection",
  ],
])("%j proves nothing where TLS 1.2 is %j", async (old, control, told) => {
  const [first] = await smoke(onTheInternet, networkThat({ TLSv1: old, ...(control && { "TLSv1.2": control }) }));
  expect(first).toBe(`web; app.example.com, TLS 1.0 alone offered; ${told}`);
});

test("CloudFront's own name has no minimum version, and the report says so", async () => {
  expect((await smoke(onTheInternet, networkThat({}), behind(false)))[0]).toBe(
    "REST; api.example.com, TLS 1.0 alone offered; not sent; a name of CloudFront's own also accepts TLS older than 1.2, which no setting changes",
  );
});

test("nothing is sent for plain HTTP, or without a network", async () => {
  expect(await smoke(trial, networkThat({}))).toEqual([]);
  expect((await smoke(onTheInternet))[0]).toContain("not sent; needs a network, and not HTTP alone");
});
