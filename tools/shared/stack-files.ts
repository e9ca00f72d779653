import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The two files that Terraform reads as one configuration, as they are written. */
export interface StackText {
  /** `cdk.tf.json`: resources, data sources, outputs. */
  readonly json: string;
  /** `terraform.tf`: the version of Terraform; import, moved and removed blocks. Empty where there is none. */
  readonly hcl: string;
}

/** The names of a stack's two files. */
export const stackFileNames = { json: "cdk.tf.json", hcl: "terraform.tf" } as const;

/** The code of functions, which resources of the JSON name. */
export const assets = "assets";

export function readStack(folder: string): StackText {
  const hcl = path.join(folder, stackFileNames.hcl);
  return {
    json: readFileSync(path.join(folder, stackFileNames.json), "utf8"),
    hcl: existsSync(hcl) ? readFileSync(hcl, "utf8") : "",
  };
}

export function writeStack(folder: string, { json, hcl }: StackText): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, stackFileNames.json), json);
  writeFileSync(path.join(folder, stackFileNames.hcl), hcl);
}

/**
 * Copies all that a synth writes into a stack's folder, and nothing that Terraform or a user has put beside it: a plan file
 * there may hold secrets.
 *
 * @param text what the copy has in place of the stack's own text
 */
export function copyStack(from: string, to: string, text: StackText = readStack(from)): void {
  writeStack(to, text);
  if (existsSync(path.join(from, assets))) cpSync(path.join(from, assets), path.join(to, assets), { recursive: true });
}

/** The blocks of a `terraform.tf` that a synth wrote, each as it stands there: joined, they are the file again. */
export function hclBlocksOf(hcl: string): string[] {
  // What is in a block is indented, and no text has a line break in it.
  return hcl.split(/^(?=\w)/m).filter((block) => block !== "");
}
