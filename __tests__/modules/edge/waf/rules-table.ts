import { describeRules } from "../../../../modules/edge/waf/describe-rules";
import type { Rule } from "../../../../modules/edge/waf/rule";
import { webApplicationRules } from "../../../../modules/edge/waf/web-application-rules";
import { demoWaf } from "../../../../stacks/environments/presets/waf";
import { webWafSettings } from "../../../../stacks/environments/schema/edge/waf/waf";

/** The Markdown table of a web ACL's rules, with the sum of their capacity. */
function rulesTable(rules: readonly Rule[]): string {
  const lines = describeRules(rules);
  const sum = lines.reduce((total, { capacity }) => total + capacity, 0);
  return table([
    ["Priority", "Rule", "Action", "WCU"],
    ["---:", "---", "---", "---:"],
    ...lines.map(({ priority, name, action, capacity }) => [priority, `\`${name}\``, action, units(capacity)]),
    ["", "together", "", units(sum)],
  ]);
}

/** What stands in docs/settings.md between `<!-- waf:begin -->` and `<!-- waf:end -->`: the rules of both presets. */
export function settingsSection(): string {
  return Object.entries({ demo: demoWaf, production: {} })
    .map(([preset, settings]) => {
      const { rules } = webApplicationRules(webWafSettings.parse(settings), { sees: "viewer", ipSets: {} });
      return `Preset \`${preset}\`:\n\n${rulesTable(rules)}`;
    })
    .join("\n\n");
}

const units = (capacity: number) => capacity.toLocaleString("en");

const table = (rows: readonly (readonly (number | string)[])[]) =>
  rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
