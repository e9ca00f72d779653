import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { repository } from "../../tools/shared/repository";
import { scratchFolder } from "../../tools/shared/scratch";
import { departs, type Setting, settingsOfEnvironment, withInner } from "../support/settings";
import { defaultOf, wordsOfDefault } from "./settings-reference/defaults";
import { documentedSettings, type DocumentedSetting } from "./settings-reference/documented";
import { Readers } from "./settings-reference/layers";
import { anchorOf } from "./settings-reference/markdown";
import { SettingsPage } from "./settings-reference/page";
import { ruleOf } from "./settings-reference/rules";
import { unread } from "./settings-reference/unread";

const path = join(repository, "docs/settings-reference.md");
const documented = documentedSettings();
let readers: Readers;

beforeAll(() => {
  const folder = scratchFolder("trust-store");
  const bundle = join(folder.path, "clients.pem");
  writeFileSync(bundle, "-----BEGIN CERTIFICATE-----\n");
  readers = Readers.ofEverySetting(relative(repository, bundle));
  folder.remove();
});

test("docs/settings-reference.md is what the schema, its comments, the presets and the layers say", () => {
  const text = new SettingsPage(documented, readers).text();
  if (process.env["UPDATE_SETTINGS"] === "1") writeFileSync(path, text);
  const page = existsSync(path) ? readFileSync(path, "utf8") : "";
  const lines = (of: string, other: string): string[] => of.split("\n").filter((line) => !other.includes(line));
  const [gone, made] = [lines(page, text), lines(text, page)];
  if (page === text) return;
  const differences = [...gone.map((line) => `- ${line}`), ...made.map((line) => `+ ${line}`)];
  throw new Error(
    [
      "docs/settings-reference.md is not what the schema says. Write it with UPDATE_SETTINGS=1 npx jest __tests__/docs, and commit it:",
      ...differences,
    ].join("\n"),
  );
});

test("every setting has one place on the page: its own, or that of the same setting in another group", () => {
  const text = new SettingsPage(documented, readers).text();
  const anchors = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id);
  expect(anchors.filter((id, index) => anchors.indexOf(id) !== index)).toEqual([]);
  const all = withInner(settingsOfEnvironment()).map((setting) => setting.path);
  const isOnPage = (place: string): boolean => anchors.includes(anchorOf(place));
  expect(all.length).toBeGreaterThan(700);
  expect(all.filter((place) => !isOnPage(place) && !readers.placesOf(place).some(isOnPage))).toEqual([]);
});

test("every setting has a docstring that says what the setting does", () => {
  const silent = [...documented.values()].filter(({ docstring }) => (docstring?.effect ?? "") === "");
  expect(silent.map(({ setting }) => setting.path)).toEqual([]);
});

test("every setting with a departure says which values take a reason", () => {
  const settings = [...documented.values()].map(({ setting }) => setting).filter(departs);
  expect(settings.length).toBeGreaterThan(90);
  expect(settings.filter((setting) => ruleOf(setting)?.includes("reason") !== true)).toEqual([]);
});

test("every setting is read by a layer, or has a reason why it is not", () => {
  const found = withInner(settingsOfEnvironment()).map(({ path }) => path);
  const silent = found.filter((place) => readers.of(place).length === 0);
  expect(silent.filter((place) => readers.placesOf(place).every((one) => unread[one] === undefined))).toEqual([]);
  expect(Object.keys(unread).filter((place) => !silent.includes(place))).toEqual([]);
});

/** Whether a tag has the words, and after them nothing but an explanation: `300, as in AWS`. */
const isExplained = (tag: string, words: string): boolean =>
  tag.startsWith(words) && /^($|: |, (?!in \w+ ))/.test(tag.slice(words.length));

/** What is wrong with the tag `@default` of settings that have one docstring. */
function faultsOfDefault(settings: readonly Setting[], tag: string | undefined): string[] {
  const [first] = settings;
  if (first === undefined) return [];
  const place = `${first.path}: @default ${tag ?? "is missing"}`;
  const words = settings.flatMap((setting) => wordsOfDefault(setting) ?? []);
  if (words.length === 0) {
    const isOptional = settings.every(({ schemas }) => schemas.every(({ _zod: { def } }) => def.type === "optional"));
    if (isOptional === (tag !== undefined)) return [];
    return [isOptional ? `${place}; say what there is without it` : `${place}; leave it out: there is no default`];
  }
  const production = settings.flatMap((setting) => defaultOf(setting, "production")?.words ?? []);
  if (tag === undefined) return production.length === 0 ? [] : [`${place}; give ${words[0] ?? ""}`];
  const isTrue = words.some((one) => isExplained(tag, one)) && production.every((one) => tag.startsWith(one));
  return isTrue ? [] : [`${place}; give ${[...new Set(words)].join(" or ")}`];
}

test("every tag @default is the schema's and the presets'", () => {
  const byDocstring = new Map<unknown, DocumentedSetting[]>();
  for (const one of documented.values()) {
    byDocstring.set(one.docstring, [...(byDocstring.get(one.docstring) ?? []), one]);
  }
  const faults = [...byDocstring.values()].flatMap((all) =>
    faultsOfDefault(
      all.map(({ setting }) => setting),
      all[0]?.docstring?.tags["default"],
    ),
  );
  expect(faults).toEqual([]);
});

describe("finds a tag @default that contradicts", () => {
  const settingAt = (place: string): Setting => {
    const found = documented.get(place);
    if (found === undefined) throw new Error(`there is no setting ${place}`);
    return found.setting;
  };
  test.each([
    ["network.nat", '"none"', 'give "per-az", in demo "none", in lab "single"'],
    ["network.nat", '"per-az", in demo "none"', 'give "per-az", in demo "none", in lab "single"'],
    ["edge.requestsPerInstance", "1,0", "give 1,000"],
    ["edge.requestsPerInstance", undefined, "give 1,000"],
    ["edge.originProtection", "a header", "leave it out: there is no default"],
    ["owner", "nobody", "leave it out: there is no default"],
    ["accountId", undefined, "say what there is without it"],
  ])("%s: %s", (place, tag, remedy) => {
    expect(faultsOfDefault([settingAt(place)], tag)).toEqual([`${place}: @default ${tag ?? "is missing"}; ${remedy}`]);
  });
});
