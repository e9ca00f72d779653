test("errors keep their stack traces; stack traces of non-errors are not formatted", () => {
  jest.requireActual("../../stacks/without-stack-traces");
  const [sentence, ...frames] = new TypeError("it is wrong").stack?.split("\n") ?? [];
  expect(sentence).toBe("TypeError: it is wrong");
  expect(frames[0]).toMatch(/^ {4}at .*without-stack-traces\.test\.ts:\d+:\d+/);
  const reference = { stack: "" };
  Error.captureStackTrace(reference);
  expect(reference.stack).toBe("");
});
