import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";

import type { Layers, SynthesizedLayer } from "../../order/layers";
import type { Place } from "../estate";
import type { Finding } from "../finding";
import { isRecord } from "../plan/json-value";

/**
 * Which files of a function's package differ. A plan has the hash of the package alone, and the hash says nothing of what
 * changes.
 */
export function codeFindings(
  layer: string,
  base: Layers,
  head: Layers,
  placeOf: (address: string) => Place,
): readonly Finding[] {
  const [was, is] = [base.get(layer), head.get(layer)];
  return Object.entries(is?.configuration.resource?.["aws_lambda_function"] ?? {}).flatMap(([name, block]) => {
    const old = was?.configuration.resource?.["aws_lambda_function"]?.[name];
    if (old === undefined || old["source_code_hash"] === block["source_code_hash"]) return [];
    const [before, after] = [filesOf(was, old), filesOf(is, block)];
    if (before === undefined || after === undefined) return [];
    const words = differences(before, after);
    return [
      {
        rule: "function-package",
        consequence: "other",
        direction: "neutral",
        place: placeOf(`aws_lambda_function.${name}`),
        part: "package",
        before: sizeOf(before),
        after: sizeOf(after),
        meaning:
          words.length === 0
            ? "The package has the same files."
            : `${words.join("; ")}: read the change in the pull request.`,
        says: [],
      },
    ];
  });
}

type Files = ReadonlyMap<string, Buffer>;

/** The files of a package beside the stack; undefined where the package is somewhere else. */
function filesOf(layer: SynthesizedLayer | undefined, block: Readonly<Record<string, unknown>>): Files | undefined {
  const written = isRecord(block) ? block["filename"] : undefined;
  if (layer === undefined || typeof written !== "string") return undefined;
  const file = path.join(layer.folder, written);
  // What a record of a stranger names outside of the stack is not read.
  if (!file.startsWith(`${layer.folder}${path.sep}`) || !existsSync(file)) return undefined;
  try {
    return new Map(Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [name, Buffer.from(bytes)]));
  } catch {
    return undefined;
  }
}

function differences(before: Files, after: Files): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === undefined) return [`${name} is new`];
    if (now === undefined) return [`${name} is removed`];
    return old.equals(now) ? [] : [`${name} changes, ${old.length} to ${now.length} bytes`];
  });
}

const sizeOf = (files: Files): string => `${[...files.values()].reduce((sum, { length }) => sum + length, 0)} bytes`;
