import type { Api } from "../apis/api";
import { table } from "../shared/table";
import { type Row, rowTitles, rows } from "./case";

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

/** The summary of a run. A run in which nothing passed is no success. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly notJudged: readonly Row[];
  readonly notSent: readonly Row[];
  /** Rows that were asked for, but that no setting of the environment calls for. */
  readonly notSwitchedOn: readonly Row[];
}

export function summaryOf(results: readonly Result[], asked: readonly Row[] = rows): Summary {
  const count = (verdict: Result["verdict"]): number => results.filter((result) => result.verdict === verdict).length;
  const having = (verdict: Result["verdict"]): Row[] =>
    rows.filter((row) => results.some((result) => result.row === row && result.verdict === verdict));
  return {
    passed: count("as expected"),
    failed: count("mismatch"),
    notJudged: having("not judged"),
    notSent: having("not sent"),
    notSwitchedOn: rows.filter((row) => asked.includes(row) && !results.some((result) => result.row === row)),
  };
}

export const hasPassed = ({ passed, failed }: Summary): boolean => failed === 0 && passed > 0;

export function reportText(results: readonly Result[], asked: readonly Row[] = rows): string {
  const summary = summaryOf(results, asked);
  const { passed, failed, notJudged, notSwitchedOn } = summary;
  const lines = results.map(({ row, api, request, expected, actual, verdict, why }) => [
    row,
    api,
    request,
    expected,
    actual,
    why === undefined ? verdict : `${verdict}: ${why}`,
  ]);
  const unsent = results.filter(({ verdict }) => verdict === "not sent").length;
  return [
    ...(results.length === 0 ? [] : [table(["row", "API", "request", "expected", "actual", "verdict"], lines), ""]),
    ...(notSwitchedOn.length === 0
      ? []
      : [`This environment has no case for ${notSwitchedOn.map((row) => `${row} (${rowTitles[row]})`).join("; ")}.`]),
    ...(notJudged.length === 0 ? [] : [`Not judged, and not counted: ${notJudged.join(", ")}.`]),
    `${passed} as expected, ${failed} not, ${unsent} not sent`,
    "",
  ].join("\n");
}

/** Tokens in the compact form that JSON Web Tokens have, AWS access keys and signatures. */
const shapes = [/eyJ[\w-]{4,}(?:\.[\w-]*){1,4}/g, /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, /Signature=[0-9a-f]{8,}/g];

/** Sorts long secrets first: a secret may be a part of a longer one. */
const longest = (one: string, other: string): number => other.length - one.length;

/** Returns a function that removes every secret from a text: the known ones, and all that looks like one. */
export function redactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = [...new Set(secrets.filter((secret) => secret !== undefined && secret.length >= 4))] as string[];
  const all = known.flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")]);
  const sorted = [...new Set(all)].sort(longest);
  return (text) => {
    const withoutKnown = sorted.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text);
    return shapes.reduce((rest, shape) => rest.replace(shape, "[redacted]"), withoutKnown);
  };
}
