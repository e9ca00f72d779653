import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { scratchFolder } from "../shared/scratch";
import { runSynth, type Synthesis, type SynthesizeOptions } from "../shared/synthesize";
import { locateTerraform, type Terraform } from "../terraform/locate";
import { initializeOnce, type Initialized } from "../terraform/run";
import { fingerprint } from "./fingerprint";
import type { Limit } from "./limits/limit";
import type { Report } from "./report";

/** What all parts of a run share. */
export interface Run {
  readonly report: Report;
  /** Every environment, as `npm run synth` writes it: read, never changed. */
  readonly product: Synthesis;
  readonly fingerprint: string;
  readonly terraform: Terraform;
  readonly initialized: Initialized;
  readonly limits: readonly Limit[];
  /** The lines that took something out of a copy, or that a second plan's difference came under. */
  readonly usedLimits: Set<Limit>;
  /** Where the strict front records every call of AWS's API. */
  readonly calls: string;
  /** Where those records are kept after the run. @default nowhere */
  readonly keptCalls: string | undefined;
  /** Whether the walks through changes are all walked, the long ones too. */
  readonly all: boolean;
  /** The one walk that the run is for. @default every part */
  readonly walk: string | undefined;
  /** The port for the next emulator, where ports were asked for. @default a free one */
  nextPort(): number | undefined;
  /** A scratch folder of its own for each part; `--keep` leaves them. */
  scratch(purpose: string): string;
  synthesizeTo(options: SynthesizeOptions): Promise<Synthesis>;
}

export interface EndToEndOptions {
  readonly report: Report;
  readonly limits: readonly Limit[];
  readonly keep: boolean;
  readonly all: boolean;
  readonly walk?: string | undefined;
  readonly port?: number;
  readonly calls?: string;
}

/** Finds Terraform, synthesizes every environment, and takes the fingerprint of what was synthesized. */
export async function startRun({ report, limits, keep, all, walk, port, calls }: EndToEndOptions): Promise<Run> {
  const scratch = (purpose: string): string =>
    keep
      ? mkdtempSync(path.join(realpathSync(tmpdir()), `palisade-e2e-${purpose}-`))
      : scratchFolder(`e2e-${purpose}`).path;
  // The AWS SDK would announce the end of a Node version's support in the middle of the report.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const part = report.part("preparation");
  const terraform = locateTerraform();
  const initialized = await part.step("terraform init installs the provider", () => initializeOnce(terraform));
  const product = await part.step("every environment is synthesized", () => runSynth({ outdir: scratch("product") }));
  let started = 0;
  return {
    report,
    product,
    fingerprint: fingerprint(product.outdir),
    terraform,
    initialized,
    limits,
    usedLimits: new Set(),
    calls: scratch("calls"),
    all,
    walk,
    keptCalls: calls,
    nextPort: () => (port === undefined ? undefined : port + started++),
    scratch,
    synthesizeTo: runSynth,
  };
}
