/** The origin whose pages may read an answer in a browser, as in the REST API's `cors`. Without it, no page may. */
export interface PagesVariables {
  readonly ALLOWED_ORIGIN?: string;
}

/**
 * Adds the header that lets the pages read an answer. API Gateway adds nothing to a function's answer to a proxied request.
 * An HTTP API with CORS overrides this header with its own.
 */
export function readableByPages<Answer extends object>(answer: Answer, { ALLOWED_ORIGIN }: PagesVariables): Answer {
  if (ALLOWED_ORIGIN === undefined || !("headers" in answer)) return answer;
  return { ...answer, headers: { ...(answer.headers as object), "access-control-allow-origin": ALLOWED_ORIGIN } };
}
