import { writeFileSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../../shared/errors";
import { run } from "../../shared/process";
import { checkWithTool } from "../checks/local-tool";
import { sitePlaces, withNginx } from "../checks/nginx";
import { checkPages } from "../checks/pages";
import { fileNamed, readUserData } from "../checks/user-data";
import type { Run } from "../run";

/**
 * Runs what an instance would run, as far as this machine can: the user data as it was read back from the launch
 * template, its script through bash and shellcheck, its nginx configuration in an nginx of this machine.
 */
export async function page(e2e: Run, environment: string, userData: string): Promise<void> {
  const part = e2e.report.part(`${environment}, page`);
  const folder = e2e.scratch(`${environment}-page`);
  const config = await part.step("the launch template's user data is a cloud-config under 16 KB", () => {
    const size = Buffer.from(userData, "base64").length;
    if (size >= 16_384) throw new ToolError(`it has ${size} bytes`);
    return readUserData(userData);
  });

  const script = path.join(folder, "install.sh");
  writeFileSync(script, fileNamed(config, "/install.sh").content);
  for (const [name, args] of [
    ["bash", ["-n", script]],
    ["shellcheck", [script]],
  ] as const) {
    await checkWithTool(part, name, `${name} finds nothing wrong with the script`, async (tool) => {
      const { status, stdout, stderr } = await run(tool, args);
      if (status !== 0) throw new ToolError(`${stdout}${stderr}`);
    });
  }
  await checkWithTool(part, "nginx", "nginx accepts the configuration and serves", (nginx) =>
    withNginx(nginx, folder, config, (port) => checkPages(part, port, sitePlaces(config).healthPath)),
  );
}
