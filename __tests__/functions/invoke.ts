import type { Context } from "aws-lambda";

interface Invoked {
  readonly answer?: unknown;
  readonly fault?: Error;
  /** What the function wrote, a line each: its log and its metrics. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
}

const context = {
  functionName: "test-function",
  awsRequestId: "a-request",
  memoryLimitInMB: "256",
  getRemainingTimeInMillis: () => 900_000,
} as Context;

/** Calls a handler as Lambda does. */
export async function invoke<E>(handler: (event: E, context: Context) => Promise<unknown>, event: E): Promise<Invoked> {
  const lines: string[] = [];
  const writing = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, "write").mockImplementation((text) => {
      lines.push(String(text));
      return true;
    }),
  );
  const log = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  try {
    return { answer: await handler(event, context), log: log() };
  } catch (fault) {
    return { fault: fault as Error, log: log() };
  } finally {
    for (const one of writing) one.mockRestore();
  }
}

/** The variables that every function has. */
export const commonVariables = { POWERTOOLS_SERVICE_NAME: "test", POWERTOOLS_METRICS_NAMESPACE: "Palisade/test" };
