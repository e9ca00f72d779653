import path from "node:path";

import { ToolError } from "../../shared/errors";

export interface Relocated {
  readonly text: string;
  /** Folders that nginx expects to be there. */
  readonly folders: readonly string[];
  /** Where the pages are served from, in the new place. */
  readonly documentRoot: string;
}

/**
 * Moves an nginx configuration below `prefix` and to a loopback port, so that it runs beside whatever this machine
 * serves and without its rights. Addresses, the account's name and the paths that nginx writes to or serves from
 * change; every other line stays as it is on an instance.
 */
export function relocate(
  text: string,
  { prefix, port, user }: { prefix: string; port: number; user: string },
): Relocated {
  const folders = new Set<string>();
  const roots: string[] = [];
  const moved = text
    .replace(/^(\s*user\s+)[^;]+;/m, `$1${user};`)
    .replace(/^(\s*listen\s+)(?:\[::\]:)?\d+/gm, `$1127.0.0.1:${port}`)
    .replace(
      /^(\s*(pid|root|error_log|access_log|\w+_temp_path)\s+)(\/[^\s;]+)/gm,
      (_, head: string, what: string, file: string) => {
        const target = path.join(prefix, file);
        folders.add(what === "root" ? target : path.dirname(target));
        if (what === "root") roots.push(target);
        return `${head}${target}`;
      },
    );
  const [documentRoot, ...others] = [...new Set(roots)];
  if (documentRoot === undefined || others.length > 0) throw new ToolError("the nginx configuration has not one root");
  const outside = /^\s*include\s+\/[^;]+;/m.exec(moved);
  if (outside) throw new ToolError(`the nginx configuration includes a file of the instance: ${outside[0].trim()}`);
  return { text: moved, folders: [...folders], documentRoot };
}
