import { inParallel } from "../../../tools/shared/in-parallel";

test("keeps the order of the items and never does more than the limit at once", async () => {
  let now = 0;
  let most = 0;
  const results = await inParallel([30, 10, 20, 5], 2, async (milliseconds) => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    now -= 1;
    return milliseconds * 2;
  });
  expect(results).toEqual([60, 20, 40, 10]);
  expect(most).toBe(2);
});

test("fails as a whole when one fails", async () => {
  await expect(
    inParallel([1, 2], 2, (n) => (n === 2 ? Promise.reject(new Error("two")) : Promise.resolve(n))),
  ).rejects.toThrow("two");
});
