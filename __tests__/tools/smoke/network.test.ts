import net, { type AddressInfo } from "node:net";
import tls from "node:tls";

import { type TlsVersion, machineNetwork } from "../../../tools/smoke/network";
import { certificateOf, privateKeyPem } from "../../../tools/shared/certificates";

const servers: net.Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listening(server: net.Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "localhost", resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function speakingTls(minVersion: TlsVersion): Promise<number> {
  const authority = await certificateOf({ subject: "CN=localhost", isCa: false });
  const server = tls.createServer({
    cert: authority.pem,
    key: await privateKeyPem(authority),
    minVersion,
    ciphers: "DEFAULT:@SECLEVEL=0",
  });
  return listening(server.on("tlsClientError", () => undefined));
}

/** Answers the same to whatever comes; nothing, and by a reset, where it has no bytes. */
const answering = (...bytes: readonly number[]) =>
  listening(
    net.createServer((socket) => {
      socket
        .on("error", () => undefined)
        .once("data", () => {
          if (bytes.length === 0) socket.resetAndDestroy();
          else socket.end(Buffer.from(bytes));
        });
    }),
  );

const alert = (description: number) => answering(21, 3, 2, 0, 2, 2, description);

const offered = (port: number, version: TlsVersion) => machineNetwork(port).handshake("localhost", version);

describe("a handshake", () => {
  test.each<TlsVersion>(["TLSv1", "TLSv1.1"])(
    "of %s is accepted by a server that has it, and refused by a floor",
    async (version) => {
      expect(await offered(await speakingTls("TLSv1"), version)).toEqual({ kind: "accepted" });
      expect(await offered(await speakingTls("TLSv1.2"), version)).toEqual({
        kind: "refused",
        by: "alert protocol_version",
      });
    },
  );

  test("of TLS 1.2 is accepted at the floor", async () => {
    expect(await offered(await speakingTls("TLSv1.2"), "TLSv1.2")).toEqual({ kind: "accepted" });
  });

  test("is refused by the end of the connection after the ClientHello", async () => {
    expect(await offered(await answering(), "TLSv1.1")).toEqual({ kind: "refused", by: "an end of the connection" });
  });

  test.each([
    [40, { kind: "refused", by: "alert handshake_failure" }],
    [112, { kind: "no answer", code: "alert 112" }],
  ])("is refused by an alert about the version, and not by alert %d", async (code, outcome) => {
    expect(await offered(await alert(code), "TLSv1.1")).toEqual(outcome);
  });

  test("is not refused by a server without TLS, or with another version", async () => {
    const plain = await answering(...Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"));
    expect(await offered(plain, "TLSv1.1")).toEqual({ kind: "no answer", code: "not TLS" });
    const hello12 = await answering(22, 3, 3, 0, 6, 2, 0, 0, 2, 3, 3);
    expect(await offered(hello12, "TLSv1.1")).toEqual({ kind: "no answer", code: "not TLS" });
  });

  test("is no finding if nobody listens", async () => {
    const port = await answering();
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    expect(await offered(port, "TLSv1.1")).toEqual({ kind: "no answer", code: "ECONNREFUSED" });
  });

  test("that this machine does not offer is distinguished from a refused handshake", async () => {
    // As Node.js does where its OpenSSL is set to a higher floor: it says so before anything is sent.
    const connect = jest.spyOn(tls, "connect").mockImplementation(() => {
      throw Object.assign(new Error("no protocols available"), { code: "ERR_SSL_NO_PROTOCOLS_AVAILABLE" });
    });
    try {
      expect(await offered(await answering(), "TLSv1.1")).toEqual({ kind: "not offered" });
    } finally {
      connect.mockRestore();
    }
  });

  test("whose ClientHello has another version counts as not offered", async () => {
    const connect = tls.connect.bind(tls) as (options: tls.ConnectionOptions) => tls.TLSSocket;
    const spy = jest
      .spyOn(tls, "connect")
      .mockImplementation(((options: tls.ConnectionOptions) =>
        connect({ ...options, minVersion: "TLSv1.2", maxVersion: "TLSv1.2" })) as typeof tls.connect);
    try {
      expect(await offered(await speakingTls("TLSv1.2"), "TLSv1.1")).toEqual({ kind: "not offered" });
    } finally {
      spy.mockRestore();
    }
  });
});

test("distinguishes a connection from a refused connection", async () => {
  const port = await answering();
  expect(await machineNetwork().connect("localhost", port)).toBe("connected");
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  expect(await machineNetwork().connect("localhost", port)).toEqual({ code: "ECONNREFUSED" });
});
