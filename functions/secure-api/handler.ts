import { observed } from "../shared/observed";
import { behindCloudFront, type OriginRefusal } from "../shared/origin-header";
import { readableByPages } from "../shared/pages";
import { answer, type Answer } from "./answer";

/** System D's function behind `GET /secure`. Its log has the request and the status, and nothing about the caller. */
export const handler = observed<unknown, Answer | OriginRefusal>(
  behindCloudFront((event, { logger, count }) => {
    const answered = answer(event);
    const { statusCode } = answered;
    logger.info("answered", { statusCode });
    count(statusCode === 200 ? "Answered" : "WithoutCaller");
    return readableByPages(answered, process.env);
  }),
);
