import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { ToolError } from "../../shared/errors";
import { run, start } from "../../shared/process";
import { findOnPath } from "../../terraform/locate";
import { relocate } from "../checks/nginx-place";
import { checkPages } from "../checks/pages";
import { request } from "../checks/request";
import { fileNamed, readUserData, type CloudConfig } from "../checks/user-data";
import { freePort } from "../emulators/port";
import type { Part } from "../report";
import type { Run } from "../run";

/**
 * Runs what an instance would run, as far as this machine can: the user data as it was read back from the launch
 * template, its script through bash and shellcheck, its nginx configuration in an nginx of this machine.
 */
export async function page(e2e: Run, environment: string, userData: string): Promise<void> {
  const part = e2e.report.part(`${environment}, page`);
  const config = await part.step("the launch template's user data is a cloud-config under 16 KB", () => {
    const size = Buffer.from(userData, "base64").length;
    if (size >= 16_384) throw new ToolError(`it has ${size} bytes`);
    return readUserData(userData);
  });
  const folder = e2e.scratch(`${environment}-page`);
  await checkScript(part, folder, config);
  await checkNginx(part, folder, config);
}

async function checkScript(part: Part, folder: string, config: CloudConfig): Promise<void> {
  const script = path.join(folder, "install.sh");
  writeFileSync(script, fileNamed(config, "/install.sh").content);
  for (const [name, args] of [
    ["bash", ["-n", script]],
    ["shellcheck", [script]],
  ] as const) {
    await withTool(part, name, `${name} finds nothing wrong with the script`, async (tool) => {
      const { status, stdout, stderr } = await run(tool, args);
      if (status !== 0) throw new ToolError(`${stdout}${stderr}`);
    });
  }
}

async function checkNginx(part: Part, folder: string, config: CloudConfig): Promise<void> {
  await withTool(part, "nginx", "nginx accepts the configuration and serves the page", async (nginx) => {
    const port = await freePort();
    const { username: user } = os.userInfo();
    const { text, folders, documentRoot } = relocate(fileNamed(config, "/nginx.conf").content, { prefix: folder, port, user });
    for (const one of folders) mkdirSync(one, { recursive: true });
    const file = path.join(folder, "nginx.conf");
    writeFileSync(file, text);
    const [[, , wantedRoot = "", healthPath = ""] = []] = config.runcmd;
    if (path.join(folder, wantedRoot) !== documentRoot) {
      throw new ToolError(`the script fills ${wantedRoot}, but nginx serves ${documentRoot.slice(folder.length)}`);
    }
    writeFileSync(path.join(documentRoot, "index.html"), fileNamed(config, "/index.html").content);
    const tested = await run(nginx, ["-e", "stderr", "-t", "-c", file]);
    if (tested.status !== 0) throw new ToolError(tested.stderr);
    const server = await start(nginx, ["-e", "stderr", "-c", file, "-g", "daemon off;"]);
    try {
      await answering(port, () => server.isRunning(), () => server.output());
      await checkPages(part, port, healthPath);
    } finally {
      await server.stop();
    }
  });
}

async function answering(port: number, isRunning: () => boolean, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 50 && isRunning(); attempt += 1) {
    try {
      await request(port, "/");
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new ToolError(`nginx does not answer:\n${output()}`);
}

/** A tool that only this part needs may be missing, but not where a build says that everything counts. */
async function withTool(part: Part, name: string, check: string, work: (tool: string) => Promise<void>): Promise<void> {
  const search = [process.env["PATH"], "/usr/local/sbin", "/usr/sbin", "/sbin"].join(path.delimiter);
  const tool = findOnPath(name, { PATH: search });
  const missing = `${name} is not installed. Debian: "apt-get install ${name}"; macOS: "brew install ${name}"`;
  if (tool === undefined && process.env["CI"] !== "true") {
    part.skip(check, missing);
    return;
  }
  await part.check(check, async () => {
    if (tool === undefined) throw new ToolError(missing);
    await work(tool);
    return tool;
  });
}
