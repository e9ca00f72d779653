import type { Construct } from "constructs";
import { Fleet } from "../modules/compute/fleet";
import { FleetAlarms } from "../modules/compute/fleet-alarms";
import { FleetLaunchTemplate } from "../modules/compute/launch-template";
import { WebServerUserData } from "../modules/compute/web-server-user-data";
import { LogGroup } from "../modules/shared/log-group";
import { addDatabase } from "./compute/database";
import { addFunctions } from "./compute/functions";
import type { Environment } from "./environments/schema/environment";
import type { IdentityOutputs } from "./identity-stack";
import { codeSigningOf } from "./layer/code-signing";
import { LayerOutputs, type Promises } from "./layer/layer-outputs";
import { LayerStack } from "./layer/layer-stack";
import { metricNamespace } from "./layer/names";
import type { NetworkOutputs } from "./network-stack";

const promises = {
  webFleetName: {
    type: "string",
    description: "The Auto Scaling group of web servers, which a load balancer attaches",
  },
  secureApiFunctionName: {
    type: "string",
    when: "compute.functions.secureApi",
    description: "The function that says who called",
  },
  secureApiAliasArn: { type: "string", when: "compute.functions.secureApi", description: "What an API calls of it" },
  helloFunctionName: { type: "string", when: "compute.functions.hello", description: "The function that greets" },
  helloAliasArn: { type: "string", when: "compute.functions.hello", description: "What an API calls of it" },
  queryPlayerFunctionName: {
    type: "string",
    when: "compute.functions.queryPlayer",
    description: "The function that asks the database",
  },
  queryPlayerAliasArn: {
    type: "string",
    when: "compute.functions.queryPlayer",
    description: "What an API calls of it",
  },
  requestAuthorizerFunctionName: {
    type: "string",
    when: "compute.functions.requestAuthorizer",
    description: "The function that authorizes requests of the REST API",
  },
  requestAuthorizerAliasArn: {
    type: "string",
    when: "compute.functions.requestAuthorizer",
    description: "What the REST API's authorizer calls",
  },
} as const satisfies Promises;

export type ComputeOutputs = LayerOutputs<typeof promises>;

interface Reads {
  readonly network: NetworkOutputs;
  readonly identity: IdentityOutputs;
}

/** The compute layer: the web servers and the functions, their logs and alarms. It does not know who sends requests. */
export class ComputeStack extends LayerStack {
  readonly outputs: ComputeOutputs;

  constructor(scope: Construct, environment: Environment, reads: Reads) {
    super(scope, "compute", environment);
    const { compute } = environment;
    const { placement, size, observability, healthPath, ami, ...settings } = compute.fleet;
    const network = reads.network.readInto(this);
    const identity = reads.identity.readInto(this);
    const fleetName = this.physicalName("web", "auto scaling group");
    const namespace = metricNamespace(environment.name);

    const userData = new WebServerUserData(this, "web_server", {
      healthPath,
      trustedCidrBlock: environment.network.cidrBlock,
      agent: observability
        ? { metricNamespace: namespace, fleetName, ...this.logGroups(identity.logsKeyArn) }
        : undefined,
    });
    const launchTemplate = new FleetLaunchTemplate(this, "web_instance", {
      name: this.physicalName("web", "launch template"),
      ami,
      instanceType: settings.instanceType,
      userData: userData.base64,
      instanceProfileName: identity.instanceProfileName,
      securityGroupIds: [network.appSecurityGroupId],
      instanceName: this.physicalName("web", "tag"),
      tags: this.tags,
      volumeKeyArn: identity.volumesKeyArn,
      volumeSizeGib: settings.volumeSizeGib,
      publicIpAddress: placement === "public",
    });
    const fleet = new Fleet(this, "web_fleet", {
      name: fleetName,
      launchTemplate,
      subnetIds: placement === "public" ? network.publicSubnetIds : network.appSubnetIds,
      size,
      tags: this.tags,
      scalingPolicyName: this.physicalName("web-cpu", "auto scaling group"),
      cpuTargetPercent: settings.cpuTargetPercent,
      healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
      maximumInstanceLifetimeDays: settings.maximumInstanceLifetimeDays,
      automaticRollback: ami.startsWith("ami-"),
    });
    if (observability) {
      new FleetAlarms(this, "web", {
        name: (role) => this.physicalName(`web-${role}`, "alarm"),
        fleetName,
        metricNamespace: namespace,
        minimumSize: size.min,
        topicArn: this.alarmTopicArn,
      });
    }

    const hasFunctions = compute.database !== undefined || Object.keys(compute.functions ?? {}).length > 0;
    const signing = hasFunctions ? codeSigningOf(this, identity.dataKeyArn) : undefined;
    const database = addDatabase(this, { identity, network, signing });
    const { secureApi, hello, queryPlayer, requestAuthorizer } = addFunctions(this, identity, { signing, database });

    this.outputs = new LayerOutputs(this, promises, {
      webFleetName: fleet.name,
      secureApiFunctionName: secureApi?.name,
      secureApiAliasArn: secureApi?.aliasArn,
      helloFunctionName: hello?.name,
      helloAliasArn: hello?.aliasArn,
      queryPlayerFunctionName: queryPlayer?.name,
      queryPlayerAliasArn: queryPlayer?.aliasArn,
      requestAuthorizerFunctionName: requestAuthorizer?.name,
      requestAuthorizerAliasArn: requestAuthorizer?.aliasArn,
    });
  }

  /** Creates the instances' log groups: instances may only write. A name is text, known before its group exists. */
  private logGroups(kmsKeyArn: string) {
    const { retentionDays } = this.environment.logs;
    const logGroup = (id: string, role: string): string => {
      const name = this.logGroupName(role);
      new LogGroup(this, id, { name, retentionDays, kmsKeyArn, keepOnDestroy: this.keepsData });
      return name;
    };
    return {
      accessLogGroup: logGroup("nginx_access", "nginx-access"),
      errorLogGroup: logGroup("nginx_error", "nginx-error"),
      bootLogGroup: logGroup("boot", "cloud-init"),
    };
  }
}
