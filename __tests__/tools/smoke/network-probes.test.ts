import type { Api, WebApplication } from "../../../tools/apis/api";
import { scratchFolder } from "../../../tools/shared/scratch";
import type { Account, Instance } from "../../../tools/smoke/account";
import type { Handshake, Network, TlsVersion } from "../../../tools/smoke/network";
import type { SmokeOptions } from "../../../tools/smoke/options";
import { runSmoke } from "../../../tools/smoke/run";
import { exampleApis, restApi } from "../apis/example-environment";
import { behindCloudFront, onTheInternet, trial, text } from "./smoked-environment";

describe("TLS that is too old", () => {
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
});

describe("what is behind CloudFront and the load balancer", () => {
  const name = "internal-web-1.eu-west-1.elb.amazonaws.com";
  const outputs = { web_url: "https://app.example.com", load_balancer_dns_name: name };
  const refused = { code: "ECONNREFUSED" };

  const accountWith = (instances: () => Promise<readonly Instance[]>): Account => ({
    instances,
    secret: () => {
      throw new Error("is not asked");
    },
  });
  const fleet = (...addresses: (string | undefined)[]): Account =>
    accountWith(() =>
      Promise.resolve(
        addresses.map((publicAddress, index) => ({
          id: `i-${index}`,
          ...(publicAddress !== undefined && { publicAddress }),
        })),
      ),
    );

  const networkThat = (
    connect: Network["connect"],
    addresses: Network["addresses"] = () => Promise.resolve([]),
  ): Network => ({
    handshake: () => Promise.reject(new Error("is not asked")),
    connect,
    addresses,
  });

  async function smoke(web: WebApplication, row: "V5" | "V25" | "V26", options: Partial<SmokeOptions>) {
    const results = await runSmoke({
      environment: { apis: [], web },
      outputs,
      credentials: {},
      send: () => Promise.resolve(text(200, "<h1>It works</h1>")),
      only: [row],
      ...options,
    });
    return results.map(({ request, actual, verdict, why }) =>
      [request, actual, verdict, why].filter(Boolean).join("; "),
    );
  }

  describe("an instance with a public address", () => {
    const address = "203.0.113.10";
    const closed: Network["connect"] = (host) => Promise.resolve(host === address ? "timed out" : "connected");
    const of = (account: Account, connect: Network["connect"]) =>
      smoke(trial, "V25", { account, network: networkThat(connect) });

    test("is reached on neither port, while other addresses are reached", async () => {
      const asked: string[] = [];
      const results = await of(fleet(address), (host, port) => (asked.push(`${host}:${port}`), closed(host, port)));
      expect(results).toEqual([
        `TCP 80 of the instances' public addresses; ${address}: timed out; as expected`,
        `TCP 22 of the instances' public addresses; ${address}: timed out; as expected`,
      ]);
      expect(asked).toEqual([
        `${address}:80`,
        "checkip.amazonaws.com:80",
        `${address}:22`,
        "git-codecommit.us-east-1.amazonaws.com:22",
      ]);
    });

    test.each([
      ["is let in", "connected" as const, "connected"],
      ["is refused by the instance itself, behind a group that admits everybody", refused, "ECONNREFUSED"],
    ])("is found where a caller %s", async (_, outcome, told) => {
      const results = await of(fleet(address), (host) => Promise.resolve(host === address ? outcome : "connected"));
      expect(results[0]).toBe(`TCP 80 of the instances' public addresses; ${address}: ${told}; mismatch`);
    });

    test("is not judged from a network that blocks the port", async () => {
      const results = await of(fleet(address), (_, port) =>
        Promise.resolve(port === 22 ? "timed out" : closed(_, port)),
      );
      expect(results[1]).toBe(
        `TCP 22 of the instances' public addresses; ${address}: timed out; not judged; git-codecommit.us-east-1.amazonaws.com does not answer on port 22 either`,
      );
    });

    test("is not judged if no instance runs, or no instance has the address", async () => {
      expect((await of(fleet(), closed))[0]).toContain("not judged; no instance of it-compute-web is in service");
      expect((await of(fleet(undefined), closed))[0]).toContain(
        "not judged; no instance in service has a public address",
      );
    });

    test("is not judged if the page is not served, since nothing may run there", async () => {
      const results = await smoke(trial, "V25", {
        account: fleet(address),
        network: networkThat(closed),
        send: () => Promise.resolve(text(503, "no")),
      });
      expect(results[0]).toContain("not judged; nothing shows that the page is served: GET /: 503");
    });

    test.each([
      ["CredentialsProviderError", "needs AWS credentials"],
      ["UnauthorizedOperation", "AWS refuses the instances: UnauthorizedOperation"],
    ])("is not tested if AWS answers %s", async (error, why) => {
      const account = accountWith(() => Promise.reject(Object.assign(new Error("no"), { name: error })));
      expect((await of(account, closed))[0]).toBe(`TCP 80 of the instances' public addresses; not sent; ${why}`);
    });
  });

  test("private instances have no public address", async () => {
    expect(await smoke(onTheInternet, "V25", { account: fleet(undefined, undefined) })).toEqual([
      "public addresses of the instances; 2 in service: none; as expected",
    ]);
    expect(await smoke(onTheInternet, "V25", { account: fleet(undefined, "203.0.113.10") })).toEqual([
      "public addresses of the instances; 2 in service: 203.0.113.10; mismatch",
    ]);
  });

  describe("an internal load balancer", () => {
    const far: Network["connect"] = () => Promise.resolve("timed out");
    const of = (network: Network, options: Partial<SmokeOptions> = {}) =>
      smoke(behindCloudFront, "V26", { network, ...options });
    const at =
      (...addresses: string[]): Network["addresses"] =>
      () =>
        Promise.resolve(addresses);

    test("has private addresses, and nobody connects", async () => {
      const asked: string[] = [];
      const network = networkThat(
        (host, port) => (asked.push(`${host}:${port}`), far(host, port)),
        at("10.20.0.7", "10.20.1.7"),
      );
      expect(await of(network)).toEqual([
        "TCP 443 of the load balancer's name; private addresses, no connection; as expected",
      ]);
      expect(asked).toEqual(["10.20.0.7:443", "10.20.1.7:443"]);
    });

    test("is found if it has a public address, or accepts a connection", async () => {
      expect((await of(networkThat(far, at("203.0.113.7"))))[0]).toContain(
        "addresses of the internet: 203.0.113.7; mismatch",
      );
      const near = networkThat(() => Promise.resolve("connected"), at("10.20.0.7"));
      expect((await of(near))[0]).toContain("private addresses, connected: 10.20.0.7; mismatch");
      expect((await of(near, { insideVpc: true }))[0]).toContain("not sent; needs a caller outside the VPC");
    });

    test("is not judged if its name does not exist, or cannot be looked up", async () => {
      expect((await of(networkThat(far, at())))[0]).toContain("no address; not judged; the name does not exist");
      const offline = () => Promise.reject(Object.assign(new Error("no"), { code: "ECONNREFUSED" }));
      expect((await of(networkThat(far, offline)))[0]).toContain(
        "no answer: ECONNREFUSED; not judged; the name cannot be looked up",
      );
    });

    test("is not judged if CloudFront serves no page", async () => {
      const send = () => Promise.resolve(text(503, "no"));
      expect((await of(networkThat(far, at("10.20.0.7")), { send }))[0]).toContain(
        "not judged; nothing shows that the page",
      );
    });
  });

  test("nothing is sent to a load balancer that faces the internet", async () => {
    expect(await smoke(onTheInternet, "V26", {})).toEqual([]);
  });

  describe("a load balancer that admits CloudFront's servers alone", () => {
    const prefixList = { ...behindCloudFront, internal: false };
    const of = (connect: Network["connect"]) => smoke(prefixList, "V5", { network: networkThat(connect) });

    test("refuses other connections, while other addresses accept connections on the port", async () => {
      const asked: string[] = [];
      const closed: Network["connect"] = (host, port) => (
        asked.push(`${host}:${port}`),
        Promise.resolve(host === name ? "timed out" : "connected")
      );
      const name = "internal-web-1.eu-west-1.elb.amazonaws.com";
      expect(await of(closed)).toEqual([
        `TCP 443 of the load balancer's name, past CloudFront; ${name}: timed out; as expected`,
      ]);
      expect(asked).toEqual([`${name}:443`, "ec2.eu-west-1.amazonaws.com:443"]);
      expect(await smoke(behindCloudFront, "V5", {})).toEqual([]);
    });

    test("is found if it accepts a connection, and not if its name cannot be looked up, or no address accepts a connection", async () => {
      expect((await of(() => Promise.resolve("connected")))[0]).toContain(".com: connected; mismatch");
      expect((await of(() => Promise.resolve({ code: "ENOTFOUND" })))[0]).toContain(".com: ENOTFOUND; mismatch");
      expect((await of(() => Promise.resolve("timed out")))[0]).toContain(
        "not judged; ec2.eu-west-1.amazonaws.com does not answer on port 443 either",
      );
    });
  });
});
