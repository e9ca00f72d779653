import { onceGranted } from "../../../functions/shared/once-granted";

const refusal = (name = "AccessDeniedException") => Object.assign(new Error("is not authorized"), { name });

async function attempted(failures: readonly Error[]) {
  const left = [...failures];
  const pauses: number[] = [];
  const outcome: unknown = await onceGranted(
    () => {
      const failure = left.shift();
      return failure === undefined ? Promise.resolve("done") : Promise.reject(failure);
    },
    { patienceMilliseconds: 6_000, pause: (milliseconds) => Promise.resolve(pauses.push(milliseconds)) },
  ).catch((error: unknown) => error);
  return { outcome, pauses };
}

test("waits for what a new role may do to be known, in the words of each service", async () => {
  expect(await attempted([])).toEqual({ outcome: "done", pauses: [] });
  expect(await attempted([refusal(), refusal("AccessDenied")])).toEqual({ outcome: "done", pauses: [2_000, 2_000] });
});

test("takes a refusal for an answer once its patience is over", async () => {
  const last = refusal();
  expect(await attempted([refusal(), refusal(), refusal(), last, refusal()])).toEqual({
    outcome: last,
    pauses: [2_000, 2_000, 2_000],
  });
});

test("repeats nothing that failed for another reason", async () => {
  const failure = new Error("no such secret");
  expect(await attempted([failure])).toEqual({ outcome: failure, pauses: [] });
});
