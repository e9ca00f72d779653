import path from "node:path";

import { requiresPrograms, ToolError } from "../../shared/errors";
import { findOnPath } from "../../terraform/locate";
import type { Part } from "../report";

/** A check with a tool of this machine. Where the tool is missing the check is skipped, by name: see `requiresPrograms`. */
export async function checkWithTool(
  part: Part,
  name: string,
  check: string,
  work: (tool: string) => Promise<void>,
): Promise<void> {
  // Debian keeps nginx where an ordinary account does not look.
  const search = [process.env["PATH"], "/usr/local/sbin", "/usr/sbin", "/sbin"].join(path.delimiter);
  const tool = findOnPath(name, { PATH: search });
  const missing = `${name} is not installed. Debian: "apt-get install ${name}"; macOS: "brew install ${name}"`;
  if (tool === undefined && !requiresPrograms()) {
    part.skip(check, missing);
    return;
  }
  await part.check(check, async () => {
    if (tool === undefined) throw new ToolError(missing);
    await work(tool);
    return tool;
  });
}
