import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { cleanUp } from "../../../tools/shared/clean-up";
import { MissingTool } from "../../../tools/shared/errors";
import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import { boundProviderVersion, isOlder, locateTerraform } from "../../../tools/terraform/locate";

// A host of our own: what the machine that runs the test holds is not found.
const host = "providers.test";
const version = boundProviderVersion();
const architecture = process.arch === "x64" ? "amd64" : process.arch;
const platform = `${process.platform}_${architecture}`;

let scratch: Scratch;
const inScratch = (...names: string[]): string => path.join(scratch.path, ...names);

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(cleanUp);

function terraformOf(release: string): NodeJS.ProcessEnv {
  mkdirSync(inScratch("bin"), { recursive: true });
  writeFileSync(
    inScratch("bin", "terraform"),
    `#!/bin/sh\ncase $1 in\nversion) echo '{ "terraform_version": "${release}" }';;\n` +
      `providers) echo "└── provider[${host}/hashicorp/aws]";;\nesac\n`,
    { mode: 0o755 },
  );
  return { PATH: inScratch("bin"), HOME: inScratch("home"), XDG_DATA_DIRS: inScratch("data") };
}

function mirrorIn(folder: string, of = host): string {
  const binaries = path.join(folder, of, "hashicorp/aws", version, platform);
  mkdirSync(binaries, { recursive: true });
  writeFileSync(path.join(binaries, `terraform-provider-aws_v${version}_x5`), "");
  return folder;
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("Terraform", () => {
  test("if missing, is reported with the line that installs it", () => {
    const error = thrownBy(() => locateTerraform({ PATH: scratch.path }));
    expect(error).toBeInstanceOf(MissingTool);
    expect(error).toMatchObject({ tool: "terraform", exitStatus: 3 });
    expect((error as Error).message).toMatch(/^terraform is not on PATH\. Install Terraform 1\.11\.0 or later: "brew/);
  });

  test("that is too old is reported with its place and version", () => {
    const env = terraformOf("1.10.5");
    expect(() => locateTerraform(env)).toThrow(
      `${inScratch("bin/terraform")} is version 1.10.5; 1.11.0 or later is needed`,
    );
  });

  test("that does not answer is reported", () => {
    const env = terraformOf("1.11.4");
    writeFileSync(inScratch("bin/terraform"), "#!/bin/sh\nexit 1\n");
    expect(() => locateTerraform(env)).toThrow(`${inScratch("bin/terraform")} does not print its version`);
  });

  test("is found with its place and version", () => {
    expect(locateTerraform(terraformOf("1.12.0")).terraform).toEqual({
      path: inScratch("bin/terraform"),
      version: "1.12.0",
    });
  });

  test.each([
    ["1.9.9", "1.11.0", true],
    ["1.11.0", "1.11.0", false],
    ["1.11.0-rc1", "1.11.0", false],
    ["1.11.10", "1.11.9", false],
    ["2.0.0", "1.11.0", false],
    ["0.15.0", "1.11.0", true],
  ])("%s against %s: older is %s", (given, than, older) => {
    expect(isOlder(given, than)).toBe(older);
  });
});

describe("the provider", () => {
  const mirrorFor = (env: NodeJS.ProcessEnv): unknown => locateTerraform(env).provider.mirror;

  test("is in no mirror: terraform init uses the user's CLI configuration", () => {
    const env = terraformOf("1.11.4");
    const located = locateTerraform(env);
    expect(located.provider).toEqual({ version });
    expect(located.env.TF_CLI_CONFIG_FILE).toBe(os.devNull);
    writeFileSync(
      inScratch("terraformrc"),
      'provider_installation {\n  network_mirror {\n    url = "https://x/"\n  }\n}\n',
    );
    const configured = { ...env, TF_CLI_CONFIG_FILE: inScratch("terraformrc") };
    expect(locateTerraform(configured).env.TF_CLI_CONFIG_FILE).toBe(inScratch("terraformrc"));
  });

  test("is taken from TF_PLUGIN_MIRROR before any other place, also from a folder above the mirror", () => {
    const env = { ...terraformOf("1.11.4"), TF_PLUGIN_MIRROR: inScratch("given") };
    mirrorIn(inScratch("data/terraform/plugins"));
    mirrorIn(inScratch("given/deep"));
    expect(mirrorFor(env)).toEqual({ path: inScratch("given/deep"), foundBy: "TF_PLUGIN_MIRROR" });
  });

  test("is taken from the filesystem mirror and from the plugin cache of the CLI configuration", () => {
    const env = { ...terraformOf("1.11.4"), TF_CLI_CONFIG_FILE: inScratch("terraformrc") };
    writeFileSync(
      inScratch("terraformrc"),
      `provider_installation {\n  filesystem_mirror {\n    include = ["*/*/*"]\n    path    = "${inScratch("mirror")}"\n  }\n}\n` +
        `plugin_cache_dir = "$HOME/cache"\n`,
    );
    mirrorIn(inScratch("home/cache"));
    expect(mirrorFor(env)).toEqual({ path: inScratch("home/cache"), foundBy: "CLI configuration" });
    mirrorIn(inScratch("mirror"));
    expect(mirrorFor(env)).toEqual({ path: inScratch("mirror"), foundBy: "CLI configuration" });
  });

  test("is looked for at home if TF_CLI_CONFIG_FILE names a file that does not exist", () => {
    const env = { ...terraformOf("1.11.4"), TF_CLI_CONFIG_FILE: inScratch("none") };
    mkdirSync(inScratch("home"));
    writeFileSync(inScratch("home/.terraformrc"), `plugin_cache_dir = "${mirrorIn(inScratch("cache"))}"\n`);
    expect(mirrorFor(env)).toEqual({ path: inScratch("cache"), foundBy: "CLI configuration" });
  });

  test.each(["home/.terraform.d/plugins", "home/.local/share/terraform/plugins", "data/terraform/plugins"])(
    "is taken from %s, which Terraform looks in by itself",
    (place) => {
      const env = terraformOf("1.11.4");
      mirrorIn(inScratch(place));
      expect(mirrorFor(env)).toEqual({ path: inScratch(place), foundBy: "implied mirror folder" });
    },
  );

  test("is also taken as a zip", () => {
    const env = { ...terraformOf("1.11.4"), TF_PLUGIN_MIRROR: inScratch("given") };
    const folder = inScratch("given", host, "hashicorp/aws");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `terraform-provider-aws_${version}_${platform}.zip`), "");
    expect(mirrorFor(env)).toMatchObject({ path: inScratch("given") });
  });

  test("of another host, version or platform is not taken", () => {
    const env = { ...terraformOf("1.11.4"), TF_PLUGIN_MIRROR: inScratch("given") };
    mirrorIn(inScratch("given"), "other.test");
    for (const folder of [`6.0.0/${platform}`, `${version}/plan9_mips`]) {
      const binaries = inScratch("given", host, "hashicorp/aws", folder);
      mkdirSync(binaries, { recursive: true });
      writeFileSync(path.join(binaries, "terraform-provider-aws"), "");
    }
    expect(mirrorFor(env)).toBeUndefined();
  });

  test("in a mirror is named in a CLI configuration of the tool's own", () => {
    const env = {
      ...terraformOf("1.11.4"),
      TF_PLUGIN_MIRROR: mirrorIn(inScratch("given")),
      TF_VAR_x: "1",
      TF_LOG: "TRACE",
    };
    const located = locateTerraform(env);
    const configuration = readFileSync(located.env.TF_CLI_CONFIG_FILE ?? "", "utf8");
    expect(configuration).toContain(`filesystem_mirror {\n    path = "${inScratch("given")}"`);
    expect(located.env).toMatchObject({ CHECKPOINT_DISABLE: "1", TF_INPUT: "0" });
    expect(Object.keys(located.env)).not.toEqual(expect.arrayContaining(["TF_VAR_x"]));
    expect(located.env.TF_LOG).toBeUndefined();
  });
});
