import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";

import { repository } from "../../tools/shared/repository";

const file = path.join(repository, "__tests__/tools/review/plan/plan-cases.json.br");

const texts = JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as Readonly<Record<string, string>>;

/** The names of the plans, such as `01-waf-rule-added-in-the-middle`. */
export const planCases = Object.keys(texts);

/** The text of a plan as `terraform show -json` printed it, by the number that its name begins with. Identifiers are an emulator's. */
export function planCase(number: string): string {
  const name = planCases.find((one) => one.startsWith(`${number}-`));
  const text = name === undefined ? undefined : texts[name];
  if (text === undefined) throw new Error(`there is no plan ${number}`);
  return text;
}
