import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { runTools } from "../../support/tools";
import { writtenSynthesis } from "../../support/written-synthesis";

const scratch = mkdtempSync(path.join(tmpdir(), "controls-test-"));

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const layers = ["network", "identity", "compute", "edge"];

const stackOf = (environment: string, layer: string, resource: object) => {
  const tags = { Environment: environment, Layer: layer, Owner: "platform", CostCentre: "web", ManagedBy: "terraform" };
  return { provider: { aws: [{ default_tags: [{ tags }] }] }, resource };
};

/** Every layer of an environment, with resources in the network layer alone. */
const environment = (name: string, network: object): Record<string, object> =>
  Object.fromEntries(
    layers.map((layer) => [`${name}-${layer}`, stackOf(name, layer, layer === "network" ? network : {})]),
  );

const vpc = { aws_vpc: { main_vpc: { cidr_block: "10.0.0.0/16" } } };
const flowLog = { aws_flow_log: { main: { traffic_type: "ALL", vpc_id: "${aws_vpc.main_vpc.id}" } } };

function folderOf(name: string, stacks: Record<string, object>, departures?: object): string {
  const folder = path.join(scratch, name);
  writtenSynthesis(folder, stacks);
  if (departures !== undefined) writeFileSync(path.join(folder, "departures.json"), JSON.stringify(departures));
  return folder;
}

const flowLogs = { path: "network.flowLogs", reason: "paid by the gigabyte | a trial", until: "2027-01-31" };
const three = folderOf(
  "three",
  { ...environment("open", vpc), ...environment("weak", vpc), ...environment("whole", { ...vpc, ...flowLog }) },
  { open: [{ path: "network.egress", reason: "another setting" }], weak: [flowLogs], whole: [] },
);
const withoutDepartures = folderOf("without-departures", environment("weak", vpc));
const oneLayer = folderOf("one-layer", { "weak-network": stackOf("weak", "network", vpc) }, { weak: [flowLogs] });
const ofNobody = folderOf("of-nobody", { "weak-network": stackOf("weak", "network", vpc) }, {});

const env = { PALISADE_TODAY: "2027-01-31" };
const tool = runTools([
  ...["text", "markdown", "json"].map((format) => ({ name: "controls", args: [three, "--format", format], env })),
  { name: "controls", args: ["weak", "whole", three], env },
  { name: "controls", args: ["weak", "--from", three], env: { PALISADE_TODAY: "2027-02-01" } },
  { name: "controls", args: [withoutDepartures], env },
  { name: "controls", args: [oneLayer], env },
  { name: "controls", args: [ofNobody], env },
  { name: "controls", args: ["other", three] },
  { name: "controls", args: [three, "--format", "html"] },
  { name: "controls", args: [three, "--from", oneLayer] },
  { name: "controls", args: [path.join(scratch, "nothing")] },
]);

/** How many controls there are, in words that the number of controls does not change. */
const uncounted = (output: string): string => output.replaceAll(/\d+ checks run/g, "N checks run");

test("prints a fault, a note with the reason of its departure, and no finding for a sound environment", () => {
  const { status, stdout, stderr } = tool("controls", three, "--format", "text");
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(uncounted(stdout)).toBe(`open: 1 fault, 0 notes; N checks run
stacks read: open-network, open-identity, open-compute, open-edge

fault networks-are-recorded: Every VPC has a flow log of all traffic.
  open-network: aws_vpc.main_vpc has no flow log of all traffic.

weak: 0 faults, 1 note; N checks run
stacks read: weak-network, weak-identity, weak-compute, weak-edge

note networks-are-recorded: Every VPC has a flow log of all traffic.
  weak-network: aws_vpc.main_vpc has no flow log of all traffic.
    departure network.flowLogs, until 2027-01-31: paid by the gigabyte | a trial

whole: 0 faults, 0 notes; N checks run
stacks read: whole-network, whole-identity, whole-compute, whole-edge
`);
});

test("writes the same in Markdown", () => {
  const { status, stdout } = tool("controls", three, "--format", "markdown");
  expect(status).toBe(1);
  expect(uncounted(stdout)).toBe(`# open: 1 fault, 0 notes; N checks run

Stacks read: \`open-network\`, \`open-identity\`, \`open-compute\`, \`open-edge\`

| Level | Control | Where | Finding | Reason |
| --- | --- | --- | --- | --- |
| **fault** | \`networks-are-recorded\`<br>Every VPC has a flow log of all traffic. | \`open-network\`<br>\`aws_vpc.main_vpc\` | aws_vpc.main_vpc has no flow log of all traffic. |  |

# weak: 0 faults, 1 note; N checks run

Stacks read: \`weak-network\`, \`weak-identity\`, \`weak-compute\`, \`weak-edge\`

| Level | Control | Where | Finding | Reason |
| --- | --- | --- | --- | --- |
| note | \`networks-are-recorded\`<br>Every VPC has a flow log of all traffic. | \`weak-network\`<br>\`aws_vpc.main_vpc\` | aws_vpc.main_vpc has no flow log of all traffic. | departure network.flowLogs, until 2027-01-31: paid by the gigabyte \\| a trial |

# whole: 0 faults, 0 notes; N checks run

Stacks read: \`whole-network\`, \`whole-identity\`, \`whole-compute\`, \`whole-edge\`
`);
});

test("writes the same in JSON", () => {
  const { status, stdout } = tool("controls", three, "--format", "json");
  expect(status).toBe(1);
  const found = {
    id: "networks-are-recorded",
    guarantee: "Every VPC has a flow log of all traffic.",
    address: "aws_vpc.main_vpc",
    sentence: "aws_vpc.main_vpc has no flow log of all traffic.",
  };
  const { path: setting, reason: text, until } = flowLogs;
  const reports = [
    { subject: "open", faults: 1, notes: 0, findings: [{ ...found, level: "fault", stack: "open-network" }] },
    {
      subject: "weak",
      faults: 0,
      notes: 1,
      findings: [
        { ...found, level: "note", stack: "weak-network", reason: { source: `departure ${setting}`, text, until } },
      ],
    },
    { subject: "whole", faults: 0, notes: 0, findings: [] },
  ];
  expect(JSON.parse(stdout)).toEqual(
    reports.map((report) => ({
      ...report,
      lookedAt: layers.map((layer) => `${report.subject}-${layer}`),
      checks: expect.any(Number) as number,
      notLookedAt: [],
    })),
  );
});

test("checks the named environments, and ends with 0 if there is no fault", () => {
  const { status, stdout } = tool("controls", "weak", "whole", three);
  expect(status).toBe(0);
  expect(stdout.match(/^\w+: .*$/gm)?.map(uncounted)).toEqual([
    "weak: 0 faults, 1 note; N checks run",
    "whole: 0 faults, 0 notes; N checks run",
  ]);
});

test("a departure that has ended excuses nothing, and its reason stands beside the fault", () => {
  const { status, stdout } = tool("controls", "weak", "--from", three);
  expect(status).toBe(1);
  expect(stdout).toContain(`fault networks-are-recorded: Every VPC has a flow log of all traffic.
  weak-network: aws_vpc.main_vpc has no flow log of all traffic.
    ended departure network.flowLogs, until 2027-01-31: paid by the gigabyte | a trial
`);
});

test.each([withoutDepartures, ofNobody])("without departures.json no finding is a note: %#", (folder) => {
  const { status, stdout } = tool("controls", folder);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^weak: 1 fault, 0 notes;/);
});

test("names each control that needs a missing layer, and runs the others", () => {
  const { status, stdout } = tool("controls", oneLayer);
  expect(status).toBe(0);
  const [heading] = stdout.split("\n");
  expect(heading).toMatch(/^weak: 0 faults, 1 note; \d+ checks run, \d+ not run$/);
  expect(stdout).toContain("\nnot run state-places-agree: needs weak-identity, weak-compute\n");
  expect(stdout).toContain("\nnot run tokens-end-soon: needs weak-identity\n");
  expect(stdout).not.toContain("not run networks-are-recorded");
});

test("reports a wrong command line", () => {
  const refused = (...args: string[]) => {
    const { status, stdout, stderr } = tool("controls", ...args);
    return { status, stdout, stderr };
  };
  const stdout = "";
  expect(refused("other", three)).toEqual({
    status: 2,
    stdout,
    stderr: `${three} has no environment other; give one or more of open, weak, whole\n`,
  });
  expect(refused(three, "--format", "html")).toEqual({
    status: 2,
    stdout,
    stderr: "--format is html; give text, markdown, json\n",
  });
  expect(refused(three, "--from", oneLayer)).toEqual({
    status: 2,
    stdout,
    stderr: `the folders are ${oneLayer} and ${three}; give one folder\n`,
  });
  const nothing = path.join(scratch, "nothing");
  expect(refused(nothing)).toEqual({
    status: 1,
    stdout,
    stderr: `${path.join(nothing, "manifest.json")} does not exist; npm run synth writes the file to cdktf.out, or to the folder of CDKTF_OUTDIR\n`,
  });
});
