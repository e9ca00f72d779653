import path from "node:path";

import { ToolError } from "../shared/errors";
import { run } from "../shared/process";
import { pythonEnvironment } from "../shared/python-environment";
import { scratchFolder } from "../shared/scratch";
import { copyStack } from "../shared/stack-files";
import type { SynthesizedStack } from "../shared/synthesize";

const version = "3.3.30";

/** What checkov says against one resource. */
export interface CheckovFinding {
  /** `CKV_AWS_18`. */
  readonly check: string;
  /** The stack, and the resource as checkov names it: `prod-state aws_s3_bucket.states_bucket`. */
  readonly where: string;
  /** What the check asks for. */
  readonly title: string;
}

export interface Scan {
  /** How many checks looked at something in each stack. */
  readonly checks: ReadonlyMap<string, number>;
  /** What failed, and what checkov could not check since the check itself ended with an exception. */
  readonly findings: readonly CheckovFinding[];
  /** Why the scan does not count: what could not be read, what was left out. */
  readonly faults: readonly string[];
}

/** What `checkov -o json` writes, as far as it is read here. Where it has read nothing, it has no `results`. */
interface Report {
  readonly results?: {
    readonly passed_checks?: readonly Checked[];
    readonly failed_checks?: readonly Checked[];
    readonly skipped_checks?: readonly Checked[];
    readonly parsing_errors?: readonly string[];
  };
}

interface Checked {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

/** Runs checkov on copies of the stacks, without the network but for its own installation. */
export async function scan(stacks: readonly Pick<SynthesizedStack, "name" | "folder">[]): Promise<Scan> {
  const python = await pythonEnvironment({ name: `scanners/checkov-${version}`, packages: [`checkov==${version}`] });
  const { path: copies } = scratchFolder("scan");
  for (const { name, folder } of stacks) copyStack(folder, path.join(copies, name));
  const args = ["-m", "checkov.main", "-d", ".", "--framework", "terraform_json", "--skip-download", "-o", "json"];
  const finished = await run(python, args, { cwd: copies, timeoutSeconds: 300, env: surroundings(process.env) });
  // 1 says that a check failed, which is compared below.
  if (finished.status !== 0 && finished.status !== 1) {
    const why = finished.timedOut ? "took longer than 300 s" : `ended with ${finished.status ?? "a signal"}`;
    throw new ToolError(`checkov ${why}:\n${finished.stderr.trim().slice(-2000)}`);
  }
  return readScan(
    finished,
    stacks.map(({ name }) => name),
  );
}

/** @throws ToolError when checkov wrote no JSON */
export function readScan({ stdout, stderr }: { stdout: string; stderr: string }, stacks: readonly string[]): Scan {
  const { results = {} } = reportIn(stdout, stderr);
  const { passed_checks: passed = [], failed_checks: failed = [], skipped_checks: skipped = [] } = results;
  const checks = new Map(stacks.map((name) => [name, 0]));
  for (const { file_path: file } of [...passed, ...failed])
    checks.set(stackOf(file), (checks.get(stackOf(file)) ?? 0) + 1);
  return {
    checks,
    findings: [...failed.map(findingOf), ...crashesIn(stderr)],
    faults: [
      ...(results.parsing_errors ?? []).map((file) => `checkov cannot read ${file}`),
      ...[...checks].filter(([, count]) => count === 0).map(([name]) => `checkov checked nothing in ${name}`),
      ...skipped.map(({ check_id: id, file_path: file, resource }) => `${id} skips ${stackOf(file)} ${resource}`),
    ],
  };
}

const findingOf = ({ check_id: check, check_name: title, file_path: file, resource }: Checked): CheckovFinding => ({
  check,
  where: `${stackOf(file)} ${resource}`,
  title,
});

/** A check that ends with an exception is neither among the passed nor among the failed. */
const crashesIn = (stderr: string): CheckovFinding[] =>
  [...stderr.matchAll(/Failed to run check (\S+) on (\S+?):(\S+)/g)].map(
    ([, check = "", file = "", resource = ""]) => ({
      check,
      where: `${stackOf(file)} ${resource}`,
      title: "the check itself ended with an exception",
    }),
  );

/** The stack that a file is of: a stack has a folder of its name. */
const stackOf = (file: string): string => path.posix.basename(path.posix.dirname(file));

function reportIn(stdout: string, stderr: string): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    throw new ToolError(`checkov wrote no JSON:\n${(stderr || stdout).trim().slice(-2000)}`);
  }
}

/** Without what would make checkov skip checks, or ask a service: an API key, lists of checks, a file of settings. */
const surroundings = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^(CKV|BC|CHECKOV|PRISMA)_/.test(name))),
  LOG_LEVEL: "ERROR",
});
