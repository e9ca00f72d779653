import { type Resource, attribute, blockOf, blocksOf, textOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import type { Normal } from "../../plan/normal";

/** The parts of a request whose values AWS WAF replaces in logs and samples, each with how well it hides them. */
export function dataProtectionFindings(webAcl: Resource): readonly Finding[] {
  const [before, after] = [protectedFields(webAcl.before), protectedFields(webAcl.after)];
  const fields = [...new Set([...before.keys(), ...after.keys()])].sort();
  return fields.flatMap((field) => {
    const [was, is] = [levelOf(before, field), levelOf(after, field)];
    if (was === is) return [];
    return [
      {
        rule: "waf-data-protection",
        consequence: "guard lost",
        direction: is > was ? "stronger" : "weaker",
        place: webAcl,
        part: field,
        before: levels[was] ?? "",
        after: levels[is] ?? "",
        meaning:
          is > was
            ? "Logs and samples of AWS WAF no longer show the value, or show less of it."
            : "Logs and samples of AWS WAF now show the value, or more of it, to whoever may read them.",
        says: ["data_protection_config"],
      } as const,
    ];
  });
}

/** The best last. */
const levels = ["shown", "hashed, but for some details", "hashed", "replaced, but for some details", "replaced"];

function levelOf(fields: ReadonlyMap<string, number>, field: string): number {
  const every = fields.get(everyKeyOf(field)) ?? 0;
  return Math.max(fields.get(field) ?? 0, every);
}

const everyKeyOf = (field: string): string => field.split(" ")[0] ?? field;

/** By `single_header authorization`; `single_header` where no keys are given, which means all. */
function protectedFields(value: Normal | undefined): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const protection of blocksOf(blockOf(value, "data_protection_config"), "data_protection")) {
    const field = blockOf(protection, "field");
    const type = (textOf(field, "field_type") ?? "").toLowerCase();
    const keys = textsOf(field, "field_keys").map((key) => `${type} ${key.toLowerCase()}`);
    // WAF API Reference, DataProtection: details of rules that match may be left as they are.
    const leaves = ["exclude_rule_match_details", "exclude_rate_based_details"].some(
      (name) => attribute(protection, name) === true,
    );
    const level = (attribute(protection, "action") === "SUBSTITUTION" ? 4 : 2) - (leaves ? 1 : 0);
    for (const key of keys.length === 0 ? [type] : keys) found.set(key, Math.max(found.get(key) ?? 0, level));
  }
  return found;
}
