import * as z from "zod/mini";

/** A REST API's proxied request. An id that is given twice is refused. */
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

/** The id of the player that a request asks for; undefined where it gives no number. */
export function playerOf(given: unknown): number | undefined {
  const parsed = event.safeParse(given);
  return parsed.success ? Number(parsed.data.queryStringParameters.id) : undefined;
}

/** A sentence for the player; an empty list where no player has the id. */
export const answerOf = (names: readonly string[]): Answer =>
  answer(
    200,
    names.map((name) => `My favorite player is ${name}`),
  );

export const badRequest: Answer = answer(400, { message: "give id, a number of 1 to 9 digits, once" });

/** Gives no reason: a database's error is for the operator. */
export const unavailable: Answer = answer(503, { message: "Service Unavailable" });

function answer(statusCode: Answer["statusCode"], body: unknown): Answer {
  return { statusCode, headers, body: JSON.stringify(body) };
}
