import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type Synthesis, readSynthesis } from "../../tools/shared/synthesize";

/** Writes stacks as a synth does, and reads them back. A stack depends on those whose layer it reads the state of. */
export function writtenSynthesis(outdir: string, stacks: Readonly<Record<string, object>>): Synthesis {
  const manifest = Object.entries(stacks).map(([name, json]) => {
    const file = `stacks/${name}/cdk.tf.json`;
    mkdirSync(path.dirname(path.join(outdir, file)), { recursive: true });
    writeFileSync(path.join(outdir, file), JSON.stringify(json));
    const environment = name.slice(0, name.lastIndexOf("-"));
    const states = (json as { data?: { terraform_remote_state?: object } }).data?.terraform_remote_state ?? {};
    const dependencies = Object.keys(states).map((layer) => `${environment}-${layer}`);
    return [name, { name, synthesizedStackPath: file, dependencies }];
  });
  writeFileSync(path.join(outdir, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
  return readSynthesis(outdir);
}
