import { createHash, createHmac } from "node:crypto";
import http from "node:http";
import https from "node:https";

import { SignatureV4 } from "@smithy/signature-v4";

export interface HttpRequest {
  readonly method: string;
  /** Its host is the name that the API is asked by, and that a signature covers. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether the caller shows its client certificate, if the server asks for one. */
  readonly clientCertificate: boolean;
  /** How many seconds an answer may take. @default 10 */
  readonly secondsAtMost?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request. Rejects if nobody answers, with a `code` where there is one. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** A caller's client certificate for mutual TLS, as PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** AWS's core rules block a request without a User-Agent (WAF Developer Guide, "Core rule set": NoUserAgent_HEADER). */
const userAgent = "palisade-smoke";

const secondsForAnAnswer = 10;
const bytesOfAnAnswer = 65_536;

/** Sends over the network, each request over a connection of its own. Follows no redirect: the first answer is judged. */
export function networkSend(clientCertificate?: ClientCertificate): Send {
  return (request) => {
    const { method, url } = request;
    const headers = { "User-Agent": userAgent, ...request.headers };
    const { certificate: cert, key } = (request.clientCertificate ? clientCertificate : undefined) ?? {};
    const timeout = secondsOf(request) * 1000;
    const options = { ...shared, timeout, method, headers, ...(cert && { cert, key }) };
    return answered(url.startsWith("https:") ? https.request(url, options) : http.request(url, options), request);
  };
}

/**
 * Sends everything to one port of this machine, where an emulator of AWS listens, under the host name of the URL. The
 * emulator resolves the name, and a signature stays valid. A header tells the emulator whether the caller used TLS.
 *
 * @param localAddress the address at which the emulator sees the caller
 */
export function emulatorSend(port: number, localAddress = "127.0.0.1"): Send {
  return (request) => {
    const { protocol, host, pathname, search } = new URL(request.url);
    const headers = { ...request.headers, host, "x-forwarded-proto": protocol.replace(":", "") };
    const { method } = request;
    const place = { host: "127.0.0.1", port, localAddress, path: `${pathname}${search}` };
    return answered(http.request({ ...shared, ...place, method, headers }), request);
  };
}

const shared = { agent: false, timeout: secondsForAnAnswer * 1000 } as const;

const secondsOf = ({ secondsAtMost = secondsForAnAnswer }: HttpRequest): number => secondsAtMost;

function answered(sent: http.ClientRequest, request: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    sent.on("response", (response) => {
      answerOf(response).then(resolve, reject);
    });
    sent.on("timeout", () => sent.destroy(timedOut(request)));
    sent.on("error", reject);
    sent.end(request.body);
  });
}

function answerOf(response: http.IncomingMessage): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let body = "";
    const finish = (): void => {
      const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      resolve({
        status: response.statusCode ?? 0,
        headers: Object.fromEntries(headers) as Record<string, string>,
        body,
      });
    };
    response.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
      if (body.length < bytesOfAnAnswer) return;
      finish();
      response.destroy();
    });
    response.on("end", finish);
    response.on("error", reject);
  });
}

function timedOut(request: HttpRequest): Error {
  const { host } = new URL(request.url);
  return Object.assign(new Error(`${host} did not answer within ${secondsOf(request)} s`), { code: "ETIMEDOUT" });
}

/** Signs a request to an API of a Region as an IAM principal. */
export type Sign = (request: HttpRequest, region: string) => Promise<HttpRequest>;

/** An access key, or a function that returns one, such as the AWS SDK's own search. */
type AwsCredentials = ConstructorParameters<typeof SignatureV4>[0]["credentials"];

/** Signature Version 4 for API Gateway. */
export function signer(credentials: AwsCredentials): Sign {
  return async (request, region) => {
    const { protocol, hostname, host, pathname, searchParams } = new URL(request.url);
    const signature = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256 });
    const { headers } = await signature.sign({
      method: request.method,
      protocol,
      hostname,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { ...request.headers, host },
      body: request.body,
    });
    return { ...request, headers };
  };
}

/** Signs as a principal that AWS does not know, with the key of AWS's own examples. */
export const signWrongly: Sign = signer({
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
});

class Sha256 {
  private readonly hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = key === undefined ? createHash("sha256") : createHmac("sha256", bytes(key));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.hash.digest()));
  }

  reset(): void {
    throw new Error("a signature takes a new hash for each of its steps");
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
