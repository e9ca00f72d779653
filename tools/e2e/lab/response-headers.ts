import { ToolError } from "../../shared/errors";
import type { Part } from "../report";
import { askFor, type Asking } from "./players";

/** What CloudFront adds to whatever an API answers, also to a refusal. */
const headers = {
  "strict-transport-security": /^max-age=31536000\b/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^strict-origin-when-cross-origin$/,
};

export async function checkResponseHeaders(part: Part, asking: Asking): Promise<void> {
  for (const [query, status] of [
    ["?id=1", 200],
    ["", asking.idToken === undefined ? 400 : 401],
  ] as const) {
    await part.check(`CloudFront gives an answer ${status} the headers that its policy has`, async () => {
      const answer = await askFor(query === "" ? { ...asking, idToken: undefined } : asking, query);
      const wrong = Object.entries(headers).filter(([name, pattern]) => !pattern.test(answer.headers[name] ?? ""));
      if (answer.status !== status) throw new ToolError(`it is answered ${answer.status}`);
      if (wrong.length > 0) throw new ToolError(`missing or weak: ${wrong.map(([name]) => name).join(", ")}`);
      return undefined;
    });
  }
}
