import { App } from "cdktf";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "../modules/shared/configuration-error";
import { caBundleCheck } from "./environments/ca-bundles";
import { checkEnvironments, type CheckedEnvironments } from "./environments/check";
import type { Environment } from "./environments/schema/environment";
import { requirePlainRecords } from "./environments/plain-records";
import { selectRecords } from "./environments/select";

/**
 * Checks the environments, builds their layers and writes Terraform JSON to `cdktf.out`, with the list of departures,
 * `departures.json`, beside it. When there is a fault it says every one, and writes nothing.
 *
 * Reads `PALISADE_ENVIRONMENTS` (names, separated by commas), `PALISADE_RECORDS` (a module that exports `environments`,
 * in place of this project's own) and `PALISADE_TODAY` (`YYYY-MM-DD`, the day on which departures and certificates are judged).
 */
export async function synthesize(addLayers: (app: App, environment: Environment) => void): Promise<void> {
  const outputFolder = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
  const unfinished = `${outputFolder}.unfinished`;
  try {
    const today = process.env["PALISADE_TODAY"] ?? new Date().toISOString().slice(0, 10);
    const records = await selectRecords(process.env);
    requirePlainRecords(records);
    const checked = checkEnvironments(records, today, await caBundleCheck(records));
    rmSync(unfinished, { recursive: true, force: true });
    const app = new App({ outdir: unfinished, stackTraces: false });
    for (const environment of checked.environments) addLayers(app, environment);
    app.synth();
    writeFileSync(join(unfinished, "departures.json"), `${JSON.stringify(checked.departures, null, 2)}\n`);
    moveInto(outputFolder, unfinished);
    report(checked);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const { faults } = error;
    const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
    process.stderr.write(`${count}; nothing was written.\n${faults.map((fault) => `  ${fault}\n`).join("")}`);
    process.exitCode = 1;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** What a synth writes into the folder of a stack, though not into each. */
const written = ["cdk.tf.json", "terraform.tf", "assets"];

/**
 * Replaces what an earlier synth wrote and keeps what Terraform has put beside it; the folder of a stack that is no
 * longer there goes.
 */
function moveInto(outputFolder: string, unfinished: string): void {
  const oldStacks = join(outputFolder, "stacks");
  const newStacks = join(unfinished, "stacks");
  mkdirSync(oldStacks, { recursive: true });
  const names = readdirSync(newStacks);
  for (const gone of readdirSync(oldStacks).filter((name) => !names.includes(name))) {
    rmSync(join(oldStacks, gone), { recursive: true });
  }
  for (const name of names) {
    for (const entry of written) rmSync(join(oldStacks, name, entry), { recursive: true, force: true });
    moveEntries(join(newStacks, name), join(oldStacks, name));
  }
  rmSync(newStacks, { recursive: true });
  moveEntries(unfinished, outputFolder);
}

function moveEntries(from: string, to: string): void {
  if (!existsSync(to)) mkdirSync(to);
  for (const entry of readdirSync(from)) {
    rmSync(join(to, entry), { recursive: true, force: true });
    renameSync(join(from, entry), join(to, entry));
  }
}

function report({ departures, warnings }: CheckedEnvironments): void {
  const lines = [
    ...Object.entries(departures).flatMap(([name, list]) => [
      list.length === 0
        ? `${name}: no departure from the secure defaults`
        : `${name}: ${list.length} departures from the secure defaults`,
      ...list.map(({ path, reason, until }) => `  ${path}: ${reason}${until === undefined ? "" : ` (until ${until})`}`),
    ]),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
}
