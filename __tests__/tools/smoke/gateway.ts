import http from "node:http";
import type { AddressInfo } from "node:net";

/** What the stand-in leaves out: each makes it answer otherwise than API Gateway. */
export type Fault =
  | "admits nobody"
  | "answers in its own words"
  | "ignores API keys"
  | "ignores scopes"
  | "ignores signatures"
  | "ignores the resource policy"
  | "ignores the throttle"
  | "ignores the token's kind"
  | "ignores tokens"
  | "ignores validation"
  | "is always wrong"
  | "is behind a firewall"
  | "is behind a rate limit"
  | "knows no route";

const claims = (text: object): string => Buffer.from(JSON.stringify(text)).toString("base64url");
const token = (payload: object, signature: string): string =>
  `${claims({ alg: "RS256" })}.${claims(payload)}.${signature}`;

export const tokens = {
  id: token({ token_use: "id", email: "a@example.com" }, "c2lnbmF0dXJlLW9mLWFuLWlkLXRva2Vu"),
  user: token(
    { token_use: "access", scope: "aws.cognito.signin.user.admin", client_id: "password" },
    "c2lnbmF0dXJlLXVzZXI",
  ),
  machine: token({ token_use: "access", scope: "api/read api/write", client_id: "machine" }, "c2lnbmF0dXJlLW1hY2hpbmU"),
  expired: token({ token_use: "id", exp: 1 }, "c2lnbmF0dXJlLWV4cGlyZWQ"),
};

export const apiKey = "key-Zm9yIHRoZSB1c2FnZSBwbGFu";

export interface Gateway {
  readonly url: string;
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Answers as API Gateway does with the example's APIs in front of a function that answers 200; below `/http` and `/rest`. */
export async function startGateway(...faults: readonly Fault[]): Promise<Gateway> {
  const has = (fault: Fault): boolean => faults.includes(fault);
  const requests: string[] = [];
  const counts = new Map<string, number>();
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
      const [status, message] = has("is always wrong") ? [502, "no"] : answer(request, body);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: has("answers in its own words") ? "Go away" : message }));
    });
  });

  function answer(request: http.IncomingMessage, body: string): [number, string] {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const [, kind, ...parts] = pathname.split("/");
    const route = `${request.method ?? ""} /${parts.join("/")}`;
    const shown = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    if (request.headers["x-forwarded-for"] === "198.51.100.7" && !has("ignores the resource policy")) {
      return [403, "User: anonymous is not authorized to perform: execute-api:Invoke with an explicit deny"];
    }
    if (has("is behind a firewall")) return [403, "Forbidden"];
    if (has("knows no route")) return [403, "Missing Authentication Token"];
    if (has("admits nobody")) return [401, "Unauthorized"];
    const refused = kind === "http" ? ofHttp(shown, route) : ofRest(request, shown, route);
    if (refused !== undefined) return refused;
    if (!has("ignores validation")) {
      if (route === "GET /hello" && !searchParams.has("id")) return [400, "Missing required request parameters: [id]"];
      if (route === "POST /orders" && !body.startsWith("{")) return [400, "Invalid request body"];
    }
    const limit = { "GET /secure": 2, "GET /orders/1": 3 }[route];
    const before = counts.get(route) ?? 0;
    counts.set(route, before + 1);
    // Other rows ask each of these routes less often than that.
    if (limit !== undefined && before > limit + 5 && !has("ignores the throttle")) {
      return [429, has("is behind a rate limit") ? "Slow down" : "Too Many Requests"];
    }
    return [
      "GET /hello",
      "POST /orders",
      "GET /orders/1",
      "GET /internal",
      "GET /partner",
      "GET /secure",
      "GET /mine",
    ].includes(route)
      ? [200, `hello ${shown}`]
      : [404, "Not Found"];
  }

  function ofHttp(shown: string, route: string): [number, string] | undefined {
    if (shown !== tokens.machine && shown !== tokens.user && !has("ignores tokens")) return [401, "Unauthorized"];
    if (route === "GET /secure" && shown === tokens.user && !has("ignores scopes")) return [403, "Forbidden"];
    return undefined;
  }

  function ofRest(request: http.IncomingMessage, shown: string, route: string): [number, string] | undefined {
    if (route === "GET /internal") {
      const signed = shown.startsWith("AWS4-HMAC-SHA256 Credential=AKIDOFTHETEST/");
      if (signed || has("ignores signatures")) return undefined;
      return [403, shown === "" ? "Missing Authentication Token" : "Forbidden"];
    }
    if (route === "GET /partner") {
      if (shown === tokens.user || shown === tokens.machine || has("ignores tokens")) return undefined;
      return shown === "" ? [401, "Unauthorized"] : [403, "User is not authorized to access this resource"];
    }
    const scope = { "POST /orders": "api/write", "GET /orders/1": "api/read" }[route];
    if (scope === undefined && route !== "GET /hello") return undefined;
    const valid = ([tokens.id, tokens.user, tokens.machine] as string[]).includes(shown);
    const rightKind = scope === undefined ? shown === tokens.id : shown !== tokens.id;
    if (!valid && !has("ignores tokens")) return [401, "Unauthorized"];
    if (!rightKind && !has("ignores the token's kind") && !has("ignores tokens")) return [401, "Unauthorized"];
    if (scope !== undefined && shown === tokens.user && !has("ignores scopes")) return [403, "Forbidden"];
    if (scope !== undefined && request.headers["x-api-key"] !== apiKey && !has("ignores API keys"))
      return [403, "Forbidden"];
    return undefined;
  }

  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
