import { spawnSync } from "node:child_process";
import { TerraformOutput } from "cdktf";
import {
  userDataText,
  webServerCloudConfig,
  WebServerUserData,
  type WebServerUserDataProps,
} from "../../../modules/compute/web-server-user-data";
import { asText } from "../../../modules/shared/expression";
import { synthesizeModule } from "../../support/synthesize";
import { evaluate, testWithTerraform } from "../../support/terraform";

const settings: WebServerUserDataProps = {
  healthPath: "/health",
  trustedCidrBlock: "10.20.0.0/16",
  agent: {
    metricNamespace: "Palisade/prod",
    fleetName: "prod-compute-web",
    accessLogGroup: "/palisade/prod/compute/nginx-access",
    errorLogGroup: "/palisade/prod/compute/nginx-error",
    bootLogGroup: "/palisade/prod/compute/cloud-init",
  },
};

function synthesized() {
  const json = synthesizeModule((stack) => {
    const { base64 } = new WebServerUserData(stack, "web_server", settings);
    new TerraformOutput(stack, "user_data", { value: base64 });
  });
  const { locals, output } = json as unknown as { locals: object; output: { user_data: { value: string } } };
  return { locals, expression: output.user_data.value };
}

test("writes the files where only root reads them, then runs the script with what it cannot know itself", () => {
  const { write_files, runcmd } = webServerCloudConfig(settings);
  expect(write_files.map(({ path, owner, permissions }) => [path, owner, permissions])).toEqual([
    ["/opt/palisade/nginx.conf", "root:root", "0600"],
    ["/opt/palisade/nginx-service.conf", "root:root", "0600"],
    ["/opt/palisade/index.html", "root:root", "0600"],
    ["/opt/palisade/amazon-cloudwatch-agent.json", "root:root", "0600"],
    ["/opt/palisade/install.sh", "root:root", "0600"],
  ]);
  expect(runcmd).toEqual([["/bin/bash", "/opt/palisade/install.sh", "/usr/share/nginx/site", "/health"]]);
});

test("stands in the JSON as readable files, which Terraform encodes", () => {
  const { locals, expression } = synthesized();
  expect(locals).toEqual({ web_server_cloud_config: asText(webServerCloudConfig(settings)) });
  expect(expression).toBe('${base64encode(join("\\n", ["#cloud-config", jsonencode(local.web_server_cloud_config)]))}');
});

test("the script is one that bash can read", () => {
  const script = webServerCloudConfig(settings).write_files.find(({ path }) => path.endsWith("install.sh"));
  expect(spawnSync("bash", ["-n"], { input: script?.content, encoding: "utf8" })).toMatchObject({
    status: 0,
    stderr: "",
  });
});

testWithTerraform("Terraform makes of it, byte for byte, what was measured", async (terraform) => {
  const { locals, expression } = synthesized();
  const text = Buffer.from(await evaluate(terraform, locals, expression), "base64").toString();
  expect(text).toBe(userDataText(webServerCloudConfig(settings)));
  expect(JSON.parse(text.replace("#cloud-config\n", ""))).toEqual(webServerCloudConfig(settings));
});

test("refuses what EC2 would refuse for its size", () => {
  const healthPath = `/${"h".repeat(5_000)}`;
  expect(() =>
    synthesizeModule((stack) => new WebServerUserData(stack, "web_server", { ...settings, healthPath })),
  ).toThrow(
    /^\S*web_server has \d+ bytes of user data; EC2 accepts less than 16384 before base64: move files to S3 or into the AMI$/,
  );
});
