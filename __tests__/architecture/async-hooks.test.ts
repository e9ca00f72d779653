import asyncHooks from "node:async_hooks";

test("X-Ray's SDK sets no hook of the process, which every promise of every later test file would pay for", () => {
  const createHook = jest.spyOn(asyncHooks, "createHook");
  jest.requireActual("@aws-lambda-powertools/tracer");
  expect(createHook).not.toHaveBeenCalled();
});

// It can fail only where other files have run before in the process, as in the whole run.
test("a promise hands on the storage of its own test file alone, which Jest makes for each file", async () => {
  const handedOn = await Promise.resolve().then(() =>
    Object.getOwnPropertySymbols(asyncHooks.executionAsyncResource()).map(({ description }) => description),
  );
  expect(handedOn.filter((description) => description === "kResourceStore").length).toBeLessThanOrEqual(1);
});
