import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";

import { repository } from "../../tools/shared/repository";
import { runFolder } from "./run-folder";

const packed = path.join(repository, "__tests__/tools/review/plan/plan-cases.json.br");

/** The names of the plans, such as `01-waf-rule-added-in-the-middle`. */
export const planCases = (): readonly string[] => readdirSync(unpackedCases()).map((file) => path.parse(file).name);

/** The text of a plan as `terraform show -json` printed it, by the number that its name begins with. Identifiers are an emulator's. */
export function planCase(number: string): string {
  const name = planCases().find((one) => one.startsWith(`${number}-`));
  if (name === undefined) throw new Error(`there is no plan ${number}`);
  return readFileSync(path.join(unpackedCases(), `${name}.json`), "utf8");
}

/** The folder of the plans. They are unpacked once a run: all are 15 MB together, and a test file reads few. */
function unpackedCases(): string {
  const folder = path.join(runFolder(), "plan-cases");
  if (existsSync(folder)) return folder;
  const texts = JSON.parse(brotliDecompressSync(readFileSync(packed)).toString()) as Readonly<Record<string, string>>;
  const unfinished = mkdtempSync(`${folder}-`);
  for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(unfinished, `${name}.json`), text);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another worker was first.
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  return folder;
}
