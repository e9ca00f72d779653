import { Fleet } from "../../modules/compute/fleet";
import { FleetAlarms } from "../../modules/compute/fleet-alarms";
import { FleetLaunchTemplate } from "../../modules/compute/launch-template";
import { WebServerUserData } from "../../modules/compute/web-server-user-data";
import { LogGroup } from "../../modules/shared/log-group";
import type { IdentityOutputs } from "../identity-stack";
import type { LayerStack } from "../layer/layer-stack";
import { metricNamespace } from "../layer/names";
import type { NetworkOutputs } from "../network-stack";

interface FleetReads {
  readonly network: ReturnType<NetworkOutputs["readInto"]>;
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
}

/** Adds the Auto Scaling group of web servers, what they start with, and their alarms. */
export function addFleet(stack: LayerStack, { network, identity }: FleetReads): Fleet {
  const { environment } = stack;
  const { placement, size, observability, healthPath, ami, ...settings } = environment.compute.fleet;
  const name = stack.physicalName("web", "auto scaling group");
  const namespace = metricNamespace(environment.name);
  const userData = new WebServerUserData(stack, "web_server", {
    healthPath,
    trustedCidrBlock: environment.network.cidrBlock,
    agent: observability
      ? { metricNamespace: namespace, fleetName: name, ...addLogGroups(stack, identity.logsKeyArn) }
      : undefined,
  });
  const launchTemplate = new FleetLaunchTemplate(stack, "web_instance", {
    name: stack.physicalName("web", "launch template"),
    ami,
    instanceType: settings.instanceType,
    userData: userData.base64,
    instanceProfileName: identity.instanceProfileName,
    securityGroupIds: [network.appSecurityGroupId],
    instanceName: stack.physicalName("web", "tag"),
    tags: stack.tags,
    volumeKeyArn: identity.volumesKeyArn,
    volumeSizeGib: settings.volumeSizeGib,
    publicIpAddress: placement === "public",
  });
  const fleet = new Fleet(stack, "web_fleet", {
    name,
    launchTemplate,
    subnetIds: placement === "public" ? network.publicSubnetIds : network.appSubnetIds,
    size,
    tags: stack.tags,
    scalingPolicyName: stack.physicalName("web-cpu", "auto scaling group"),
    cpuTargetPercent: settings.cpuTargetPercent,
    healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
    maximumInstanceLifetimeDays: settings.maximumInstanceLifetimeDays,
    automaticRollback: ami.startsWith("ami-"),
  });
  if (observability) {
    new FleetAlarms(stack, "web", {
      name: (role) => stack.physicalName(`web-${role}`, "alarm"),
      fleetName: name,
      metricNamespace: namespace,
      minimumSize: size.min,
      topicArn: stack.alarmTopicArn,
    });
  }
  return fleet;
}

/** Creates the instances' log groups: instances may only write. A name is text, known before its group exists. */
function addLogGroups(stack: LayerStack, kmsKeyArn: string) {
  const { retentionDays } = stack.environment.logs;
  const logGroup = (id: string, role: string): string => {
    const name = stack.logGroupName(role);
    new LogGroup(stack, id, { name, retentionDays, kmsKeyArn, keepOnDestroy: stack.keepsData });
    return name;
  };
  return {
    accessLogGroup: logGroup("nginx_access", "nginx-access"),
    errorLogGroup: logGroup("nginx_error", "nginx-error"),
    bootLogGroup: logGroup("boot", "cloud-init"),
  };
}
