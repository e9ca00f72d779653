import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../shared/errors";
import { type Synthesis, readJson, readSynthesis } from "../shared/synthesize";
import { sha256 } from "./bundle";
import { manifestFormat } from "./manifest";
import { terraformFolder } from "./stacks";

/** A bundle that was made earlier. */
export interface PreviousBundle {
  readonly environment: string;
  readonly commit: string;
  /** The SHA-256 of its `SHA256SUMS`. */
  readonly checksums: string;
  readonly synthesis: Synthesis;
}

/**
 * Reads the folder of a bundle, whose checksums hold.
 *
 * @param named how the command line names the folder: `--previous`, `OLD`
 * @throws ToolError where the folder is no bundle, of another version, or not as it was handed over
 */
export function readBundle(named: string, folder: string): PreviousBundle {
  const root = path.resolve(folder);
  const file = path.join(root, "MANIFEST.json");
  if (!existsSync(file))
    throw new ToolError(`${named} is ${folder}, which has no MANIFEST.json; give the folder of an unpacked bundle`, 2);
  const manifest = readJson(file);
  const { format, environment, commit } = typeof manifest === "object" && manifest !== null ? (manifest as Read) : {};
  if (format !== manifestFormat)
    throw new ToolError(
      `${named} is ${folder}, a bundle of format ${String(format)}; this version of the product reads format ${manifestFormat}: read the bundle with the commit that made it`,
      2,
    );
  const changed = notAsSealed(root);
  if (changed.length > 0)
    throw new ToolError(
      `${named} is ${folder}, which is not as it was handed over: ${changed.join(", ")}; unpack the bundle again`,
      2,
    );
  return {
    environment: String(environment),
    commit: String(commit),
    checksums: sha256(new Uint8Array(readFileSync(path.join(root, "SHA256SUMS")))),
    synthesis: readSynthesis(path.join(root, terraformFolder)),
  };
}

interface Read {
  readonly format?: unknown;
  readonly environment?: unknown;
  readonly commit?: unknown;
}

/** The files that are changed or missing. */
function notAsSealed(root: string): string[] {
  const file = path.join(root, "SHA256SUMS");
  if (!existsSync(file)) return ["SHA256SUMS is missing"];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const [sum, name] = [line.slice(0, 64), line.slice(66)];
      const listed = path.join(root, name);
      if (!existsSync(listed)) return [`${name} is missing`];
      return sha256(new Uint8Array(readFileSync(listed))) === sum ? [] : [`${name} is changed`];
    });
}
