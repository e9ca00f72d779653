/** The origin whose pages a browser lets read an answer, as the REST API's `cors` has it; without it, none. */
export interface PagesVariables {
  readonly ALLOWED_ORIGIN?: string;
}

/**
 * Lets the pages read it. API Gateway adds nothing to what a function answers of a request that it passes on whole; an HTTP
 * API with CORS puts its own header in the place of this one.
 */
export function readableByPages<Answer extends object>(answer: Answer, { ALLOWED_ORIGIN }: PagesVariables): Answer {
  if (ALLOWED_ORIGIN === undefined || !("headers" in answer)) return answer;
  return { ...answer, headers: { ...(answer.headers as object), "access-control-allow-origin": ALLOWED_ORIGIN } };
}
