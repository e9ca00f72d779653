import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { unzipSync } from "fflate";

import { type Files, textOf } from "../../../tools/handoff/bundle";
import { costsOf } from "../../../tools/handoff/cost";
import { sealedEnvironment } from "../../../tools/handoff/environment";
import { type HandOff, bundleOf } from "../../../tools/handoff/hand-off";
import { readBundle } from "../../../tools/handoff/read-bundle";
import { writeFolder, zipOf } from "../../../tools/handoff/write-bundle";
import { repository } from "../../../tools/shared/repository";
import { scratchFolder } from "../../../tools/shared/scratch";
import { type Synthesis, runSynth } from "../../../tools/shared/synthesize";
import { boundProvider } from "../../../tools/terraform/locate";

const scratch = scratchFolder("handoff-test");
const examples = path.join(repository, "__tests__/support/example-records/index.ts");

/** The example records, and the same with three zones in `demo`. */
let two: Synthesis;
let three: Synthesis;

beforeAll(async () => {
  const records = path.join(scratch.path, "records.ts");
  writeFileSync(
    records,
    `import { environments as all } from ${JSON.stringify(examples)};
export const environments = { ...all, demo: { ...all.demo, network: { zones: 3 } } };`,
  );
  [two, three] = await Promise.all([
    runSynth({ outdir: path.join(scratch.path, "two"), environments: ["demo", "prod"], records: examples }),
    runSynth({ outdir: path.join(scratch.path, "three"), environments: ["demo"], records }),
  ]);
}, 60_000);

const commit = { sha: "0123456789abcdef0123456789abcdef01234567", uncommitted: false };

/** A hand-off of `demo`. */
const ofDemo = (): HandOff => ({ ...ofProduction(), environment: "demo", localState: "a trial" });

const ofProduction = (): HandOff => ({
  product: { name: "palisade", version: "0.1.0" },
  commit,
  synthesis: two,
  environment: "prod",
  provider: boundProvider(),
  unpacked: [],
  verification: readFileSync(path.join(repository, "tools/handoff/verify.sh"), "utf8"),
});

const handedOver = (more: Partial<HandOff> = {}): Files => bundleOf({ ...ofDemo(), ...more });
const inProduction = (more: Partial<HandOff> = {}): Files => bundleOf({ ...ofProduction(), ...more });

const written = (files: Files, name: string): string => {
  const folder = path.join(scratch.path, name);
  writeFolder(files, folder);
  return folder;
};

/** The commands of a page, each as it is pasted. */
const commandsOf = (page: string): string[] => [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) => text);

test("a bundle has the stacks of one environment as they were synthesized, each with its seal and its lock file", () => {
  const files = handedOver();
  expect([...files.keys()].sort()).toEqual(
    [
      "MANIFEST.json",
      "RUNBOOK.md",
      "SHA256SUMS",
      "components.cdx.json",
      "terraform/departures.json",
      "terraform/manifest.json",
      "terraform/stacks/demo-compute/assets/hello_code/current/hello.zip",
      "terraform/stacks/demo-compute/assets/secure_api_code/current/secure-api.zip",
      ...["network", "identity", "compute", "edge"].flatMap((layer) =>
        [".terraform.lock.hcl", "cdk.tf.json", "sealed.tf", "terraform.tf"].map(
          (name) => `terraform/stacks/demo-${layer}/${name}`,
        ),
      ),
      "verify.sh",
    ].sort(),
  );
  for (const { name, file } of two.stacks.filter(({ environment }) => environment === "demo"))
    expect(textOf(files.get(`terraform/stacks/${name}/cdk.tf.json`))).toBe(readFileSync(file, "utf8"));
  expect(textOf(files.get("terraform/departures.json"))).not.toContain('"prod"');
  expect(textOf(files.get("terraform/manifest.json"))).not.toContain("prod-");
});

test("a bundle in a folder verifies, also where the umask lets nobody else read", () => {
  const umask = process.umask(0o077);
  const folder = written(handedOver(), "whole");
  process.umask(umask);
  const { status, stdout } = spawnSync("sh", [path.join(folder, "verify.sh")], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: `whole: ${handedOver().size - 1} files\n` });
  expect(
    [folder, path.join(folder, "terraform"), path.join(folder, "RUNBOOK.md")].map((one) => statSync(one).mode & 0o777),
  ).toEqual([0o755, 0o755, 0o644]);
});

test("the same commit gives the same bytes, as a folder and as a zip", () => {
  const [one, other] = [handedOver(), handedOver()].map((files) => zipOf(files, "demo-0123456789ab"));
  expect(one).toEqual(other);
  expect(unzipSync(one ?? new Uint8Array())["demo-0123456789ab/RUNBOOK.md"]).toEqual(handedOver().get("RUNBOOK.md"));
});

test("a local state stays inside the bundle", () => {
  const { terraform } = JSON.parse(textOf(handedOver().get("terraform/stacks/demo-edge/cdk.tf.json"))) as {
    terraform: { backend: { local: { path: string } } };
  };
  const place = path.posix.join("/bundle/terraform/stacks/demo-edge", terraform.backend.local.path);
  expect(place).toBe("/bundle/state/demo/edge.tfstate");
});

test("the manifest says what the bundle is of, and of what commit", () => {
  const { files, departures, routes, contract, ...rest } = JSON.parse(
    textOf(inProduction().get("MANIFEST.json")),
  ) as Record<string, unknown>;
  expect(rest).toMatchObject({
    format: 1,
    commit: commit.sha,
    environment: "prod",
    account: "123456789012",
    regions: ["eu-west-1", "us-east-1"],
    provider: { version: "5.100.0" },
    webAclCapacityUnits: { "prod-edge-web": expect.any(Number) as number },
  });
  expect(rest).not.toHaveProperty("uncommitted");
  expect(departures).toEqual([]);
  expect([files, routes, contract].map((one) => JSON.stringify(one).length > 500)).toEqual([true, true, true]);
});

test("the runbook's commands run every stack in order, and end at the first failure", () => {
  const commands = commandsOf(textOf(handedOver().get("RUNBOOK.md")));
  const loop = (stacks: string, command: string): string =>
    `(\n  set -e\n  for stack in ${stacks}; do\n    sh verify.sh\n    terraform -chdir=terraform/stacks/$stack init -input=false -lockfile=readonly\n    terraform -chdir=terraform/stacks/$stack ${command}\n  done\n)\n`;
  const up = "demo-network demo-identity demo-compute demo-edge";
  expect(commands).toEqual(
    expect.arrayContaining([
      "sh verify.sh\n",
      loop(up, "apply"),
      loop(up, "plan -input=false -detailed-exitcode"),
      loop(up.split(" ").reverse().join(" "), "destroy"),
    ]),
  );
});

test("production's runbook says what refuses, and its kill switch destroys nothing that refuses", () => {
  const page = textOf(inProduction().get("RUNBOOK.md"));
  expect(page).toContain("| prod-network | `aws_vpc.main_vpc` | Terraform (`prevent_destroy`) |");
  expect(page).toContain("| prod-edge | `aws_lb.public_load_balancer` | AWS (deletion protection) |");
  expect(page).toContain("This bundle refuses: its data is protected.");
  expect(page).toContain("destroy -target=aws_api_gateway_stage.");
  expect(page).not.toMatch(/-target=aws_lb\./);
  expect(page).toContain("| prod-state | local | `state/prod/state.tfstate` |");
});

test("a change that takes a zone away is applied in two rounds, from the bundle alone", () => {
  const previous = readBundle("--previous", written(handedOver({ synthesis: three }), "three zones"));
  const files = handedOver({ previous });
  expect([...files.keys()].filter((name) => name.startsWith("between/"))).toEqual(
    ["cdk.tf.json", "terraform.tf", "sealed.tf", ".terraform.lock.hcl"].map(
      (name) => `between/stacks/demo-network/${name}`,
    ),
  );
  const [commands = ""] = commandsOf(textOf(files.get("CHANGE.md")));
  expect(commands.match(/\S+\/stacks\/\S+ apply$/gm)).toEqual(
    ["between", "terraform", "terraform", "terraform"].map(
      (folder, index) => `-chdir=${folder}/stacks/demo-${["network", "compute", "edge", "network"][index] ?? ""} apply`,
    ),
  );
  expect(textOf(files.get("CHANGE.md"))).toContain("## What the change does\n\n# demo: ask before the apply");
});

test("a bundle without a change says that there is nothing to apply", () => {
  const previous = readBundle("--previous", written(handedOver(), "same"));
  expect(textOf(handedOver({ previous }).get("CHANGE.md"))).toContain("No stack differs: there is nothing to apply.");
});

test("states in files need a reason, and only they", () => {
  expect(() => inProduction({ environment: "demo" })).toThrow("the states of demo are files");
  expect(() => handedOver({ localState: " " })).toThrow("the states of demo are files");
  expect(() => inProduction({ localState: "why" })).toThrow(
    "--local-state is given, and the states of prod are no files; leave it out",
  );
});

test("a bundle of another environment, another format or with another file is no previous bundle", () => {
  const folder = written(handedOver(), "previous");
  expect(() => inProduction({ previous: readBundle("--previous", folder) })).toThrow(
    "--previous is a bundle of demo; give the bundle of prod that is applied now",
  );
  const manifest = path.join(folder, "MANIFEST.json");
  const text = readFileSync(manifest, "utf8");
  writeFileSync(path.join(folder, "verify.sh"), "exit 0\n");
  expect(() => readBundle("--previous", folder)).toThrow("which is not as it was handed over: verify.sh is changed");
  writeFileSync(manifest, text.replace('"format": 1', '"format": 2'));
  expect(() => readBundle("--previous", folder)).toThrow(
    "a bundle of format 2; this version of the product reads format 1",
  );
  expect(() => readBundle("--previous", scratch.path)).toThrow(
    "has no MANIFEST.json; give the folder of an unpacked bundle",
  );
});

test("a signature by an SSH key verifies, and a key that is none is refused", () => {
  const key = path.join(scratch.path, "key");
  spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
  const folder = written(handedOver({ key }), "signed");
  const signers = path.join(scratch.path, "allowed_signers");
  writeFileSync(signers, `maker ${readFileSync(`${key}.pub`, "utf8")}`);
  const command =
    commandsOf(textOf(handedOver({ key }).get("RUNBOOK.md"))).find((text) => text.includes("ssh-keygen")) ?? "";
  const check = () => spawnSync("sh", ["-c", command], { cwd: folder, encoding: "utf8" }).status;
  const before = check();
  writeFileSync(path.join(folder, "SHA256SUMS"), `${readFileSync(path.join(folder, "SHA256SUMS"), "utf8")}x`);
  expect([before, check()]).toEqual([0, 255]);
  expect(() => handedOver({ key: examples })).toThrow("ssh-keygen cannot sign with this key");
  expect(() => handedOver({ key: path.join(scratch.path, "nothing") })).toThrow(
    "which does not exist; give the file of an SSH key",
  );
});

test("the costs of a runbook are those of the settings page", () => {
  const page = readFileSync(path.join(repository, "docs/settings.md"), "utf8");
  const column = { demo: 2, prod: 4 };
  const onPage = (label: string, environment: keyof typeof column): number =>
    Number(new RegExp(`^\\| ${label}.*$`, "m").exec(page)?.[0].split("|")[column[environment]]?.replace("–", "0"));
  // The page counts the key of the state bucket too, which no stack has.
  const rows = [
    "web ACLs",
    "load balancer",
    "NAT gateways",
    "public IPv4",
    "interface endpoints",
    "instances",
    "alarms",
  ];
  for (const environment of ["demo", "prod"] as const) {
    const costs = costsOf(sealedEnvironment(two, environment));
    const computed = (label: string): number => costs.find(({ item }) => item.startsWith(label))?.monthly ?? 0;
    expect(rows.map((row) => [row, computed(row)])).toEqual(rows.map((row) => [row, onPage(row, environment)]));
  }
});
