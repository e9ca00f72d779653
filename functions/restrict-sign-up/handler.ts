import { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { admit } from "./admission";
import { readVariables } from "./environment";

const logger = new Logger();

/** The user pool's trigger before a sign-up: gives the event back as it came, or refuses. Its log has no address. */
export function handler<E>(event: E, context: Context): Promise<E> {
  logger.addContext(context);
  try {
    admit(event, readVariables(process.env).EMAIL_DOMAINS.split(","));
    logger.info("admitted");
    return Promise.resolve(event);
  } catch (error) {
    logger.info("refused");
    return Promise.reject(error as Error);
  }
}
