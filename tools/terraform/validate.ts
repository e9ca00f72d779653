import path from "node:path";

import { inParallel, parallelRuns } from "../shared/in-parallel";
import { run } from "../shared/process";
import { scratchFolder } from "../shared/scratch";
import { copyStack } from "../shared/stack-files";
import type { SynthesizedStack } from "../shared/synthesize";
import type { Terraform } from "./locate";
import { type Initialized, initializeOnce, shareInit } from "./run";

interface Diagnostic {
  readonly severity: "error" | "warning";
  /** Address of the block that it is about, such as `aws_subnet.app_1`; empty where Terraform tells none. */
  readonly address: string;
  readonly summary: string;
  readonly detail: string;
}

export interface Validation {
  readonly stack: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly seconds: number;
}

/** What `terraform validate -json` writes, as far as it is read here. */
interface Report {
  readonly diagnostics?: readonly ReportedDiagnostic[];
}

export interface ReportedDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly snippet?: { readonly context?: string | null };
}

/**
 * Runs the real `terraform validate` on a copy of each stack, and gives back the results in the order of the stacks.
 * `terraform init` runs once for all of them.
 * @throws MissingTool when the AWS provider cannot be had.
 */
export async function validateStacks(
  terraform: Terraform,
  stacks: readonly Pick<SynthesizedStack, "name" | "folder">[],
  onResult: (validation: Validation) => void = () => undefined,
): Promise<Validation[]> {
  const initialized = await initializeOnce(terraform);
  const scratch = scratchFolder("validate");
  return inParallel(stacks, parallelRuns(), async ({ name, folder }) => {
    const copy = path.join(scratch.path, name);
    copyStack(folder, copy);
    const validation = await validate(terraform, initialized, name, copy);
    onResult(validation);
    return validation;
  });
}

export const hasErrors = ({ diagnostics }: Validation): boolean =>
  diagnostics.some(({ severity }) => severity === "error");

async function validate(
  { terraform, env }: Terraform,
  initialized: Initialized,
  stack: string,
  folder: string,
): Promise<Validation> {
  shareInit(initialized, folder);
  const { stdout, stderr, status, timedOut, seconds } = await run(terraform.path, ["validate", "-json"], {
    cwd: folder,
    env,
    timeoutSeconds: 120,
  });
  const reported = parse(stdout)?.diagnostics;
  if (reported === undefined) {
    const summary = timedOut ? "terraform validate took longer than 120 s" : `terraform validate ended with ${status}`;
    return { stack, seconds, diagnostics: [{ severity: "error", address: "", summary, detail: stderr || stdout }] };
  }
  return { stack, seconds, diagnostics: reported.map(diagnosticOf) };
}

export const diagnosticOf = ({ severity, summary, detail = "", snippet }: ReportedDiagnostic): Diagnostic => ({
  severity,
  address: (snippet?.context ?? "").replace(/^resource\./, ""),
  summary,
  detail,
});

function parse(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return undefined;
  }
}
