import { existsSync } from "node:fs";
import path from "node:path";

import type { Choice } from "../shared/choose";
import { ToolError } from "../shared/errors";

/** Tells folders that a synth wrote from environments, among the names of a command line. */
export function choiceOf(names: readonly string[], from?: string): Choice {
  const folders = [...(from === undefined ? [] : [from]), ...names.filter(isFolder)];
  if (folders.length > 1) throw new ToolError(`the folders are ${folders.join(" and ")}; give one folder`, 2);
  const [folder] = folders;
  return { environments: names.filter((name) => !isFolder(name)), ...(folder !== undefined && { from: folder }) };
}

/** No environment has a slash or a dot in its name. */
const isFolder = (name: string): boolean => /[/\\.]/.test(name) || existsSync(path.resolve(name, "manifest.json"));
