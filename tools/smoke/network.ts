import { resolve4, resolve6 } from "node:dns/promises";
import net from "node:net";
import { Duplex } from "node:stream";
import tls from "node:tls";

import { codeOf } from "./answer";

export type TlsVersion = "TLSv1" | "TLSv1.1" | "TLSv1.2";

export type Handshake =
  | { readonly kind: "accepted" }
  /** By an alert, with TLS's name for it, or by closing the connection without one. */
  | { readonly kind: "refused"; readonly by: string }
  /** This machine did not offer the version: nobody refused it. */
  | { readonly kind: "not offered" }
  /** Nobody answers, or something that is not TLS. */
  | { readonly kind: "no answer"; readonly code: string };

/** The checks of a name or an address below HTTP. */
export interface Network {
  /** Offers one version of TLS alone, and reads the answer. */
  handshake(name: string, version: TlsVersion): Promise<Handshake>;
  /** Opens a TCP connection and ends it. */
  connect(host: string, port: number): Promise<"connected" | "timed out" | { readonly code: string }>;
  /** The addresses of a name; empty where the name does not exist. Rejects where the lookup fails. */
  addresses(name: string): Promise<readonly string[]>;
}

const secondsForAConnection = 5;

/** RFC 8446, 6: the alerts with which a server may refuse a version; `insufficient_security` is about its ciphers. */
const alerts: Readonly<Record<number, string>> = {
  40: "handshake_failure",
  70: "protocol_version",
  71: "insufficient_security",
};

/** RFC 5246, A.1: how a version is written on the wire. */
const onTheWire: Readonly<Record<TlsVersion, number>> = { TLSv1: 0x0301, "TLSv1.1": 0x0302, "TLSv1.2": 0x0303 };

/** The network of this machine. */
export function machineNetwork(port = 443): Network {
  return {
    handshake: (name, version) => handshake({ host: name, port, name }, version),
    connect,
    addresses,
  };
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly name: string;
}

/**
 * Reads the bytes in transit. This machine's hello has the version that is really offered, whatever its OpenSSL is set to
 * allow. The first record that comes back has the answer (RFC 5246, 6.2.1).
 */
function handshake({ host, port, name }: Place, version: TlsVersion): Promise<Handshake> {
  return new Promise((resolve) => {
    const sent: Buffer[] = [];
    const received: Buffer[] = [];
    const connection = net.connect({ host, port, timeout: secondsForAConnection * 1000 });
    const judged = (code: string): void => {
      connection.destroy();
      resolve(outcomeOf(Buffer.concat(sent), Buffer.concat(received), version, code));
    };
    connection.on("timeout", () => {
      judged("ETIMEDOUT");
    });
    connection.on("error", (error) => {
      judged(codeOf(error) ?? "");
    });
    connection.once("connect", () => {
      const through = new Duplex({
        read: () => undefined,
        write: (chunk: Buffer, _, done) => {
          sent.push(chunk);
          connection.write(chunk, done);
        },
      });
      connection.on("data", (chunk: Buffer) => {
        received.push(chunk);
        through.push(chunk);
      });
      connection.on("close", () => {
        judged("ECONNRESET");
      });
      const offered = { minVersion: version, maxVersion: version, ciphers: "DEFAULT:@SECLEVEL=0" } as const;
      try {
        // The certificate does not matter: nothing is sent.
        const secure = tls.connect({ socket: through, servername: name, rejectUnauthorized: false, ...offered });
        secure.on("secureConnect", () => {
          judged("");
        });
        secure.on("error", (error) => {
          judged(codeOf(error) ?? "");
        });
      } catch (error) {
        judged(codeOf(error) ?? "");
      }
    });
  });
}

function outcomeOf(sent: Buffer, received: Buffer, version: TlsVersion, code: string): Handshake {
  if (sent.length === 0) return received.length === 0 && code !== "" ? unsent(code) : { kind: "not offered" };
  const [record, message] = [sent[0], sent[5]];
  if (record !== 22 || message !== 1 || sent.readUInt16BE(9) !== onTheWire[version]) return { kind: "not offered" };
  if (received.length === 0) {
    return code === "ECONNRESET" || code === "EPIPE"
      ? { kind: "refused", by: "an end of the connection" }
      : { kind: "no answer", code };
  }
  if (received[0] === 22 && received[5] === 2 && received.readUInt16BE(9) === onTheWire[version])
    return { kind: "accepted" };
  const alert = received[0] === 21 ? received[6] : undefined;
  const by = alert === undefined ? undefined : alerts[alert];
  if (by !== undefined) return { kind: "refused", by: `alert ${by}` };
  return { kind: "no answer", code: alert === undefined ? "not TLS" : `alert ${alert}` };
}

/** Node.js has codes of its own for a hello that its OpenSSL does not allow. */
const unsent = (code: string): Handshake =>
  code.startsWith("ERR_") ? { kind: "not offered" } : { kind: "no answer", code };

function connect(host: string, port: number): ReturnType<Network["connect"]> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: secondsForAConnection * 1000 });
    const end = (outcome: Awaited<ReturnType<Network["connect"]>>): void => {
      socket.destroy();
      resolve(outcome);
    };
    socket.on("connect", () => {
      end("connected");
    });
    socket.on("timeout", () => {
      end("timed out");
    });
    socket.on("error", (error) => {
      const code = codeOf(error) ?? error.message;
      end(code === "ETIMEDOUT" ? "timed out" : { code });
    });
  });
}

/** Looks the name up in DNS, and not in a file of this machine. */
async function addresses(name: string): Promise<readonly string[]> {
  const all = await Promise.all([resolve4(name).catch(noneOf), resolve6(name).catch(noneOf)]);
  return all.flat();
}

function noneOf(error: unknown): string[] {
  if (["ENODATA", "ENOTFOUND"].includes(codeOf(error) ?? "")) return [];
  throw error;
}
