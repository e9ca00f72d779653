import type { Secret } from "../../../tools/smoke/account";
import { type Watched, minutesAfterwards, minutesOfARotation, watchRotation } from "../../../tools/smoke/rotation";
import { simulatedClock } from "./smoked-environment";

const minute = 60_000;

interface Simulated {
  /** How long until AWSCURRENT moves. @default 6 minutes */
  readonly takes?: number;
  readonly newValue?: string;
  readonly fault?: Partial<Secret>;
}

/** A secret of which a rotation makes `v2` the current version. */
function simulated({ takes = 6 * minute, newValue = "new", fault = {} }: Simulated = {}) {
  const clock = simulatedClock();
  let begun: number | undefined;
  const isRotated = () => begun !== undefined && clock.now() >= begun + takes;
  const secret: Secret = {
    describe: () => Promise.resolve({ rotates: true, current: isRotated() ? "v2" : "v1" }),
    value: (version) => Promise.resolve(version === "v1" ? "old" : newValue),
    rotate: () => {
      begun = clock.now();
      return Promise.resolve("v2");
    },
    ...fault,
  };
  return { clock, secret, since: () => (begun === undefined ? undefined : clock.now() - begun), isRotated };
}

const right = { actual: "200", asExpected: true };
const forbidden = { actual: "403 Forbidden", asExpected: false };

/** Watches one that is asked every second. */
async function watch(
  simulation: ReturnType<typeof simulated>,
  ask: Watched["ask"] = () => Promise.resolve(right),
  until?: number,
) {
  const { clock, secret } = simulation;
  const watched = [{ ask, ...(until !== undefined && { until }) }];
  const [outcome] = await watchRotation({ secret, clock, watched, intervalMilliseconds: 1000 });
  return outcome;
}

test("sends requests from before a rotation until the new value has reached every place, and compares the values", async () => {
  const simulation = simulated();
  expect(await watch(simulation)).toEqual({
    actual: "481 requests: 200 (481); another value after 6 min 0 s",
    verdict: "as expected",
  });
  expect(simulation.since()).toBe((6 + minutesAfterwards) * minute);
});

test.each([
  ["while it rotates", 3 * minute],
  ["once the new value is the current one", 7 * minute],
])("finds one refusal %s", async (_, at) => {
  const simulation = simulated();
  const ask = () => Promise.resolve(simulation.since() === at ? forbidden : right);
  expect(await watch(simulation, ask)).toEqual({
    actual: "481 requests: 200 (480), 403 Forbidden (1); another value after 6 min 0 s",
    verdict: "mismatch",
  });
});

test("finds a value that stays the same", async () => {
  expect(await watch(simulated({ newValue: "old" }))).toEqual({
    actual: "481 requests: 200 (481); the same value after 6 min 0 s",
    verdict: "mismatch",
  });
});

test("ends with a finding if a rotation does not finish", async () => {
  const simulation = simulated({ takes: Infinity });
  expect(await watch(simulation)).toEqual({
    actual: "1201 requests: 200 (1201); the old value is still current",
    verdict: "mismatch",
  });
  expect(simulation.since()).toBe(minutesOfARotation * minute);
});

test("one failed read of the secret is no finding", async () => {
  const simulation = simulated();
  let looks = 0;
  const describe = () => (++looks % 2 === 0 ? Promise.reject(new Error("Throttling")) : simulation.secret.describe());
  const outcome = await watch({ ...simulation, secret: { ...simulation.secret, describe } });
  expect(outcome?.verdict).toBe("as expected");
});

describe("nothing is rotated", () => {
  const untouched = async (fault: Partial<Secret>, ask?: Watched["ask"]) => {
    const rotate = jest.fn(() => Promise.resolve("v2"));
    const outcome = await watch(simulated({ fault: { ...fault, rotate } }), ask);
    expect(rotate).not.toHaveBeenCalled();
    return outcome;
  };

  test.each<[string, Partial<Secret>]>([
    ["the secret's rotation is off", { describe: () => Promise.resolve({ rotates: false, current: "v1" }) }],
    [
      "a rotation has begun and not ended: wait until the rotation ends, or read its log",
      { describe: () => Promise.resolve({ rotates: true, current: "v1", pending: "v0" }) },
    ],
    ["the secret has no value yet", { describe: () => Promise.resolve({ rotates: true }) }],
    [
      "AWS refuses the secret: AccessDeniedException",
      { value: () => Promise.reject(Object.assign(new Error("no"), { name: "AccessDeniedException" })) },
    ],
    [
      "needs AWS credentials",
      { describe: () => Promise.reject(Object.assign(new Error("no"), { name: "CredentialsProviderError" })) },
    ],
  ])("where %s", async (why, fault) => {
    expect(await untouched(fault)).toEqual({ actual: "", verdict: "not sent", why });
  });

  test("if no request is accepted before the rotation", async () => {
    expect(await untouched({}, () => Promise.resolve(forbidden))).toEqual({
      actual: "1 requests: 403 Forbidden (1)",
      verdict: "not judged",
      why: "nothing shows that a valid request is accepted",
    });
  });
});

test("a refusal to rotate is reported", async () => {
  const rotate = () => Promise.reject(Object.assign(new Error("no"), { name: "InvalidRequestException" }));
  expect(await watch(simulated({ fault: { rotate } }))).toEqual({
    actual: "",
    verdict: "not sent",
    why: "AWS refuses the rotation: InvalidRequestException",
  });
});

test("is not judged if the token expires before the rotation ends, and sends no more requests with this token", async () => {
  const simulation = simulated();
  const outcome = await watch(simulation, undefined, simulation.clock.now() + 2 * minute);
  expect([outcome?.actual, outcome?.why]).toEqual([
    "120 requests: 200 (120); another value after 6 min 0 s",
    "the token expired before the rotation ended",
  ]);
});

test("is not judged if the new value cannot be read", async () => {
  const value = (version: string) => (version === "v1" ? Promise.resolve("old") : Promise.reject(new Error("no")));
  expect((await watch(simulated({ fault: { value } })))?.why).toBe("nothing shows that the value has changed");
});

test("a lost request is no refusal, but many lost requests are no proof either", async () => {
  const lost = { actual: "no answer: ETIMEDOUT", asExpected: false, unanswered: true };
  const losing = (every: number) => {
    let sent = 0;
    return () => Promise.resolve(++sent % every === 0 ? lost : right);
  };
  expect((await watch(simulated(), losing(200)))?.verdict).toBe("as expected");
  expect(await watch(simulated(), losing(20))).toMatchObject({
    verdict: "not judged",
    why: "too many requests were not answered",
  });
});
