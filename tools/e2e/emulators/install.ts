import { readdirSync } from "node:fs";
import path from "node:path";

import { pythonEnvironment } from "../../shared/python-environment";
import { emulatorVersions, type EmulatorName } from "../limits/limit";

const packages: Readonly<Record<EmulatorName, readonly string[]>> = {
  // What AWS refuses is judged by botocore's models of its services: another version, other rules.
  moto: [`moto[server,all]==${emulatorVersions.moto}`, "botocore==1.44.8"],
  // MiniStack signs and checks tokens only where `cryptography` is there.
  ministack: [`ministack==${emulatorVersions.ministack}`, "cryptography==50.0.2"],
};

/** Gives back the Python that has an emulator, which is installed where it is not there. */
export const installEmulator = (name: EmulatorName): Promise<string> =>
  pythonEnvironment({ name: `emulators/${name}-${emulatorVersions[name]}`, packages: packages[name] });

/** The packages beside a Python of a virtual environment: the strict front takes moto's into MiniStack. */
export function packagesOf(python: string): string {
  const lib = path.join(path.dirname(path.dirname(python)), "lib");
  const [version = ""] = readdirSync(lib).filter((name) => name.startsWith("python3"));
  return path.join(lib, version, "site-packages");
}
