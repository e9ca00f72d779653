import { observed } from "../shared/observed";
import { admit, SignUpRefused } from "./admission";
import { readVariables } from "./environment";

/** The user pool's trigger before a sign-up: returns the event unchanged, or refuses. Its log has no address. */
export const handler = observed((event: unknown, { logger, count }) => {
  try {
    admit(event, readVariables(process.env).EMAIL_DOMAINS.split(","));
    logger.info("admitted");
    count("Admitted");
    return event;
  } catch (error) {
    if (error instanceof SignUpRefused) {
      logger.info("refused");
      count("Refused");
    } else {
      logger.error("cannot decide", { reason: (error as Error).name });
      count("CannotDecide");
    }
    // Cognito shows an error's message to the person who signs up.
    throw new SignUpRefused();
  }
});
