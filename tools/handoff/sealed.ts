import { type Files, sha256, sorted } from "./bundle";

/** The output that carries the check. Its value never changes, so a whole bundle plans no change of the output. */
const outputName = "sealed";

/**
 * Writes `sealed.tf` of a stack: Terraform itself refuses to plan and to apply where a file of the stack's folder is not the
 * file that was sealed, or where a further configuration file stands beside.
 *
 * An output's precondition is evaluated at plan and at apply, also with `-target` (Terraform, "Custom Conditions"). A block of
 * an override file cannot hold the precondition. Whoever changes `sealed.tf` too is found by `verify.sh` and the signature.
 *
 * @param files of the stack, by their path in the stack's folder, without the lock file
 */
export function sealedConfiguration(files: Files): string {
  const width = Math.max(...[...files.keys()].map((path) => path.length));
  const hashes = sorted(files).map(
    ([path, bytes]) => `    ${`"${path}"`.padEnd(width + 2)} = "${sha256(bytes, "base64")}"`,
  );
  return `# Written with the bundle: Terraform refuses a file that was changed since. MANIFEST.json says where the bundle is from.

locals {
  sealed_files = {
${hashes.join("\n")}
  }
  unsealed_files = setunion(
    [for name, hash in local.sealed_files : name if !fileexists("\${path.module}/\${name}") || try(filebase64sha256("\${path.module}/\${name}"), "") != hash],
    setsubtract(setunion(fileset(path.module, "*.tf"), fileset(path.module, "*.tf.json")), setunion(keys(local.sealed_files), ["sealed.tf"])),
  )
}

output "${outputName}" {
  description = "Whether the folder is as it was handed over."
  value       = "whole"

  precondition {
    condition     = length(local.unsealed_files) == 0
    error_message = "Not as handed over: \${join(", ", local.unsealed_files)}. Run verify.sh, and unpack the bundle again."
  }
}
`;
}
