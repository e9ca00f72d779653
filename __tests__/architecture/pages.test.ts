import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { repository } from "../../tools/shared/repository";
import type { SourceFile } from "./source-files";

const pages: readonly SourceFile[] = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "functions/README.md",
  ...readdirSync(join(repository, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
].map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));

/** Without code, in which a bracket or a # is something else. */
const prose = (text: string): string => text.replace(/^( *)```[\s\S]*?^\1```$/gm, "").replace(/`[^`\n]*`/g, "");

/**
 * The anchors that a page gives itself, and those that GitHub makes of headings: lower case, without punctuation, spaces as
 * hyphens, repeated ones numbered.
 */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>([...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id));
  for (const [, heading = ""] of text.replace(/^( *)```[\s\S]*?^\1```$/gm, "").matchAll(/^#{1,6} (.+)$/gm)) {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");
    let unused = anchor;
    for (let count = 1; anchors.has(unused); count += 1) unused = `${anchor}-${count}`;
    anchors.add(unused);
  }
  return anchors;
}

/** Links to a file or a heading of the repository that is not there. */
function brokenLinks({ path, text }: SourceFile): string[] {
  const targets = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = "", anchor] = target.split("#");
      const place = file === "" ? path : posix.join(dirname(path), file);
      if (!existsSync(join(repository, place))) return true;
      const read = place === path ? text : readFileSync(join(repository, place), "utf8");
      return anchor !== undefined && !anchorsOf(read).has(anchor);
    })
    .map((target) => `${path} leads to ${target}`);
}

test("README.md is read in one go: 200 lines and 14 KB at most", () => {
  const text = readFileSync(join(repository, "README.md"), "utf8");
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(200);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(14 * 1024);
});

test("every page of docs is found from README.md", () => {
  const readme = pages.find(({ path }) => path === "README.md")?.text ?? "";
  expect(
    pages.map(({ path }) => path).filter((path) => path !== "README.md" && !readme.includes(`](${path})`)),
  ).toEqual([]);
});

test("every relative link of the pages leads to a file, and to a heading of it", () => {
  expect(pages.flatMap(brokenLinks)).toEqual([]);
});

test.each(["[a](no-such-page.md)", "[a](#no-such-heading)", "[a](docs/lab.md#no-such-heading)"])("finds %s", (text) => {
  expect(brokenLinks({ path: "README.md", text })).toHaveLength(1);
});

test.each([
  "[a](docs/lab.md)",
  "[a](#a-heading-with-code)\n\n## A heading, with `code`",
  '[a](#an.anchor)\n\n<a id="an.anchor"></a>',
  "[a](https://example.com/x)",
  "`[a](no-such-page.md)`",
  "```sh\n[a](no-such-page.md)\n```",
])("lets %j pass", (text) => {
  expect(brokenLinks({ path: "README.md", text })).toEqual([]);
});
