import { defaultPolicy, levelOf, readPolicy } from "../../../tools/review/policy";

test("a class without a level keeps the default", () => {
  expect(readPolicy('{"downtime": "stop", "other": "ask"}', "policy.json")).toEqual({
    ...defaultPolicy,
    downtime: "stop",
    other: "ask",
  });
  expect(readPolicy("{}", "policy.json")).toEqual(defaultPolicy);
});

test("what is stronger is a note, whatever the policy; what cannot be told is a weakening", () => {
  expect(levelOf(defaultPolicy, "exposure", "stronger")).toBe("note");
  expect(levelOf(defaultPolicy, "exposure", "cannot tell")).toBe("stop");
});

test("all faults are told at once, each in a sentence", () => {
  const text = '{"exposur": "stop", "downtime": "fail", "toString": 3, "data loss": null}';
  const classes =
    '"data loss", "exposure", "guard lost", "privilege gained", "downtime", "contract", "not reviewable", "other"';
  expect(() => readPolicy(text, "p.json")).toThrow(
    expect.objectContaining({
      exitStatus: 2,
      message: [
        `p.json: "exposur" is no class; give ${classes}`,
        'p.json: the level of "downtime" is "fail"; give "stop", "ask", "note"',
        `p.json: "toString" is no class; give ${classes}`,
        'p.json: the level of "toString" is 3; give "stop", "ask", "note"',
        'p.json: the level of "data loss" is null; give "stop", "ask", "note"',
      ].join("\n"),
    }),
  );
});

test.each([
  ["", "p.json is not JSON"],
  ['{"downtime":', "p.json is not JSON"],
  ["[]", "p.json is not a policy"],
  ["null", "p.json is not a policy"],
  ['"stop"', "p.json is not a policy"],
])("refuses %j", (text, message) => {
  expect(() => readPolicy(text, "p.json")).toThrow(message);
});
