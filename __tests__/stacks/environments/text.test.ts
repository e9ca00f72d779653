import { writeFileSync } from "node:fs";
import path from "node:path";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { repository } from "../../../tools/shared/repository";
import { scratchFolder } from "../../../tools/shared/scratch";
import { withValue } from "../../../stacks/environments/tree";
import { checked, textsOf, whole } from "../../changes/variants";
import { recordsToChange } from "../../changes/records";
import { synthesizeOnce } from "../../support/environments";
import { evaluate, testWithTerraform } from "../../support/terraform";

/** Signs of a template, behind or before the value of a setting that takes them there. */
const signs = ["${x}", "%{ if true }", "$${y}", "0%{"];

/** Settings whose text is in no stack's JSON. */
const elsewhere: Readonly<Record<string, string>> = {
  "edge.httpApi.mutualTls.caBundle": "the path of a file that is read",
};

function recordsOf(caBundle: string): EnvironmentRecord[] {
  const { demo, ...others } = recordsToChange(caBundle);
  const css = ".banner-customizable { background: #fff; }";
  return [
    { ...demo, edge: { ...demo?.edge, signIn: { ...demo?.edge?.signIn, css } } },
    ...Object.values(others),
  ] as EnvironmentRecord[];
}

interface Written {
  readonly setting: string;
  readonly text: string;
}

/** Every text that a record of a control environment takes with a sign of a template in it, and the JSON that has them. */
function recordsWithSigns(): { readonly written: Written[]; readonly json: string[] } {
  const folder = scratchFolder("trust-store");
  const bundle = path.join(folder.path, "clients.pem");
  writeFileSync(bundle, "-----BEGIN CERTIFICATE-----\n");
  const seen = new Set<string>();
  const written: Written[] = [];
  const json: string[] = [];
  for (const record of recordsOf(path.relative(repository, bundle))) {
    let changed = whole(record) as EnvironmentRecord;
    const count = written.length;
    for (const { setting, path: place, value, mayBe } of textsOf(record)) {
      if (seen.has(setting) || elsewhere[setting] !== undefined || /\breason$/.test(setting)) continue;
      const allows = (text: string): boolean =>
        mayBe(text) && checked(withValue(changed, place, text) as EnvironmentRecord) !== undefined;
      const after = [value, ...signs.filter((sign) => allows(value + sign))].join("");
      const before = [...signs.filter((sign) => allows(sign + value)), value].join("");
      const text = [after, before].find((one) => one !== value && allows(one));
      if (text === undefined) continue;
      changed = withValue(changed, place, text) as EnvironmentRecord;
      seen.add(setting);
      written.push({ setting, text });
    }
    if (written.length > count) json.push(...textsIn(synthesizeOnce(changed)).filter((text) => /[$%]{2}\{/.test(text)));
  }
  folder.remove();
  return { written, json: [...new Set(json)] };
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)])
    : [];
}

/** Without the references that stand beside the text: nothing here knows their values. */
const withoutReferences = (text: string): string =>
  text.replaceAll(/([$%])\1\{|\$\{[^{}]*\}/g, (whole, sign?: string) => (sign === undefined ? "" : whole));

testWithTerraform(
  "Terraform keeps every text of a record unchanged, whatever template characters the text has",
  async (terraform) => {
    const { written, json } = recordsWithSigns();
    expect(written.length).toBeGreaterThan(20);
    const value = await evaluate(terraform, { texts: json.map(withoutReferences) }, "${jsonencode(local.texts)}");
    const evaluated = (JSON.parse(value) as string[]).flatMap((text) => [text, ...readable(text)]);
    const lost = written.filter(({ text }) => !evaluated.some((one) => one.includes(text)));
    expect(lost).toEqual([]);
  },
);

/** The texts of a text that is JSON. */
function readable(text: string): string[] {
  try {
    return textsIn(JSON.parse(text));
  } catch {
    return [];
  }
}
