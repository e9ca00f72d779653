import { callerOf } from "./claims";

export interface Answer {
  readonly statusCode: 200 | 401;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const headers = { "content-type": "application/json", "cache-control": "no-store" };

/**
 * What an authorized caller gets. It looks at no token: whoever is in the event was let in by the authorizer
 *. An event with nobody in it comes from a route that has none, and is refused.
 */
export function answer(event: unknown): Answer {
  const user = callerOf(event);
  return user === undefined
    ? { statusCode: 401, headers, body: JSON.stringify({ message: "Unauthorized" }) }
    : { statusCode: 200, headers, body: JSON.stringify({ message: "Authorized request", user }) };
}
