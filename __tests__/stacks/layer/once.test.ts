import { once } from "../../../stacks/layer/once";

test("makes a value at the first request, and once, also if the value is undefined", () => {
  const made: string[] = [];
  const one = once((): string | undefined => {
    made.push("one");
    return undefined;
  });
  expect(made).toEqual([]);
  expect([one(), one()]).toEqual([undefined, undefined]);
  expect(made).toEqual(["one"]);
});
