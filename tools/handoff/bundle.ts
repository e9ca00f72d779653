import { createHash } from "node:crypto";

/** The files of a bundle, each by its path from the bundle's folder, with `/`. */
export type Files = ReadonlyMap<string, Uint8Array>;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

export const sha256 = (bytes: Uint8Array, encoding: "hex" | "base64" = "hex"): string =>
  createHash("sha256").update(bytes).digest(encoding);

/** In the order of their bytes, which no locale changes. */
export const sorted = <Value>(entries: Iterable<readonly [string, Value]>): (readonly [string, Value])[] =>
  [...entries].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));

/**
 * The checksums of a bundle's files, in the form of `sha256sum`, which `sha256sum -c` reads.
 *
 * @param files without `SHA256SUMS` and its signature
 */
export const checksumsOf = (files: Files): string =>
  sorted(files)
    .map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`)
    .join("");
