import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { bytesOf } from "../../../tools/handoff/bundle";
import { sealedConfiguration } from "../../../tools/handoff/sealed";
import { writeFolder } from "../../../tools/handoff/write-bundle";
import { run } from "../../../tools/shared/process";
import { scratchFolder } from "../../../tools/shared/scratch";
import { testWithTerraform } from "../../support/terraform";

const files = new Map([
  ["cdk.tf.json", bytesOf("{}\n")],
  ["terraform.tf", bytesOf("terraform {}\n")],
  ["assets/hello.zip", bytesOf("code")],
]);

testWithTerraform(
  "Terraform refuses to plan, apply and destroy a stack that is not as it was sealed",
  async ({ terraform, env }) => {
    const scratch = scratchFolder("sealed-test");
    const folder = path.join(scratch.path, "stack");
    writeFolder(new Map([...files, ["sealed.tf", bytesOf(sealedConfiguration(files))]]), folder);
    const call = async (...args: string[]) => {
      const { status, stderr } = await run(terraform.path, [...args, "-no-color"], {
        cwd: folder,
        env,
        timeoutSeconds: 60,
      });
      const named = /Not as handed over: (.+?)\. Run/s.exec(stderr.replaceAll(/\n│ +/g, " "))?.[1];
      return named === undefined ? status : [status, named];
    };
    const answers: unknown[] = [];
    const put = (name: string, text: string) => {
      writeFileSync(path.join(folder, name), text);
    };
    answers.push(await call("plan", "-detailed-exitcode"), await call("apply", "-auto-approve"));
    answers.push(await call("plan", "-detailed-exitcode"), await call("plan", "-out=tfplan"));
    put("assets/hello.zip", "code!");
    answers.push(await call("plan"), await call("apply", "tfplan"), await call("destroy", "-auto-approve"));
    put("assets/hello.zip", "code");
    put("x.tf.json", "{}");
    answers.push(await call("plan"));
    rmSync(path.join(folder, "x.tf.json"));
    rmSync(path.join(folder, "assets/hello.zip"));
    answers.push(await call("plan"));
    put("assets/hello.zip", "code");
    answers.push(await call("destroy", "-auto-approve"));
    scratch.remove();
    expect(answers).toEqual([
      2, // The output is new.
      0,
      0,
      0,
      [1, "assets/hello.zip"],
      [1, "assets/hello.zip"],
      [1, "assets/hello.zip"],
      [1, "x.tf.json"],
      [1, "assets/hello.zip"],
      0,
    ]);
  },
);
