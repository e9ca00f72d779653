import { observed } from "../shared/observed";
import { checkOf, credentialHeader } from "./checks";
import { CannotDecide, decide, Unauthorized, type Check, type Decision } from "./decision";
import { readVariables } from "./environment";
import { keyFetcher } from "./key-fetcher";

/** Made with the first request and kept, and with it the pool's public keys. */
let known: { readonly check: Check; readonly headerName: string } | undefined;

/** The REST API's Lambda authorizer, for events of type TOKEN and REQUEST. Its log has no credential. */
export const handler = observed<unknown, Decision>(
  async (event, { logger, count }) => {
    try {
      known ??= checks();
      const decision = await decide(event, known.headerName, known.check);
      const { Effect: effect } = decision.policyDocument.Statement[0];
      logger.info("decided", { effect });
      count(effect === "Allow" ? "Admitted" : "Forbidden");
      return decision;
    } catch (error) {
      if (error instanceof Unauthorized) {
        logger.info("refused");
        count("Refused");
      } else {
        logger.error("cannot decide", {
          reason: error instanceof CannotDecide ? error.message : (error as Error).name,
        });
        count("CannotDecide");
      }
      throw error;
    }
  },
  { traceRequests: true },
);

function checks() {
  const variables = readVariables(process.env);
  return { check: checkOf(variables, keyFetcher(process.env)), headerName: credentialHeader(variables) };
}
