import { App } from "cdktf";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "../modules/shared/configuration-error";
import { LambdaFunction } from "../modules/shared/lambda-function";
import { caBundleCheck } from "./environments/ca-bundles";
import { checkEnvironments, type CheckedEnvironments } from "./environments/check";
import { requirePlainRecords } from "./environments/plain-records";
import { runtimeWarnings } from "./environments/runtime-warnings";
import type { Environment } from "./environments/schema/environment";
import { loadRecords, selectRecords } from "./environments/select";
import { layers } from "./layer/layer";
import { moveInto, unfinishedFolder } from "./output-folder";
import { today, todayFaults } from "./today";

/**
 * Checks the environments, builds their layers and writes Terraform JSON to `cdktf.out`, with the list of departures,
 * `departures.json`, beside it. If there are faults, it reports all of them and writes nothing.
 *
 * Reads `CDKTF_OUTDIR` (the folder to write to), `PALISADE_ENVIRONMENTS` (names, separated by commas), `PALISADE_RECORDS` (a
 * module that exports `environments`, in place of this project's own) and `PALISADE_TODAY` (`YYYY-MM-DD`, the day on which
 * departures, certificates and the functions' runtime are judged).
 */
export async function synthesize(addLayers: (app: App, environment: Environment) => void): Promise<void> {
  // CDKTF calls `util.isArray`. Node.js 22 and later warn of it on standard error. CDK Terrain does not call it.
  process.noDeprecation = true;
  const outputFolder = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
  let unfinished: string | undefined;
  try {
    const day = today();
    ConfigurationError.throwIfAny(todayFaults(day));
    const all = await loadRecords(process.env["PALISADE_RECORDS"]);
    const records = selectRecords(all, process.env["PALISADE_ENVIRONMENTS"]);
    requirePlainRecords(records);
    const checked = checkEnvironments(records, day, await caBundleCheck(records));
    unfinished = unfinishedFolder(outputFolder);
    const app = new App({ outdir: unfinished, stackTraces: false });
    for (const environment of checked.environments) addLayers(app, environment);
    app.synth();
    const others = Object.keys(all).filter((name) => !Object.hasOwn(records, name));
    const departures = { ...departuresOfOthers(outputFolder, others), ...checked.departures };
    writeFileSync(join(unfinished, "departures.json"), `${JSON.stringify(departures, null, 2)}\n`);
    const isOfAnother = (stack: string) => others.some((name) => layers.some((layer) => stack === `${name}-${layer}`));
    const withFunctions = checked.environments.filter((environment) => hasFunctions(app, environment));
    const warnings = [...checked.warnings, ...runtimeWarnings(withFunctions, day)];
    report({ ...checked, warnings }, await moveInto(outputFolder, unfinished, isOfAnother));
  } catch (error) {
    const faults = faultsOf(error);
    if (faults === undefined) throw error;
    const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
    process.stderr.write(`${count}; nothing was written.\n${faults.map((fault) => `  ${fault}\n`).join("")}`);
    process.exitCode = 1;
  } finally {
    if (unfinished !== undefined) rmSync(unfinished, { recursive: true, force: true });
  }
}

function hasFunctions(app: App, { name }: Environment): boolean {
  const stacks = layers.flatMap((layer) => app.node.tryFindChild(`${name}-${layer}`) ?? []);
  return stacks.some((stack) => stack.node.findAll().some((node) => node instanceof LambdaFunction));
}

/** The departures of environments that this synth does not make, as an earlier synth wrote them. */
function departuresOfOthers(outputFolder: string, environments: readonly string[]): object {
  try {
    const known = JSON.parse(readFileSync(join(outputFolder, "departures.json"), "utf8")) as object;
    return Object.fromEntries(Object.entries(known).filter(([name]) => environments.includes(name)));
  } catch {
    return {};
  }
}

/** The faults to report. Undefined for a defect of the program: its stack trace names the place. */
function faultsOf(error: unknown): readonly string[] | undefined {
  if (error instanceof ConfigurationError) return error.faults;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || path === undefined || syscall === undefined) return undefined;
  return [`${path}: the operating system refuses ${syscall} (${code}); ${remedies[code] ?? "check the file system"}`];
}

const remedies: Readonly<Record<string, string>> = {
  EACCES: "give the user who runs the synth access, or name another folder by CDKTF_OUTDIR",
  EPERM: "give the user who runs the synth access, or name another folder by CDKTF_OUTDIR",
  EROFS: "name a folder that can be written to by CDKTF_OUTDIR",
  ENOSPC: "the disk is full: free some space, or name a folder of another disk by CDKTF_OUTDIR",
  EDQUOT: "the quota of the disk is used up: free some space, or name another folder by CDKTF_OUTDIR",
  ENOENT: "the file is missing: restore the file from the repository, or run npm ci if the file belongs to a package",
  ENOTDIR: "a file has the path of a needed folder: remove the file, or name another folder by CDKTF_OUTDIR",
  EEXIST: "a file has the path of a needed folder: remove the file, or name another folder by CDKTF_OUTDIR",
};

/** Writes to standard output: the CDKTF command line shows standard error as errors. */
function report({ departures, warnings }: CheckedEnvironments, former: readonly string[]): void {
  const lines = [
    ...Object.entries(departures).flatMap(([name, list]) => [
      list.length === 0
        ? `${name}: no departure from the secure defaults`
        : `${name}: ${list.length} departures from the secure defaults`,
      ...list.map(({ path, reason, until }) => `  ${path}: ${reason}${until === undefined ? "" : ` (until ${until})`}`),
    ]),
    ...warnings.map((warning) => `warning: ${warning}`),
    ...former.map(
      (folder) =>
        `warning: ${folder} has a stack that is no longer synthesized, with the files that Terraform left there; if the stack was ` +
        "applied, its resources still exist, and only this configuration can destroy them",
    ),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
