import { existsSync } from "node:fs";
import path from "node:path";

import { runTool } from "./shared/command-line";
import { MissingTool } from "./shared/errors";
import { type Program, findProgram } from "./shared/programs";
import { progress } from "./shared/progress";
import { repository } from "./shared/repository";
import { readJson } from "./shared/synthesize";
import { table } from "./shared/table";
import { installProvider, isOlder, locateTerraform } from "./terraform/locate";
import { initializeOnce } from "./terraform/run";

/** What is looked for, and what it is needed for. */
interface Finding {
  readonly name: string;
  readonly neededFor: "npm test" | "npm run e2e";
  readonly version?: string;
  /** Where it was found. */
  readonly place?: string;
  /** Why it is missing, and the line that installs it; undefined where it is there. */
  readonly missing?: string;
}

const programs: readonly Program[] = [
  {
    name: "python3",
    versionArguments: ["--version"],
    check: {
      arguments: ["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"],
      fault: "is older than 3.10, or makes no virtual environments, in which the AWS emulators are installed",
    },
    debian: "python3 python3-venv",
    homebrew: "python",
  },
  { name: "nginx", versionArguments: ["-v"], debian: "nginx-light", homebrew: "nginx" },
  { name: "shellcheck", versionArguments: ["--version"], debian: "shellcheck", homebrew: "shellcheck" },
  { name: "mariadbd", versionArguments: ["--version"], debian: "mariadb-server", homebrew: "mariadb" },
  { name: "bash", versionArguments: ["--version"], debian: "bash", homebrew: "bash" },
  { name: "openssl", versionArguments: ["version"], debian: "openssl", homebrew: "openssl" },
];

void runTool(
  {
    command: "npm run doctor",
    summary:
      "Lists the programs that Palisade needs, where this machine has each program, and how to install each missing program.",
    options: {
      fetch: {
        type: "boolean",
        description: "Fetches the AWS provider as Terraform does, if no mirror on this machine has the AWS provider.",
      },
      json: { type: "boolean", description: "Prints the findings as JSON." },
    },
    exitStatuses: {
      0: "everything that npm test needs is installed",
      1: "something that npm test needs is missing, or the AWS provider could not be fetched",
    },
  },
  async ({ fetch, json }) => {
    if (fetch) await fetchProvider();
    const findings = [node(), packages(), ...terraformAndProvider(), ...programs.map(program)];
    process.stdout.write(json ? `${JSON.stringify(findings, undefined, 2)}\n` : readable(findings));
    const missing = findings.some((finding) => finding.neededFor === "npm test" && finding.missing !== undefined);
    return missing ? 1 : 0;
  },
);

async function fetchProvider(): Promise<void> {
  const terraform = locateTerraform();
  if (terraform.provider.mirror !== undefined) return;
  progress(`fetching AWS provider ${terraform.provider.version} (150 MB, 700 MB unpacked) ...`);
  await initializeOnce(terraform);
}

interface PackageManifest {
  readonly version?: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function node(): Finding {
  const finding = { name: "Node.js", neededFor: "npm test", version: process.versions.node } as const;
  const wanted = manifestIn(repository).engines?.node?.replace(/^\D+/, "") ?? "20.9";
  return isOlder(process.versions.node, wanted)
    ? { ...finding, missing: `${process.execPath} is ${finding.version}. Install Node.js ${wanted} or later.` }
    : { ...finding, place: process.execPath };
}

function packages(): Finding {
  const finding = { name: "npm packages", neededFor: "npm test" } as const;
  const { dependencies, devDependencies } = manifestIn(repository);
  const wanted = Object.entries({ ...dependencies, ...devDependencies });
  const wrong = wanted.filter(([name, version]) => {
    const folder = path.join(repository, "node_modules", name);
    // An alias names the package before its version: npm:cdktn@0.24.0.
    return !existsSync(folder) || manifestIn(folder).version !== version.replace(/^npm:.+@/, "");
  });
  return wrong.length === 0
    ? { ...finding, version: `${wanted.length} as in package.json`, place: path.join(repository, "node_modules") }
    : { ...finding, missing: `${wrong.map(([name, version]) => `${name} ${version}`).join(", ")}: "npm ci".` };
}

function terraformAndProvider(): Finding[] {
  const finding = { name: "terraform", neededFor: "npm test" } as const;
  const provider = { name: "AWS provider", neededFor: "npm test" } as const;
  try {
    const located = locateTerraform();
    const { version, mirror } = located.provider;
    return [
      { ...finding, version: located.terraform.version, place: located.terraform.path },
      mirror === undefined
        ? { ...provider, missing: `version ${version} is in no mirror on this machine. ${installProvider(version)}` }
        : { ...provider, version, place: `${mirror.path} (${mirror.foundBy})` },
    ];
  } catch (error) {
    if (!(error instanceof MissingTool)) throw error;
    return [
      { ...finding, missing: error.message },
      { ...provider, missing: "the AWS provider is looked for once Terraform is installed." },
    ];
  }
}

function program(wanted: Program): Finding {
  const found = findProgram(wanted);
  return {
    name: wanted.name,
    neededFor: "npm run e2e",
    ...("missing" in found ? found : { version: found.version, place: found.path }),
  };
}

function manifestIn(folder: string): PackageManifest {
  return readJson(path.join(folder, "package.json")) as PackageManifest;
}

function readable(findings: readonly Finding[]): string {
  const rows = findings.map(({ name, neededFor, version = "missing", place = "" }) => [
    name,
    neededFor,
    version,
    place,
  ]);
  const missing = findings.flatMap(({ name, missing: why }) => (why === undefined ? [] : [`${name}: ${why}`]));
  const advice = missing.length === 0 ? ["Nothing is missing."] : missing;
  return [table(["", "needed for", "version", "found"], rows), "", ...advice, ""].join("\n");
}
