import { ToolError } from "../../shared/errors";

/** What cloud-init is told: the files that it writes, then the commands that it runs. */
export interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string; readonly permissions?: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

/** Reads the user data of a launch template: base64 of `#cloud-config` and JSON, which is YAML too. */
export function readUserData(base64: string): CloudConfig {
  const text = Buffer.from(base64, "base64").toString("utf8");
  const [head, ...body] = text.split("\n");
  if (head !== "#cloud-config")
    throw new ToolError(`the user data begins with ${JSON.stringify(head)}, not #cloud-config`);
  const config = JSON.parse(body.join("\n")) as Partial<CloudConfig>;
  if (!Array.isArray(config.write_files) || !Array.isArray(config.runcmd)) {
    throw new ToolError("the user data has no write_files, or no runcmd");
  }
  return config as CloudConfig;
}

/** The one file whose name ends so. */
export function fileNamed(
  { write_files }: CloudConfig,
  end: string,
): { readonly path: string; readonly content: string } {
  const found = write_files.filter(({ path }) => path.endsWith(end));
  const [file] = found;
  if (file === undefined || found.length > 1)
    throw new ToolError(`the user data has ${found.length} files named ${end}`);
  return file;
}
