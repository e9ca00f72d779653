import hashes from "./provider-hashes.json";

/** The provider of a bundle, as a dependency lock file names it. */
export interface LockedProvider {
  /** With the host of the registry. */
  readonly source: string;
  readonly version: string;
}

/**
 * Writes Terraform's dependency lock file for the provider.
 *
 * - `zh:` is the SHA-256 of each of the provider's packages, the same as in the list that HashiCorp signs. They hold for a
 *   registry, and for a mirror of packages, on every platform.
 * - `h1:` is the hash of an unpacked package, one for each platform. Without the `h1:` of its platform Terraform installs
 *   whatever an unpacked mirror holds.
 *
 * (Terraform, "Dependency Lock File", "New provider package checksums".) The hashes are constants of a pinned version:
 * `provider-hashes.json` has them.
 *
 * @param unpacked the `h1:` of further platforms, without the prefix
 */
export function lockFileOf({ source, version }: LockedProvider, unpacked: readonly string[] = []): string {
  if (version !== hashes.version)
    throw new Error(`provider-hashes.json is of ${hashes.version}, and the provider is ${version}`);
  const lines = [
    ...[...new Set([...Object.values(hashes.unpacked), ...unpacked])].sort().map((hash) => `h1:${hash}`),
    ...hashes.packages.map((hash) => `zh:${hash}`),
  ];
  return `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "${source}" {
  version     = "${version}"
  constraints = "${version}"
  hashes = [
${lines.map((line) => `    "${line}",`).join("\n")}
  ]
}
`;
}
