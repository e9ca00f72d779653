import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsSection } from "./rules-table";

/** Without what a formatter pads tables with. */
const unpadded = (text: string) => text.replace(/-{3,}/g, "---").replace(/ +/g, " ").trim();

test("docs/settings.md has the rules and their capacity as the presets make them", () => {
  const page = readFileSync(join(__dirname, "../../../../docs/settings.md"), "utf8");
  const [, section = ""] = /<!-- waf:begin -->([\s\S]*)<!-- waf:end -->/.exec(page) ?? [];
  expect(unpadded(section)).toBe(unpadded(settingsSection()));
});
