import { once } from "../../../stacks/layer/once";

test("makes nothing before somebody asks, and nothing twice, not even nothing", () => {
  const made: string[] = [];
  const one = once((): string | undefined => {
    made.push("one");
    return undefined;
  });
  expect(made).toEqual([]);
  expect([one(), one()]).toEqual([undefined, undefined]);
  expect(made).toEqual(["one"]);
});
