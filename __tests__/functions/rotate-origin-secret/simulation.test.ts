import fc from "fast-check";
import type { Bounds, Ports } from "../../../functions/rotate-origin-secret/ports";
import { bounds, SimulatedOrigin, type Course, type Delays } from "../../support/simulated-origin";

/** In intervals: one after the other, too early, or as the schedule has it. */
const waits = fc
  .constantFrom({ min: 0, max: 0.1 }, { min: 0, max: 1 }, { min: 1, max: 1.5 })
  .chain((bounds) => fc.array(fc.double({ ...bounds, noNaN: true }), { minLength: 1, maxLength: 12 }));

const courses: fc.Arbitrary<Course> = fc.record({
  seed: fc.integer(),
  places: fc.integer({ min: 1, max: 2 }),
  asking: fc.constantFrom<Course["asking"]>(["firewall"], ["functions"], ["firewall", "functions"]),
  crashes: fc.constantFrom(0, 0.01, 0.02, 0.04),
  rotations: fc.tuple(waits, waits).map((some) => some.flat().slice(0, 14)),
});

/** What a run sees whose function, or whose surroundings, are other than they are said to be. */
async function somebodyIsShutOut(
  delays: Delays,
  functionBounds: Bounds = bounds,
  alter?: (ports: Ports) => Ports,
): Promise<boolean> {
  const { failed, errorInstance } = await fc.check(
    fc.asyncProperty(courses, async (course) => {
      const origin = new SimulatedOrigin(course, delays, functionBounds, alter);
      await origin.run();
      return origin.refusal() === undefined;
    }),
    { numRuns: 300, endOnFailure: true },
  );
  // An error would be a fault of the simulation rather than something that it has seen.
  expect(errorInstance).toEqual(failed ? new Error("Property failed by returning false") : null);
  return failed;
}

test("nobody is ever shut out: whatever any point of presence may send, all of the firewall and every function accepts", async () => {
  await fc.assert(
    fc.asyncProperty(courses, async (course) => {
      const origin = new SimulatedOrigin(course, bounds);
      await origin.run();
      expect(origin.refusal()).toBeUndefined();
      expect(origin.largestSet()).toBeLessThanOrEqual(10);
      expect(origin.overstayed()).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test("whatever came before, two rotations of which nothing fails leave the previous and the current value, no other", async () => {
  await fc.assert(
    fc.asyncProperty(courses, async (course) => {
      const origin = new SimulatedOrigin(course, bounds);
      await origin.run();
      await origin.calmRotation();
      await origin.calmRotation();
      expect(origin.refusal()).toBeUndefined();
      expect(origin.accepted()).toEqual(origin.staged("AWSPREVIOUS", "AWSCURRENT"));
    }),
    { numRuns: 400 },
  );
});

test("an undisturbed run, a rotation an interval, does what it should: the simulation is not one of failures alone", async () => {
  const origin = new SimulatedOrigin(
    { seed: 1, places: 1, asking: ["firewall", "functions"], crashes: 0, rotations: [1, 1, 1, 1, 1] },
    bounds,
  );
  await origin.run();
  expect(origin.rotated()).toBe(5);
  expect(origin.largestSet()).toBe(2);
});

describe("the simulation sees that somebody is shut out", () => {
  test("where a point of presence lags for more than the bound", async () => {
    expect(await somebodyIsShutOut({ ...bounds, lagMilliseconds: bounds.lagMilliseconds * 1.6 })).toBe(true);
  });

  test("where functions go by the stages of the secret, instead of by values that the rotation has them accept", async () => {
    const byStages = (ports: Ports): Ports => ({
      ...ports,
      accepted: {
        ...ports.accepted,
        change: (decide) =>
          ports.accepted.change(async (before) => {
            await decide(before);
            const { stages } = await ports.secret.describe();
            const values = Object.keys(stages).map((version) => ports.secret.value(version));
            const staged = Object.values(stages).map((labels) => labels.length > 0);
            return (await Promise.all(values)).filter(
              (value, index) => value !== undefined && staged[index],
            ) as string[];
          }),
      },
    });
    expect(await somebodyIsShutOut(bounds, bounds, byStages)).toBe(true);
  });

  test("where the firewall takes longer than the bound", async () => {
    expect(await somebodyIsShutOut({ ...bounds, settleMilliseconds: bounds.settleMilliseconds * 20 })).toBe(true);
  });

  test("where the function does not wait for the firewall", async () => {
    expect(await somebodyIsShutOut(bounds, { ...bounds, settleMilliseconds: 0 })).toBe(true);
  });

  test("where a rotation that begins too early drops what came before the current value", async () => {
    expect(await somebodyIsShutOut(bounds, { ...bounds, lagMilliseconds: 0 })).toBe(true);
  });

  test("where the value is sent before it is accepted", async () => {
    const sendFirst = (ports: Ports): Ports => {
      let accept = () => Promise.resolve(false);
      return {
        ...ports,
        probe: () => Promise.resolve("let through"),
        accepted: {
          ...ports.accepted,
          change: (decide) => {
            accept = () => ports.accepted.change(decide);
            return Promise.resolve(true);
          },
        },
        sent: {
          ...ports.sent,
          put: async (value) => {
            await ports.sent.put(value);
            await accept();
          },
        },
      };
    };
    expect(await somebodyIsShutOut(bounds, bounds, sendFirst)).toBe(true);
  });

  test("where the previous value is dropped as soon as the new one is AWSCURRENT", async () => {
    const dropEarly = (ports: Ports): Ports => ({
      ...ports,
      secret: {
        ...ports.secret,
        moveCurrent: async (move) => {
          await ports.secret.moveCurrent(move);
          const value = await ports.secret.value(move.to);
          await ports.accepted.change((accepted) => Promise.resolve(accepted.filter((one) => one === value)));
        },
      },
    });
    expect(await somebodyIsShutOut(bounds, bounds, dropEarly)).toBe(true);
  });
});
