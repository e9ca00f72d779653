import { callerOf } from "./claims";

export interface Answer {
  readonly statusCode: 200 | 401;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const headers = { "content-type": "application/json", "cache-control": "no-store" };

/**
 * The answer to an authorized caller. It checks no token: the authorizer let in whoever is in the event. An event without a
 * caller comes from a route without an authorizer, and is refused.
 */
export function answer(event: unknown): Answer {
  const user = callerOf(event);
  return user === undefined
    ? { statusCode: 401, headers, body: JSON.stringify({ message: "Unauthorized" }) }
    : { statusCode: 200, headers, body: JSON.stringify({ message: "Authorized request", user }) };
}
