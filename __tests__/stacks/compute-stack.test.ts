import { ComputeStack } from "../../stacks/compute-stack";
import { checkEnvironments } from "../../stacks/environments/check";
import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { IdentityStack } from "../../stacks/identity-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { production, trial } from "../support/records";
import { newApp, terraformJson } from "../support/synthesize";
import { today } from "../support/today";

function compute(name: string, record: EnvironmentRecord) {
  const [environment] = checkEnvironments({ [name]: record }, today).environments;
  if (environment === undefined) throw new Error("a checked record gives an environment");
  const app = newApp();
  const { outputs: network } = new NetworkStack(app, environment, { state: undefined });
  const { outputs: identity } = new IdentityStack(app, environment, { network });
  return terraformJson(new ComputeStack(app, environment, { network, identity }));
}

type Json = ReturnType<typeof compute>;
type Attributes = Readonly<Record<string, unknown>>;

const all = (json: Json, type: string) => Object.values(json.resource[type] ?? {}) as Attributes[];
const groupOf = (json: Json) => all(json, "aws_autoscaling_group")[0];
const templateOf = (json: Json) => all(json, "aws_launch_template")[0];
const resourcesOf = (json: Json) =>
  Object.entries(json.resource)
    .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`))
    .sort();

/** What the user data writes for the CloudWatch agent. */
function agentConfiguration(json: Json): string | undefined {
  const { locals } = json as unknown as {
    locals: { web_server_cloud_config: { write_files: { path: string; content: string }[] } };
  };
  return locals.web_server_cloud_config.write_files.find(({ path }) => path.endsWith("-agent.json"))?.content;
}

test("demo is one public instance, without paid resources around the instance", () => {
  const json = compute("demo", trial);
  expect(resourcesOf(json)).toEqual([
    "aws_autoscaling_group.web_fleet_autoscaling_group",
    "aws_launch_template.web_instance_launch_template",
  ]);
  expect(groupOf(json)).toMatchObject({
    vpc_zone_identifier: "${data.terraform_remote_state.network.outputs.public_subnet_ids}",
    min_size: 1,
    desired_capacity: 1,
    max_size: 1,
  });
  expect(templateOf(json)).toMatchObject({ network_interfaces: [{ associate_public_ip_address: "true" }] });
  expect(agentConfiguration(json)).toBeUndefined();
});

test("production is private, logged and alarmed", () => {
  const json = compute("prod", production);
  expect(resourcesOf(json)).toEqual([
    "aws_autoscaling_group.web_fleet_autoscaling_group",
    "aws_autoscaling_policy.web_fleet_cpu_target",
    "aws_cloudwatch_log_group.boot_log_group",
    "aws_cloudwatch_log_group.nginx_access_log_group",
    "aws_cloudwatch_log_group.nginx_error_log_group",
    "aws_cloudwatch_metric_alarm.web_cpu_alarm",
    "aws_cloudwatch_metric_alarm.web_disk_alarm",
    "aws_cloudwatch_metric_alarm.web_in_service_alarm",
    "aws_cloudwatch_metric_alarm.web_memory_alarm",
    "aws_cloudwatch_metric_alarm.web_status_check_alarm",
    "aws_launch_template.web_instance_launch_template",
  ]);
  expect(groupOf(json)).toMatchObject({
    vpc_zone_identifier: "${data.terraform_remote_state.network.outputs.app_subnet_ids}",
    min_size: 2,
  });
  expect(templateOf(json)).toMatchObject({ network_interfaces: [{ associate_public_ip_address: "false" }] });
});

test("log groups are those in the instances' user data, with the environment's key and retention", () => {
  const json = compute("prod", production);
  const names = ["nginx-access", "nginx-error", "cloud-init"].map((role) => `/palisade/prod/compute/${role}`);
  expect(all(json, "aws_cloudwatch_log_group")).toEqual(
    names.map((name) => ({
      name,
      retention_in_days: 365,
      kms_key_id: "${data.terraform_remote_state.identity.outputs.logs_key_arn}",
      skip_destroy: true,
    })),
  );
  const told = agentConfiguration(json)?.matchAll(/"log_group_name": "(.*)"/g) ?? [];
  expect(Array.from(told, ([, name]) => name)).toEqual(names);
});

test("alarms notify the environment's topic", () => {
  const told = all(compute("prod", production), "aws_cloudwatch_metric_alarm").map((alarm) => alarm["alarm_actions"]);
  expect(told).toEqual(Array.from({ length: 5 }, () => [production.alarmTopicArn]));
});

test("an instance refresh rolls back only where AWS allows a rollback: with an image given by its id", () => {
  const pinned: EnvironmentRecord = { ...production, compute: { fleet: { ami: "ami-0123456789abcdef0" } } };
  const refreshing = (auto_rollback: boolean) => ({ instance_refresh: { preferences: { auto_rollback } } });
  expect(groupOf(compute("prod", production))).toMatchObject(refreshing(false));
  expect(groupOf(compute("prod", pinned))).toMatchObject(refreshing(true));
});

test("publishes the fleet's name and nothing else", () => {
  expect(compute("prod", production).output).toEqual({
    web_fleet_name: {
      description: "The Auto Scaling group of web servers, which a load balancer attaches",
      value: "${aws_autoscaling_group.web_fleet_autoscaling_group.name}",
    },
  });
});
