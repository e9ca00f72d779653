import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { ToolError } from "../../shared/errors";
import { run, start, type Running } from "../../shared/process";
import { freePort } from "../emulators/port";
import { relocate } from "./nginx-place";
import { request } from "./request";
import { fileNamed, type CloudConfig } from "./user-data";

/** What the script of a cloud-config is told: where the pages go, and where the load balancer asks. */
export function sitePlaces({ runcmd }: CloudConfig): { readonly documentRoot: string; readonly healthPath: string } {
  const [[, , documentRoot, healthPath] = []] = runcmd;
  if (documentRoot === undefined || healthPath === undefined) {
    throw new ToolError(
      `the user data runs ${JSON.stringify(runcmd)}, which does not tell the document root and the health path`,
    );
  }
  return { documentRoot, healthPath };
}

/** Runs this machine's nginx with the files of a cloud-config, in `folder`, while `work` asks it on its loopback port. */
export async function withNginx(
  nginx: string,
  folder: string,
  config: CloudConfig,
  work: (port: number) => Promise<void>,
): Promise<void> {
  const port = await freePort();
  const { username: user } = os.userInfo();
  const place = relocate(fileNamed(config, "/nginx.conf").content, { prefix: folder, port, user });
  const filled = sitePlaces(config).documentRoot;
  if (path.join(folder, filled) !== place.documentRoot) {
    throw new ToolError(`the script fills ${filled}, but nginx serves ${place.documentRoot.slice(folder.length)}`);
  }
  for (const one of place.folders) mkdirSync(one, { recursive: true });
  writeFileSync(path.join(place.documentRoot, "index.html"), fileNamed(config, "/index.html").content);
  const file = path.join(folder, "nginx.conf");
  writeFileSync(file, place.text);
  const tested = await run(nginx, ["-e", "stderr", "-t", "-c", file]);
  if (tested.status !== 0) throw new ToolError(tested.stderr);
  const server = await start(nginx, ["-e", "stderr", "-c", file, "-g", "daemon off;"]);
  try {
    await answering(server, port);
    await work(port);
  } finally {
    await server.stop();
  }
}

async function answering(server: Running, port: number): Promise<void> {
  for (let attempt = 0; attempt < 50 && server.isRunning(); attempt += 1) {
    try {
      await request(port, "/");
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new ToolError(`nginx does not answer:\n${server.output()}`);
}
