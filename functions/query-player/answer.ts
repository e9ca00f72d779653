import * as z from "zod/mini";

/** Of a REST API's proxied request: an id that is given twice is none. */
const event = z.object({
  queryStringParameters: z.object({ id: z.string().check(z.regex(/^\d{1,9}$/)) }),
  multiValueQueryStringParameters: z.nullish(z.object({ id: z.tuple([z.string()]) })),
});

export interface Answer {
  readonly statusCode: 200 | 400 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const headers = { "content-type": "application/json", "cache-control": "no-store" };

/** The player that is asked for; nothing where the request does not name one by a number. */
export function playerOf(given: unknown): number | undefined {
  const parsed = event.safeParse(given);
  return parsed.success ? Number(parsed.data.queryStringParameters.id) : undefined;
}

/** A sentence for the player, or nothing where there is none with that id. */
export const answerOf = (names: readonly string[]): Answer =>
  answer(
    200,
    names.map((name) => `My favorite player is ${name}`),
  );

export const badRequest: Answer = answer(400, { message: "give id, a number of 1 to 9 digits, once" });

/** Says nothing of why: what a database tells is for whoever operates it. */
export const unavailable: Answer = answer(503, { message: "Service Unavailable" });

function answer(statusCode: Answer["statusCode"], body: unknown): Answer {
  return { statusCode, headers, body: JSON.stringify(body) };
}
