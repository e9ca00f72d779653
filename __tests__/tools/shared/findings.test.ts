import { countsOf, type Finding, type Report, writeFindings } from "../../../tools/shared/findings";

const fault: Finding = {
  id: "a-rule",
  guarantee: "A rule holds.",
  level: "fault",
  stack: "demo-edge",
  sentence: "demo-edge breaks the rule.",
};
const note: Finding = { ...fault, level: "note", reason: { source: "departure edge.x", text: "a trial" } };

const report = (...findings: Finding[]): Report => ({
  subject: "demo",
  lookedAt: ["demo-edge"],
  checks: 2,
  findings,
  notLookedAt: [{ id: "another-rule", reason: "needs demo-network" }],
});

test("faults come before notes, and findings with the same reason show the reason once", () => {
  expect(writeFindings([report(note, fault, { ...note, sentence: "demo-edge breaks it again." })], "text")).toBe(
    `demo: 1 fault, 2 notes; 2 checks run, 1 not run
stacks read: demo-edge

fault a-rule: A rule holds.
  demo-edge: demo-edge breaks the rule.

note a-rule: A rule holds.
  demo-edge: demo-edge breaks the rule.
  demo-edge: demo-edge breaks it again.
    departure edge.x: a trial

not run another-rule: needs demo-network
`,
  );
});

test("Markdown names the controls that were not run, and has no table without findings", () => {
  expect(writeFindings([report()], "markdown")).toBe(
    `# demo: 0 faults, 0 notes; 2 checks run, 1 not run

Stacks read: \`demo-edge\`

Not run:

- \`another-rule\`: needs demo-network
`,
  );
});

test("JSON has the counts beside the findings", () => {
  const reports: unknown = JSON.parse(writeFindings([report(note, fault)], "json"));
  expect(reports).toEqual([{ faults: 1, notes: 1, ...report(fault, note) }]);
  expect(countsOf(report(note))).toEqual({ faults: 0, notes: 1 });
});
