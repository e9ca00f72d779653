import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { zipSync } from "fflate";

import { expression } from "../../../../modules/shared/expression";
import { writeHcl } from "../../../../modules/shared/hcl";
import { digestOf } from "../../../../tools/review/digest";
import { reviewOf } from "../../../../tools/review/review";
import {
  type Source,
  onlyEnvironment,
  sourceOf,
  synthesisOf,
  withSource,
} from "../../../../tools/review/source/source";
import { type Scratch, scratchFolder } from "../../../../tools/shared/scratch";
import type { Synthesis } from "../../../../tools/shared/synthesize";
import { lineOf } from "../../../support/plans";
import { writtenSynthesis } from "../../../support/written-synthesis";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("review-source-test");
});

afterEach(() => {
  scratch.remove();
});

type Stacks = Readonly<Record<string, object>>;

const written = (name: string, stacks: Stacks): Synthesis => writtenSynthesis(path.join(scratch.path, name), stacks);
const compared = (base: Stacks, head: Stacks): Source => sourceOf(written("base", base), written("head", head), "it");
const lines = (source: Source): string[] => source.findings.map(lineOf);
const network = (block: object, rest: object = {}): Stacks => ({
  "it-network": { resource: { aws_kms_key: { logs: { description: "Logs", ...block } } }, ...rest },
});

test("a guard against destruction that goes is a guard lost, and its return is stronger", () => {
  const [guarded, open] = [network({ lifecycle: { prevent_destroy: true } }), network({ lifecycle: {} })];
  expect(lines(compared(guarded, open))).toEqual(["guard lost, weaker: key logs, prevent_destroy: on → off"]);
  expect(lines(compared(open, guarded))).toEqual(["guard lost, stronger: key logs, prevent_destroy: off → on"]);
  expect(lines(compared(guarded, guarded))).toEqual([]);
});

test("an attribute that Terraform ignores from now on is no longer put back", () => {
  const [kept, ignored] = [network({ lifecycle: {} }), network({ lifecycle: { ignore_changes: ["policy"] } })];
  expect(lines(compared(kept, ignored))).toEqual([
    "guard lost, weaker: key logs, ignore_changes policy: Terraform puts changes back → ignored",
  ]);
  expect(lines(compared(ignored, kept))).toEqual([
    "guard lost, stronger: key logs, ignore_changes policy: ignored → Terraform puts changes back",
  ]);
});

test("the order of a replacement, its triggers and conditions are said", () => {
  const condition = { condition: "${self.id != null}", error_message: "no id" };
  const before = network({ lifecycle: { create_before_destroy: true, postcondition: [condition] } });
  const after = network({ lifecycle: { replace_triggered_by: ["terraform_data.a"] } });
  expect(lines(compared(before, after))).toEqual([
    "downtime, weaker: key logs, create_before_destroy: on → off",
    "other, neutral: key logs, replace_triggered_by: nothing → terraform_data.a",
    "guard lost, weaker: key logs, postcondition: 1 → 0",
  ]);
});

test("the accounts of the provider, the checks and the default tags of a layer are said", () => {
  const stack = (provider: object, rest: object = {}): Stacks =>
    network({}, { provider: { aws: [provider] }, ...rest });
  const tags = (owner: string) => ({ default_tags: [{ tags: { Owner: owner } }] });
  const before = stack(
    { allowed_account_ids: ["111122223333"], ...tags("a") },
    { check: { leftover: { assert: [] } } },
  );
  expect(lines(compared(before, stack(tags("b"))))).toEqual([
    "guard lost, weaker: stack it-network, allowed_account_ids: 111122223333 → any account",
    "guard lost, weaker: stack it-network, check leftover: checked → nothing",
    "other, neutral: stack it-network, tag Owner of every resource: a → b",
  ]);
});

test("a default tag that changes in several layers is one line, and the digest of no plan has no format", () => {
  const both = (owner: string): Stacks => {
    const stack = { resource: {}, provider: { aws: [{ default_tags: [{ tags: { Owner: owner } }] }] } };
    return { "it-network": stack, "it-edge": stack };
  };
  const source = compared(both("a"), both("b"));
  expect(lines(source)).toEqual([
    "other, neutral: stack it-network, tag Owner of every resource of network and edge: a → b",
  ]);
  const plans = withSource([], source);
  expect(digestOf(plans, reviewOf(plans, { source })).bound).toEqual(["environment it"]);
});

test("the files of a function's package that differ are named", () => {
  const zip = (folder: Synthesis, files: Readonly<Record<string, string>>): void => {
    const place = path.join(folder.outdir, "stacks/it-compute/assets");
    mkdirSync(place, { recursive: true });
    const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
    writeFileSync(path.join(place, "hello.zip"), zipSync(bytes));
  };
  const stacks = (hash: string): Stacks => ({
    "it-compute": {
      resource: { aws_lambda_function: { hello: { filename: "assets/hello.zip", source_code_hash: hash } } },
    },
  });
  const [base, head] = [written("base", stacks("a")), written("head", stacks("b"))];
  zip(base, { "index.mjs": "1", "same.mjs": "x", "old.mjs": "" });
  zip(head, { "index.mjs": "12", "same.mjs": "x", "new.mjs": "" });
  expect(sourceOf(base, head, "it").findings.map(({ meaning }) => meaning)).toEqual([
    "index.mjs changes, 1 to 2 bytes; new.mjs is new; old.mjs is removed: read the change in the pull request.",
  ]);
});

test("a departure that is added, ends later or goes is said with its reason", () => {
  const [base, head] = [written("base", network({})), written("head", network({}))];
  const write = ({ outdir }: Synthesis, departures: readonly object[]): void => {
    writeFileSync(path.join(outdir, "departures.json"), JSON.stringify({ it: departures }));
  };
  write(base, [
    { path: "network.nat", reason: "cheap" },
    { path: "edge.exposure", reason: "trial", until: "2027-01-01" },
    { path: "keepData", reason: "a" },
  ]);
  write(head, [
    { path: "edge.exposure", reason: "trial", until: "2027-02-01" },
    { path: "keepData", reason: "b" },
    { path: "edge.plainHttp", reason: "no domain" },
  ]);
  expect(lines(sourceOf(base, head, "it"))).toEqual([
    "guard lost, weaker: departure edge.exposure: trial (until 2027-01-01) → trial (until 2027-02-01)",
    "guard lost, weaker: departure edge.plainHttp: secure default → no domain",
    "guard lost, neutral: departure keepData: a → b",
    "guard lost, stronger: departure network.nat: cheap → secure default",
  ]);
});

test("two syntheses alone give the changes of each layer in the form of a plan", () => {
  const base: Stacks = {
    "it-network": {
      resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } }, aws_eip: { nat: {} } },
      output: { vpc_id: { value: "${aws_vpc.main.id}" }, old: { value: "x" } },
    },
    "it-compute": {
      resource: { aws_security_group: { app: { vpc_id: "${data.terraform_remote_state.network.outputs.vpc_id}" } } },
    },
  };
  const head: Stacks = {
    "it-network": {
      resource: { aws_vpc: { main: { cidr_block: "10.1.0.0/16" } }, aws_kms_key: { logs: { description: "Logs" } } },
      output: { vpc_id: { value: "${aws_vpc.main.id}" } },
    },
    "it-compute": base["it-compute"] ?? {},
  };
  const source = compared(base, head);
  const changes = (layer: string) =>
    source.planOf(layer).resources.map(({ address, action }) => `${action} ${address}`);
  expect(changes("network")).toEqual(["delete aws_eip.nat", "create aws_kms_key.logs", "replace aws_vpc.main"]);
  expect(changes("compute")).toEqual(["no-op aws_security_group.app"]);
  expect(source.planOf("network").outputs.map(({ name, action }) => `${action} ${name}`)).toEqual([
    "delete old",
    "no-op vpc_id",
  ]);
  expect(source.planOf("compute").resources[0]?.after).toMatchObject({ vpc_id: "${network/aws_vpc.main.id}" });
});

test("a moved block keeps the resource, and a removed block forgets the resource", () => {
  const base = written("base", {
    "it-edge": { resource: { aws_eip: { a: { domain: "vpc" }, b: { domain: "vpc" } } } },
  });
  const head = written("head", { "it-edge": { resource: { aws_eip: { c: { domain: "vpc" } } } } });
  const blocks = [
    { type: "moved", body: { from: expression("aws_eip.a"), to: expression("aws_eip.c") } },
    { type: "removed", body: { from: expression("aws_eip.b"), lifecycle: { destroy: false } } },
  ] as const;
  writeFileSync(path.join(head.outdir, "stacks/it-edge/terraform.tf"), writeHcl(blocks));
  const { resources } = sourceOf(base, head, "it").planOf("edge");
  expect(resources.map(({ address, action, previousAddress }) => [address, action, previousAddress])).toEqual([
    ["aws_eip.b", "forget", undefined],
    ["aws_eip.c", "update", "aws_eip.a"],
  ]);
  expect(resources.map(({ changes }) => changes)).toEqual([expect.anything(), []]);
});

test("a departure of the head turns stop into ask, with its reason, and a finding says construct, setting and line", () => {
  const key = (lifecycle: object) => ({ lifecycle, "//": { metadata: { path: "it-identity/shared/data/key" } } });
  const stacks = (lifecycle: object): Stacks => ({
    "it-identity": { resource: { aws_kms_key: { shared_data_key: key(lifecycle) } } },
  });
  const [base, head] = [written("base", stacks({ prevent_destroy: true })), written("head", stacks({}))];
  const reviewed = (source: Source) => reviewOf(withSource([], source), { areas: [], source });
  const before = reviewed(sourceOf(base, head, "it"));
  expect(before).toMatchObject({ verdict: "stop", findings: [{ rule: "prevent-destroy", level: "stop" }] });
  writeFileSync(
    path.join(head.outdir, "departures.json"),
    JSON.stringify({ it: [{ path: "keepData", reason: "the environment is given up", until: "2027-01-31" }] }),
  );
  const line = { file: "records/it.ts", line: 7 };
  const after = reviewed(sourceOf(base, head, "it", new Map([["keepData", line]])));
  expect(after.findings.filter(({ level }) => level === "stop")).toEqual([]);
  expect(after.verdict).toBe("ask");
  expect(after.findings.map(({ rule }) => rule)).toEqual(["prevent-destroy"]);
  expect(after.findings.find(({ rule }) => rule === "prevent-destroy")).toMatchObject({
    level: "ask",
    constructPath: "it-identity/shared/data/key",
    setting: "keepData",
    line,
    reason: "departure keepData, until 2027-01-31: the environment is given up",
  });
});

test("a folder without a manifest is refused, the folder stacks of a synth is taken, and two environments need a name", () => {
  const both = written("both", { "it-edge": {}, "other-edge": {} });
  expect(() => synthesisOf("--base", path.join(scratch.path, "nowhere"))).toThrow(
    /^--base is .*nowhere, which has no manifest.json; give a folder that npm run synth wrote/,
  );
  expect(synthesisOf("--head", path.join(both.outdir, "stacks")).outdir).toBe(both.outdir);
  expect(() => onlyEnvironment(both, both)).toThrow(
    "the folders have the environments it, other; give --environment NAME",
  );
  expect(() => sourceOf(both, both, "gone")).toThrow("neither folder has the environment gone");
});
