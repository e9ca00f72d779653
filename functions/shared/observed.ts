import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import type { Context } from "aws-lambda";

/** A handler's log and metrics, for its operator. They hold nothing about the caller. */
export interface Observer {
  readonly logger: Logger;
  readonly count: (event: string) => void;
  /** Records a value for an alarm. The dimensions tell it from others of its name. */
  readonly measure: (name: string, value: number, dimensions: Readonly<Record<string, string>>) => void;
  /** How long the call may still last. */
  readonly remainingMilliseconds: () => number;
}

/**
 * Wraps a handler. Its log has the request's id, it has a trace of its own, and its counts and each cold start are metrics.
 * Neither answers nor errors go into a trace: they may reveal the caller.
 *
 * @param traceRequests whether the handler's own HTTP requests are traced
 */
export function observed<Event, Answer>(
  handle: (event: Event, observer: Observer) => Answer | Promise<Answer>,
  { traceRequests = false } = {},
): (event: Event, context: Context) => Promise<Answer> {
  let tools: Tools | undefined;
  return async (event, context) => {
    tools ??= toolsOf(traceRequests);
    const { logger, metrics, tracer } = tools;
    logger.addContext(context);
    metrics.captureColdStartMetric(context.functionName);
    const endTrace = beginTrace(tracer);
    try {
      return await handle(event, {
        logger,
        count: (name) => metrics.addMetric(name, MetricUnit.Count, 1),
        measure: (name, value, dimensions) => {
          metrics.singleMetric().addDimensions(dimensions).addMetric(name, MetricUnit.NoUnit, value);
        },
        remainingMilliseconds: () => context.getRemainingTimeInMillis(),
      });
    } finally {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      endTrace();
    }
  };
}

interface Tools {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
}

/** Made with the first call, and kept for those that follow. */
function toolsOf(captureHTTPsRequests: boolean): Tools {
  return { logger: new Logger(), metrics: new Metrics(), tracer: new Tracer({ captureHTTPsRequests }) };
}

function beginTrace(tracer: Tracer): () => void {
  if (!tracer.isTracingEnabled()) return () => undefined;
  const parent = tracer.getSegment();
  const own = parent?.addNewSubsegment("## handler");
  if (parent === undefined || own === undefined) return () => undefined;
  tracer.setSegment(own);
  tracer.annotateColdStart();
  tracer.addServiceNameAnnotation();
  return () => {
    own.close();
    tracer.setSegment(parent);
  };
}
