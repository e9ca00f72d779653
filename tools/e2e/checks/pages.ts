import { ToolError } from "../../shared/errors";
import { expectEqual, type Part } from "../report";
import { request, type Answer } from "./request";

const securityHeaders = {
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^(no-referrer|same-origin|strict-origin)/,
  "content-security-policy": /default-src '(none|self)'/,
};

/** Asks an nginx what the load balancer and a caller would ask it. */
export async function checkPages(part: Part, port: number, healthPath: string): Promise<void> {
  const get = (path: string): Promise<Answer> => request(port, path);

  await part.check("the page answers 200 with HTML and the security headers", async () => {
    const answer = await get("/");
    expectEqual("the status", answer.status, 200);
    if (!/^text\/html/.test(answer.headers["content-type"] ?? "")) throw new ToolError("it is not HTML");
    requireSecurityHeaders(answer);
    return undefined;
  });
  await part.check(`${healthPath} answers 200`, async () => {
    expectEqual("the status", (await get(healthPath)).status, 200);
    return undefined;
  });
  await part.check("an unknown page answers 404, with the security headers", async () => {
    const answer = await get("/no-such-page");
    expectEqual("the status", answer.status, 404);
    requireSecurityHeaders(answer);
    return undefined;
  });
  await part.check("no answer shows nginx's version", async () => {
    for (const path of ["/", "/no-such-page", healthPath]) {
      const { headers, body } = await get(path);
      if (/nginx\/\d/.test(`${String(headers["server"])} ${body}`)) throw new ToolError(`${path} shows the version`);
    }
    return undefined;
  });
  await part.check("a path that leads out of the document root is refused", async () => {
    for (const path of [
      "/../../../etc/passwd",
      "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
      "/..%2f..%2f..%2fetc/passwd",
      "/.git/config",
    ]) {
      const { status, body } = await get(path);
      if ((status !== 400 && status !== 404) || body.includes("root:"))
        throw new ToolError(`${path} answers ${status}`);
    }
    return undefined;
  });
  await part.check("a body over the limit answers 413, and a method that changes something 405", async () => {
    const post = (size: number): Promise<Answer> => request(port, "/", { method: "POST", body: "x".repeat(size) });
    expectEqual("the status for 16 KB", (await post(16_384)).status, 413);
    expectEqual("the status for 10 bytes", (await post(10)).status, 405);
    return undefined;
  });
}

function requireSecurityHeaders({ headers }: Answer): void {
  const wrong = Object.entries(securityHeaders).filter(([name, pattern]) => !pattern.test(String(headers[name] ?? "")));
  if (wrong.length > 0) throw new ToolError(`missing or weak: ${wrong.map(([name]) => name).join(", ")}`);
}
