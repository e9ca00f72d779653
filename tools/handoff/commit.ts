import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";

import { ToolError } from "../shared/errors";

/** What a bundle was made of. */
export interface Commit {
  readonly sha: string;
  /** Whether files of the work tree differ from the commit. */
  readonly uncommitted: boolean;
}

/**
 * Reads the commit of a checkout.
 *
 * @param allowUncommitted takes a work tree that differs from its commit
 * @throws ToolError where nobody could make the bundle again
 */
export function commitOf(folder: string, allowUncommitted: boolean): Commit {
  const root = git(folder, "rev-parse", "--show-toplevel");
  const sha = root === undefined ? undefined : git(folder, "rev-parse", "--verify", "HEAD");
  if (root === undefined || sha === undefined || realpathSync(root) !== realpathSync(folder))
    throw new ToolError(
      `${folder} is no git checkout with a commit: nobody could tell what the bundle is made of; clone the project, and commit`,
      2,
    );
  const changed = (git(folder, "status", "--porcelain") ?? "").split("\n").filter((line) => line !== "");
  if (changed.length > 0 && !allowUncommitted)
    throw new ToolError(
      `${folder} differs from its commit in ${changed.length} ${changed.length === 1 ? "file" : "files"} (${changed
        .slice(0, 5)
        .map((line) => line.slice(3))
        .join(", ")}${changed.length > 5 ? ", …" : ""}): commit, or give --uncommitted, which the bundle then says`,
      2,
    );
  return { sha, uncommitted: changed.length > 0 };
}

function git(folder: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("git", ["-C", folder, ...args], { encoding: "utf8" });
  return status === 0 ? stdout.trimEnd() : undefined;
}
