import type { PresetName } from "../../../stacks/environments/schema/environment";
import { nameOf, type Setting, settingsOfEnvironment } from "../../support/settings";
import { copiesIn, type Copy } from "./copies";
import { defaultOf, mayBeLeftOut, wordsOfDefault } from "./defaults";
import type { Docstring } from "./docstrings";
import { type DocumentedSetting, settingsOfRecord } from "./documented";
import type { Readers } from "./layers";
import { anchorOf, inCode, linkTo, prose } from "./markdown";
import { ruleOf } from "./rules";
import { unread } from "./unread";

const introduction = `# Every setting

<!-- Written by UPDATE_SETTINGS=1 npx jest __tests__/docs from stacks/environments: change the comments there. -->

[Environments and their settings](settings.md) says how a record, a preset and a departure work.

- **Default** is what \`production\` has where a record leaves the setting out; \`lab\` has what \`demo\` has, unless the cell names
  it. An empty cell of \`demo\` is the same as the default. What a group's settings have, and what of them is required, is so
  where the group is there.
- **departure** marks a value that takes a reason, which the preset gives. So is each value that has \`reason\` after **Give**.
- \`[]\` is an item of a list, \`{}\` an entry of a table, by a name of your own.
- **Layers** are those that read the setting while they are made: another value shows in their plans alone. A group that is
  copied counts as read whole.
- **Cost** is of us-east-1, rounded, for orientation.`;

/** A group with more rows than this has a table of its own. */
const mostRows = 6;

const layersOfGroups = ["network", "identity", "compute", "edge"];

/** The page: each setting once, in the table of its group. */
export class SettingsPage {
  private readonly settings = settingsOfEnvironment();
  private readonly copies = copiesIn(this.settings);
  private readonly sections = new Map<Setting, boolean>();

  constructor(
    private readonly documented: ReadonlyMap<string, DocumentedSetting>,
    private readonly readers: Readers,
  ) {}

  text(): string {
    const general = this.settings.filter(({ path }) => !layersOfGroups.includes(path));
    const sections = [
      { title: "The record", anchor: "record", settings: settingsOfRecord() },
      { title: "Every layer", anchor: "general", settings: general },
      ...this.settings
        .filter(({ path }) => layersOfGroups.includes(path))
        .map((group) => ({ title: `The ${group.path} layer`, anchor: group.path, settings: group.settings, group })),
    ];
    const contents = sections.map(({ title, anchor, settings }) => {
      const inner = settings.flatMap((setting) => this.sectionsIn(setting));
      const links = inner.map((group) => `[\`${group.path}\`](#${anchorOf(group.path)})`);
      return `- [${title}](#${anchor})${links.length === 0 ? "" : `: ${links.join(", ")}`}`;
    });
    const tables = sections.map(({ title, anchor, settings, ...layer }) => {
      const words = "group" in layer ? `${this.effectOf(layer.group)}\n\n` : "";
      const prefix = "group" in layer ? layer.group.path : "";
      return [
        `<a id="${anchor}"></a>\n\n## ${title}\n\n${words}${this.table(settings, prefix)}`,
        ...settings.flatMap((setting) => this.sectionsIn(setting)).map((group) => this.section(group)),
      ].join("\n\n");
    });
    return `${[introduction, contents.join("\n"), ...tables].join("\n\n")}\n`;
  }

  /** The groups with a table of their own: a group, and those in it. */
  private sectionsIn(group: Setting): Setting[] {
    const inner = this.ownOf(group).flatMap((setting) => this.sectionsIn(setting));
    return this.isSection(group) ? [group, ...inner] : inner;
  }

  private section(group: Setting): string {
    const [suffix = ""] = /^(\[\]|\{\})/.exec(group.settings[0]?.path.slice(group.path.length) ?? "") ?? [];
    const title = `### \`${group.path}${suffix}\``;
    return `<a id="${anchorOf(group.path)}"></a>\n\n${title}\n\n${this.table(this.ownOf(group), group.path)}`;
  }

  /** What the page has of a group at the group's own place. */
  private readonly ownOf = (group: Setting): readonly Setting[] => this.copies.get(group.path)?.own ?? group.settings;

  private readonly isSection = (group: Setting): boolean => {
    const known = this.sections.get(group) ?? this.rowsOf(this.ownOf(group)).length > mostRows;
    this.sections.set(group, known);
    return known;
  };

  /** The settings of a table: those of small groups stand with their group. */
  private rowsOf(settings: readonly Setting[]): Setting[] {
    return settings.flatMap((setting) => [
      setting,
      ...(this.isSection(setting) ? [] : this.rowsOf(this.ownOf(setting))),
    ]);
  }

  private table(settings: readonly Setting[], prefix: string): string {
    return [
      "| Setting | Default | In `demo` | What it does |",
      "| --- | --- | --- | --- |",
      ...this.rowsOf(settings).map((setting) => this.row(setting, prefix)),
    ].join("\n");
  }

  private row(setting: Setting, prefix: string): string {
    const anchor = this.isSection(setting) ? "" : `<a id="${anchorOf(setting.path)}"></a>`;
    const name = setting.path.slice(prefix.length).replace(/^(\[\]|\{\})?\./, "");
    const docstring = this.documented.get(setting.path)?.docstring;
    const cells = [
      `${anchor}\`${name}\``,
      usual(setting, docstring),
      inDemo(setting),
      this.effect(setting, docstring).join("<br>"),
    ];
    return `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
  }

  private effectOf = (setting: Setting): string => prose(this.documented.get(setting.path)?.docstring?.effect ?? "");

  private effect(setting: Setting, docstring: Docstring | undefined): string[] {
    const rule = ruleOf(setting);
    const cost = docstring?.tags["cost"];
    const copy = this.copies.get(setting.path);
    return [
      ...(setting.kinds === undefined ? [] : [`With ${setting.kinds.map((kind) => `\`${kind}\``).join(" or ")}.`]),
      this.effectOf(setting)
        .replaceAll("\n\n- ", "\n- ")
        .replaceAll("\n\n", "<br>")
        .replaceAll(/(^|\n)- /g, (_, line) => `${line === "" ? "" : "<br>"}• `),
      ...(copy === undefined ? [] : [wordsOfCopy(setting, copy)]),
      ...(this.isSection(setting) ? [`[Its settings](#${anchorOf(setting.path)}).`] : []),
      ...(rule === undefined ? [] : [`**Give** ${inCode(rule)}`]),
      ...(cost === undefined ? [] : [`**Cost** ${prose(cost)}`]),
      ...(/^(preset|lab)\b/.test(setting.path) ? [] : [`**Layers** ${this.layersOf(setting)}`]),
    ];
  }

  private layersOf({ path }: Setting): string {
    const layers = this.readers.of(path);
    if (layers.length === 0) return `none: ${unread[path] ?? ""}`;
    return layersOfGroups.every((layer) => layers.some((one) => one === layer)) ? "every layer" : layers.join(", ");
  }
}

/** What of its settings a group has in common with another, and what not. */
function wordsOfCopy({ settings }: Setting, { of, own }: Copy): string {
  const names = settings.map(({ path }) => nameOf(path));
  const others = of.settings.map(({ path }) => nameOf(path));
  const ofOwn = own.map(({ path }) => nameOf(path));
  const list = (all: readonly string[]): string => all.map((name) => `\`${name}\``).join(", ");
  const common = others.every((name) => names.includes(name))
    ? "the settings"
    : list(names.filter((name) => !ofOwn.includes(name)));
  return `It has ${common} of ${linkTo(of)}${ofOwn.length === 0 ? "" : `, and of its own ${list(ofOwn)}`}.`;
}

/** What a record that leaves the setting out has, in `production`. */
function usual(setting: Setting, docstring: Docstring | undefined): string {
  const tag = docstring?.tags["default"] ?? "";
  const words = wordsOfDefault(setting);
  const given = inPreset(setting, "production");
  if (given !== "") return `${given}${inCode(tag.slice(words?.length))}`;
  return mayBeLeftOut(setting) ? inCode(tag) : "required";
}

/** Empty where `demo` and `lab` have the same as `production`. */
function inDemo(setting: Setting): string {
  const [production = "", demo = "", lab = ""] = (["production", "demo", "lab"] as const).map((preset) =>
    inPreset(setting, preset),
  );
  return [demo === production ? "" : demo, lab === demo ? "" : `in \`lab\` ${lab}`].filter(Boolean).join("; ");
}

function inPreset(setting: Setting, preset: PresetName): string {
  const { words = "", departs = false } = defaultOf(setting, preset) ?? {};
  if (words === "" || words === "a departure") return words;
  const shown = /^[\d,]+$|^none$/.test(words) ? words : `\`${words}\``;
  return departs ? `${shown}, departure` : shown;
}
