import { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { checkOf, credentialHeader } from "./checks";
import { decide, type Check, type Decision } from "./decision";
import { readVariables } from "./environment";
import { keyFetcher } from "./key-fetcher";

const logger = new Logger();

/** Made with the first request, and kept: with it are kept the pool's public keys. */
let known: { readonly check: Check; readonly headerName: string } | undefined;

/** The REST API's Lambda authorizer, for events of type TOKEN and REQUEST (row F3). Its log has no credential. */
export async function handler(event: unknown, context: Context): Promise<Decision> {
  logger.addContext(context);
  try {
    known ??= checks();
    const decision = await decide(event, known.headerName, known.check);
    logger.info("admitted");
    return decision;
  } catch (error) {
    logger.info("refused");
    throw error;
  }
}

function checks() {
  const variables = readVariables(process.env);
  return { check: checkOf(variables, keyFetcher(process.env)), headerName: credentialHeader(variables) };
}
