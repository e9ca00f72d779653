import type { Api } from "../apis/api";
import type { Row } from "./case";

export type Verdict = "as expected" | "mismatch" | "not judged" | "not sent";

/** What is asked: an API, or the web application. */
export type Subject = Api["kind"] | "web";

export interface Outcome {
  /** Empty where nothing was sent. */
  readonly actual: string;
  readonly verdict: Verdict;
  /** What it needs to be sent, or why it is not judged. */
  readonly why?: string;
}

export interface Result extends Outcome {
  readonly row: Row;
  readonly api: Subject;
  /** `GET /hello, no token`. */
  readonly request: string;
  readonly expected: string;
}

/** Something that one request to a route does not show, and how it is found out. */
export interface Probe extends Omit<Result, keyof Outcome> {
  readonly ask: () => Promise<Outcome>;
  /** It ends by itself, whatever time the requests before it took. @default it is not asked once the time is over */
  readonly endsByItself?: boolean;
}

export const notSent = (why: string): Outcome => ({ actual: "", verdict: "not sent", why });
export const notJudged = (actual: string, why: string): Outcome => ({ actual, verdict: "not judged", why });
export const judgement = (actual: string, asExpected: boolean): Outcome => ({
  actual,
  verdict: asExpected ? "as expected" : "mismatch",
});

/** A result is had once, however many ask for it. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => (known ??= work());
}
