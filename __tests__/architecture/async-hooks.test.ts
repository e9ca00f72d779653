import asyncHooks from "node:async_hooks";

test("X-Ray's SDK sets no hook of the process, which every promise of every later test file would pay for", () => {
  const createHook = jest.spyOn(asyncHooks, "createHook");
  jest.requireActual("@aws-lambda-powertools/tracer");
  expect(createHook).not.toHaveBeenCalled();
});
