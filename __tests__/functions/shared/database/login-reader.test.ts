import { setTimeout } from "node:timers/promises";
import { keptLogin } from "../../../../functions/shared/database/login-reader";

const logins = (...passwords: string[]) => {
  const read = jest.fn(() => Promise.resolve({ user: "reader", password: passwords.shift() ?? "none" }));
  return { read, kept: keptLogin(read, 50) };
};

test("a login is read once and kept for a while", async () => {
  const { read, kept } = logins("first", "second");
  expect([await kept(false), await kept(false)].map(({ password }) => password)).toEqual(["first", "first"]);
  expect(read).toHaveBeenCalledTimes(1);
  await setTimeout(60);
  expect((await kept(false)).password).toBe("second");
});

test("a login that is refused is read anew, and kept from then on", async () => {
  const { kept } = logins("first", "second");
  await kept(false);
  expect((await kept(true)).password).toBe("second");
  expect((await kept(false)).password).toBe("second");
});

test("the same login is the same object, so that connections are kept, and another is another", async () => {
  const { kept } = logins("first", "first", "second");
  const first = await kept(true);
  expect(await kept(true)).toBe(first);
  expect(await kept(true)).not.toBe(first);
});

test("nothing is kept of a reading that failed", async () => {
  let answers = 0;
  const kept = keptLogin(() =>
    answers++ === 0 ? Promise.reject(new Error("no answer")) : Promise.resolve({ user: "reader", password: "first" }),
  );
  await expect(kept(false)).rejects.toThrow("no answer");
  expect((await kept(false)).password).toBe("first");
});
