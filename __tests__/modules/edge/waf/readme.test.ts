import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readmeSection } from "./rules-table";

/** Without what a formatter pads tables with. */
const unpadded = (text: string) => text.replace(/-{3,}/g, "---").replace(/ +/g, " ").trim();

test("the README's table of rules and their capacity is what the presets make", () => {
  const readme = readFileSync(join(__dirname, "../../../../README.md"), "utf8");
  const [, section = ""] = /<!-- waf:begin -->([\s\S]*)<!-- waf:end -->/.exec(readme) ?? [];
  expect(unpadded(section)).toBe(unpadded(readmeSection()));
});
