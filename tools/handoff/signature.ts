import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../shared/errors";
import { scratchFolder } from "../shared/scratch";
import { findOnPath } from "../terraform/locate";

/** What a signature is for: OpenSSH refuses a signature that was made for something else (ssh-keygen(1), "-n namespace"). */
export const namespace = "palisade-handoff";

/**
 * Signs a text with an SSH key: OpenSSH is on every machine of an ops team, and needs no network.
 *
 * @param key file of a private key, or of a public key whose private key an agent holds; ssh-keygen asks a terminal for a passphrase
 * @returns the signature, which `ssh-keygen -Y verify` reads
 */
export function signatureOf(text: string, key: string): Uint8Array {
  if (findOnPath("ssh-keygen") === undefined) throw new ToolError("--sign needs ssh-keygen, of OpenSSH, on PATH", 3);
  if (!existsSync(key)) throw new ToolError(`--sign is ${key}, which does not exist; give the file of an SSH key`, 2);
  const scratch = scratchFolder("sign");
  try {
    const file = path.join(scratch.path, "text");
    writeFileSync(file, text);
    const { status, stderr } = spawnSync("ssh-keygen", ["-Y", "sign", "-q", "-f", key, "-n", namespace, file], {
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (status !== 0)
      throw new ToolError(
        `--sign is ${key}, and ssh-keygen cannot sign with this key: ${stderr.trim().split("\n").at(-1) ?? ""}; give a private key, ` +
          "or the public key of an agent's key",
        2,
      );
    return new Uint8Array(readFileSync(`${file}.sig`));
  } finally {
    scratch.remove();
  }
}
