import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

import { bytesOf, checksumsOf, sha256 } from "../../../tools/handoff/bundle";
import { writeFolder } from "../../../tools/handoff/write-bundle";
import { repository } from "../../../tools/shared/repository";
import { scratchFolder } from "../../../tools/shared/scratch";

const script = readFileSync(path.join(repository, "tools/handoff/verify.sh"));
const zip = bytesOf("code of a function");
const stack = "terraform/stacks/demo-compute";

/** A bundle in a folder of its own; `change` is what happens to the folder. */
function verified(change: (folder: string) => void = () => undefined, env: NodeJS.ProcessEnv = process.env) {
  const scratch = scratchFolder("verify-test");
  const folder = path.join(scratch.path, "a bundle");
  const files = new Map([
    ["verify.sh", new Uint8Array(script)],
    [`${stack}/cdk.tf.json`, bytesOf(`{\n  "source_code_hash": "${sha256(zip, "base64")}"\n}\n`)],
    [`${stack}/assets/hello.zip`, zip],
    [`${stack}/.terraform.lock.hcl`, bytesOf("# locked\n")],
  ]);
  writeFolder(new Map([...files, ["SHA256SUMS", bytesOf(checksumsOf(files))]]), folder);
  change(folder);
  const { status, stdout, stderr } = spawnSync("/bin/sh", [path.join(folder, "verify.sh")], { encoding: "utf8", env });
  scratch.remove();
  return { status, said: `${stdout}${stderr}`.trim().split("\n") };
}

const broken = "This folder is not as it was handed over: unpack the bundle again, and ask who made it.";
const write = (name: string, text: string) => (folder: string) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};

test("a bundle that nobody touched is whole", () => {
  expect(verified()).toEqual({ status: 0, said: ["whole: 4 files"] });
});

test.each(["shasum", "openssl"])("%s alone is enough to verify a bundle", (program) => {
  const scratch = scratchFolder("path");
  for (const name of [program, "awk", "cut", "dirname", "find", "grep", "sed", "cat", "perl"]) {
    const found = spawnSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
    if (found !== "") symlinkSync(found, path.join(scratch.path, name));
  }
  expect(verified(undefined, { PATH: scratch.path })).toEqual({ status: 0, said: ["whole: 4 files"] });
  scratch.remove();
});

test("without a program for SHA-256 the check says so, and does not pass", () => {
  const scratch = scratchFolder("path");
  symlinkSync("/usr/bin/dirname", path.join(scratch.path, "dirname"));
  expect(verified(undefined, { PATH: scratch.path })).toEqual({
    status: 2,
    said: ["verify.sh: none of sha256sum, shasum and openssl is installed"],
  });
  scratch.remove();
});

test.each([
  ["one byte more in a package", write(`${stack}/assets/hello.zip`, "code of a function!")],
  ["a configuration that is changed", write(`${stack}/cdk.tf.json`, "{}\n")],
  ["a lock file that is changed", write(`${stack}/.terraform.lock.hcl`, "")],
  ["a file of Terraform that is added", write(`${stack}/override.tf.json`, "{}")],
  ["a variable file that is added", write(`${stack}/more.auto.tfvars`, "")],
  ["a stack that is added", write("terraform/stacks/demo-other/main.tf", "")],
  ["a file with a space that is added", write(`${stack}/a file.tf`, "")],
  ["a hidden file that is added", write(`${stack}/.terraformrc`, "")],
  ["a plan file outside a stack's folder", write("tfplan", "")],
  [
    "a file that is missing",
    (folder: string) => {
      rmSync(path.join(folder, stack, "cdk.tf.json"));
    },
  ],
  [
    "a link in the place of a file",
    (folder: string) => {
      const file = path.join(folder, stack, "cdk.tf.json");
      writeFileSync(path.join(folder, "../elsewhere"), readFileSync(file));
      rmSync(file);
      symlinkSync(path.join(folder, "../elsewhere"), file);
    },
  ],
  [
    "no checksums",
    (folder: string) => {
      rmSync(path.join(folder, "SHA256SUMS"));
    },
  ],
  ["empty checksums", write("SHA256SUMS", "")],
])("%s is a fault", (_, change) => {
  expect(verified(change).status).toBe(1);
});

test("every fault is named at once", () => {
  const { said } = verified((folder) => {
    write(`${stack}/assets/hello.zip`, "other code")(folder);
    write(`${stack}/x.tf`, "")(folder);
    rmSync(path.join(folder, stack, ".terraform.lock.hcl"));
  });
  expect(said).toEqual([
    `missing: ${stack}/.terraform.lock.hcl`,
    `changed: ${stack}/assets/hello.zip`,
    `no function of ${stack}/cdk.tf.json names this package: ${stack}/assets/hello.zip`,
    `added: ${stack}/x.tf`,
    broken,
  ]);
});

test("a package with checksums of its own, which no function names, is a fault", () => {
  const { status, said } = verified((folder) => {
    write(`${stack}/assets/hello.zip`, "other code")(folder);
    const sums = path.join(folder, "SHA256SUMS");
    const text = readFileSync(sums, "utf8");
    writeFileSync(sums, text.replace(sha256(zip), sha256(bytesOf("other code"))));
  });
  expect({ status, said }).toEqual({
    status: 1,
    said: [`no function of ${stack}/cdk.tf.json names this package: ${stack}/assets/hello.zip`, broken],
  });
});

test("what Terraform leaves in the folder is no fault", () => {
  const left = [
    "state/demo/network.tfstate",
    `${stack}/.terraform/providers/provider`,
    `${stack}/tfplan`,
    "SHA256SUMS.sig",
  ];
  expect(
    verified((folder) => {
      left.forEach((name) => {
        write(name, "x")(folder);
      });
    }),
  ).toEqual({
    status: 0,
    said: ["whole: 4 files"],
  });
});
