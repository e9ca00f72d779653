import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Context } from "aws-lambda";
import { answer, type Answer } from "./answer";

const logger = new Logger();
const metrics = new Metrics();

/** System D's function behind `GET /secure`. Its log has the request and the status, and nothing of who called. */
export function handler(event: unknown, context: Context): Promise<Answer> {
  logger.addContext(context);
  const answered = answer(event);
  const { statusCode } = answered;
  logger.info("answered", { statusCode });
  metrics.addMetric(statusCode === 200 ? "Authorized" : "WithoutCaller", MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
  return Promise.resolve(answered);
}
