import http from "node:http";
import https from "node:https";

import type { HttpAnswer, HttpRequest, Send } from "./http";

/** What a caller shows to a name with mutual TLS, as PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

const secondsForAnAnswer = 10;
const bytesOfAnAnswer = 65_536;

/** Sends over the network, each request over a connection of its own. Follows no redirect: what answers is what is judged. */
export function networkSend(clientCertificate?: ClientCertificate): Send {
  return (request) =>
    new Promise((resolve, reject) => {
      const { method, url, headers, body } = request;
      const { certificate: cert, key } = (request.clientCertificate ? clientCertificate : undefined) ?? {};
      const options = { method, headers, agent: false, timeout: secondsForAnAnswer * 1000, ...(cert && { cert, key }) };
      const sent = url.startsWith("https:") ? https.request(url, options) : http.request(url, options);
      sent.on("response", (response) => {
        answerOf(response).then(resolve, reject);
      });
      sent.on("timeout", () => sent.destroy(timedOut(request)));
      sent.on("error", reject);
      sent.end(body);
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

function timedOut({ url }: HttpRequest): Error {
  const { host } = new URL(url);
  return Object.assign(new Error(`${host} did not answer within ${secondsForAnAnswer} s`), { code: "ETIMEDOUT" });
}
