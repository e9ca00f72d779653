import { ToolError } from "../../shared/errors";
import type { Result } from "../../smoke/result";
import type { AnswersOtherwise } from "../limits/limit";
import { limitsOf, useLimit } from "../limits/use";
import type { Part } from "../report";
import type { Run } from "../run";
import type { Site } from "../site";

/**
 * Tells each answer by its row: a check that passed or failed, or what is not proved, since it was not sent, shows nothing
 * by itself, or the emulator is known to answer it otherwise than AWS.
 */
export async function judgeAnswers(run: Run, part: Part, site: Site, results: readonly Result[]): Promise<void> {
  const limits = limitsOf(run, site, "answers otherwise");
  for (const result of results) {
    const { row, api, request, expected, actual, verdict, why } = result;
    const name = `${row}, ${api} API: ${request}`;
    const limit = verdict === "mismatch" ? limits.find((one) => isAbout(one, result)) : undefined;
    if (limit !== undefined) useLimit(run, part, limit, name);
    if (limit !== undefined) part.notProved(name, `${expected} expected, ${actual} answered: ${limit.reason}`);
    else if (verdict === "not sent" || verdict === "not judged") part.notProved(name, why ?? "");
    else {
      await part.check(name, () => {
        if (verdict !== "as expected") throw new ToolError(`${expected} expected, ${actual} answered`);
        return actual;
      });
    }
  }
}

const isAbout = ({ what, api, request, answer }: AnswersOtherwise, result: Result): boolean =>
  what === result.row && api === result.api && result.request.includes(request) && answer.test(result.actual);
