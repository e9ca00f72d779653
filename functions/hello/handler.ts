import { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { greet, type Greeting } from "./greeting";

const logger = new Logger();

/** System E's function: it greets whoever got as far as here, since API Gateway has asked who that is (rows E1, E2). */
export function handler(event: unknown, context: Context): Promise<Greeting> {
  logger.addContext(context);
  const greeting = greet(event);
  logger.info("greeted", { proxied: typeof greeting === "object" && "statusCode" in greeting });
  return Promise.resolve(greeting);
}
