import type { Api } from "../apis/api";
import type { Row } from "./case";

export type Verdict = "as expected" | "mismatch" | "not judged" | "not sent";

/** The target of a request: an API, or the web application. */
export type Subject = Api["kind"] | "web";

export interface Outcome {
  /** Empty where nothing was sent. */
  readonly actual: string;
  readonly verdict: Verdict;
  /** What the request needs to be sent, or why the answer is not judged. */
  readonly why?: string;
}

export interface Result extends Outcome {
  readonly row: Row;
  readonly api: Subject;
  /** `GET /hello, no token`. */
  readonly request: string;
  readonly expected: string;
}

/** A check that takes more than one request to a route. */
export interface Probe extends Omit<Result, keyof Outcome> {
  readonly ask: () => Promise<Outcome>;
  /**
   * The probe has a time limit of its own, and runs even after the time for requests is over. @default it does not run then
   */
  readonly endsByItself?: boolean;
}

export const notSent = (why: string): Outcome => ({ actual: "", verdict: "not sent", why });
export const notJudged = (actual: string, why: string): Outcome => ({ actual, verdict: "not judged", why });
export const judgement = (actual: string, asExpected: boolean): Outcome => ({
  actual,
  verdict: asExpected ? "as expected" : "mismatch",
});

/** Caches a result: `work` runs once, however often the result is asked for. */
export function sharedResult<T>(work: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => (known ??= work());
}
