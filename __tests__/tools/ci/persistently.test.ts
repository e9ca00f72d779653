import { ApiFault } from "../../../tools/ci/api";
import { persistently } from "../../../tools/ci/persistently";

/** What becomes of a work that meets these faults one after the other, and how long is waited before each next attempt. */
async function meeting(...faults: readonly Error[]): Promise<readonly [string, readonly number[]]> {
  const left = [...faults];
  const waits: number[] = [];
  const work = (): Promise<string> => {
    const fault = left.shift();
    return fault === undefined ? Promise.resolve("done") : Promise.reject(fault);
  };
  const pause = (seconds: number): Promise<void> => {
    waits.push(seconds);
    return Promise.resolve();
  };
  return [await persistently(work, pause).catch((error: unknown) => (error as Error).message), waits];
}

const fault = (status: number | undefined, seconds?: number): ApiFault =>
  new ApiFault(`fault ${status}`, status, seconds);

test.each([
  ["nothing", [], ["done", []]],
  ["a fault of the server", [fault(502)], ["done", [2]]],
  ["a conflict", [fault(409)], ["done", [2]]],
  ["no answer, twice", [fault(undefined), fault(undefined)], ["done", [2, 4]]],
  ["a limit that ends soon", [fault(403, 7)], ["done", [7]]],
  ["a limit that ends late", [fault(429, 3600)], ["fault 429", []]],
  ["four faults", [fault(500), fault(500), fault(500), fault(500)], ["fault 500", [2, 4, 8]]],
  ["a token that may not", [fault(403)], ["fault 403", []]],
  ["something that is not there", [fault(404)], ["fault 404", []]],
  ["a fault of the program", [new Error("of the program")], ["of the program", []]],
] as const)("after %s", async (_, faults, expected) => {
  expect(await meeting(...faults)).toEqual(expected);
});
