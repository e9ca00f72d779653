import type { Setting } from "../../support/settings";

/** The anchor of a setting, by its path. */
export const anchorOf = (path: string): string => path.replaceAll(/\[\]|\{\}/g, "");

export const linkTo = (setting: Setting): string => `[\`${setting.path}\`](#${anchorOf(setting.path)})`;

/** Without what Markdown would take for its own, and with links to other pages. */
export const prose = (text: string): string =>
  outsideCode(text, (part) =>
    part
      .replaceAll("<", "&lt;")
      .replaceAll("*", "\\*")
      .replaceAll(/docs\/([\w-]+\.md)/g, "[$&]($1)"),
  );

/** The same, with values and groups as code. */
export const inCode = (text: string): string =>
  prose(outsideCode(text, (part) => part.replaceAll(/\{(?:[^{}]|\{[^{}]*\})*\}|"[^"]*"/g, (value) => `\`${value}\``)));

const outsideCode = (text: string, change: (part: string) => string): string =>
  text.replaceAll(/`[^`]*`|[^`]+/g, (part) => (part.startsWith("`") ? part : change(part)));
