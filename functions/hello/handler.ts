import { observed } from "../shared/observed";
import { behindCloudFront, type OriginRefusal } from "../shared/origin-header";
import { readableByPages } from "../shared/pages";
import { greet, type Greeting } from "./greeting";

/** System E's function: it greets every caller, since API Gateway has authenticated the caller. */
export const handler = observed<unknown, Greeting | OriginRefusal>(
  behindCloudFront((event, { logger, count }) => {
    const greeting = greet(event);
    logger.info("greeted", { proxied: "statusCode" in greeting });
    count("Greeted");
    return readableByPages(greeting, process.env);
  }),
);
