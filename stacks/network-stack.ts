import type { Construct } from "constructs";
import { AccessLogBucket } from "../modules/network/access-log-bucket";
import { AvailabilityZones } from "../modules/network/availability-zones";
import { ExecuteApiEndpoint, type ExecuteApiEndpointProps } from "../modules/network/execute-api-endpoint";
import { FlowLogs } from "../modules/network/flow-logs";
import { InterfaceEndpoints } from "../modules/network/interface-endpoints";
import { NetworkAcls } from "../modules/network/network-acls";
import { Routes } from "../modules/network/routes";
import { S3GatewayEndpoint } from "../modules/network/s3-gateway-endpoint";
import { SecurityGroups } from "../modules/network/security-groups";
import { planSubnets } from "../modules/network/subnet-plan";
import { Subnets } from "../modules/network/subnets";
import { Vpc } from "../modules/network/vpc";
import { EncryptionKey, logGroupsMayUseKey } from "../modules/shared/encryption-key";
import type { Environment } from "./environments/schema/environment";
import { LayerOutputs, type Promises } from "./layer/layer-outputs";
import { LayerStack } from "./layer/layer-stack";
import type { StateStack } from "./state-stack";

const promises = {
  vpcId: { type: "string", description: "The environment's VPC" },
  publicSubnetIds: { type: "list", description: "Subnets that the internet reaches, one in each zone: load balancers" },
  appSubnetIds: { type: "list", description: "Private subnets of the workload, one in each zone" },
  dataSubnetIds: { type: "list", description: "Subnets without a way out, one in each zone: databases" },
  loadBalancerSecurityGroupId: {
    type: "string",
    description: "The load balancer's group, the only one that may admit the internet",
  },
  appSecurityGroupId: { type: "string", description: "The instances' group: admits the load balancer alone" },
  databaseSecurityGroupId: {
    type: "string",
    description: "The database's group: admits the functions' alone",
    when: "compute.database",
  },
  functionsSecurityGroupId: {
    type: "string",
    description: "The group of functions that ask the database",
    when: "compute.database",
  },
  accessLogBucketName: { type: "string", description: "Where load balancers write their logs" },
  executeApiEndpointId: {
    type: "string",
    description: "The interface endpoint by which the VPC reaches a private REST API",
    when: "network.executeApiEndpoint",
  },
} as const satisfies Promises;

export type NetworkOutputs = LayerOutputs<typeof promises>;

/** The network layer: the VPC, its subnets, routes, endpoints, security groups and network ACLs, and flow logs. */
export class NetworkStack extends LayerStack {
  readonly outputs: NetworkOutputs;

  constructor(scope: Construct, environment: Environment, { state }: { readonly state?: StateStack } = {}) {
    super(scope, "network", environment);
    if (state !== undefined) this.addDependency(state);
    const { region, network, compute, edge, logs } = environment;
    const { cidrBlock, ipv6, nat, egress } = network;
    const { accountId } = this;
    const { zoneNames } = new AvailabilityZones(this, "available", { zones: network.zones });
    const plan = planSubnets(cidrBlock, zoneNames.length);
    const name = (role: string) => this.physicalName(role, "tag");

    const vpc = new Vpc(this, "main", { name: name("vpc"), cidrBlock, ipv6, preventDestroy: this.keepsData });
    const { vpcId, internetGatewayId, internetGateway } = vpc;
    const { idsByTier: subnetIds } = new Subnets(this, "subnet", {
      name,
      vpcId,
      plan,
      zoneNames,
      ipv6CidrBlock: ipv6 ? vpc.ipv6CidrBlock : undefined,
    });
    const { routeTableIds } = new Routes(this, "route", {
      name,
      vpcId,
      internetGatewayId,
      internetGateway,
      subnetIds,
      nat,
      ipv6,
    });
    new NetworkAcls(this, "network_acl", {
      name,
      vpcId,
      vpcCidrBlock: cidrBlock,
      plan,
      subnetIds,
      ipv6,
      loadBalancerTier: edge.exposure === "vpc-origin" ? "app" : "public",
      fleetTier: compute.fleet.placement === "public" ? "public" : "app",
      callersOnEveryPort: callersOnEveryPort(environment),
    });
    const s3 = new S3GatewayEndpoint(this, "s3", { name: name("s3"), vpcId, region, accountId, routeTableIds });
    const groups = new SecurityGroups(this, "security_group", {
      namePrefix: (role) => this.physicalName(role, "security group"),
      vpcId,
      internetPorts: internetPorts(edge),
      cloudFrontPort: edge.exposure === "cloudfront-prefix-list" ? 443 : undefined,
      egress,
      endpoints: network.endpoints || network.executeApiEndpoint !== undefined,
      s3PrefixListId: s3.prefixListId,
      ipv6,
      database: compute.database !== undefined,
    });
    const executeApiEndpointId =
      groups.endpointId === undefined
        ? undefined
        : this.addEndpoints({ vpcId, subnetIds: subnetIds.app, securityGroupId: groups.endpointId });
    this.addFlowLogs(vpcId);
    const accessLogs = new AccessLogBucket(this, "load_balancer", {
      namePrefix: `${this.physicalName("access-logs", "bucket prefix")}-`,
      accountId,
      retentionDays: logs.retentionDays,
      preventDestroy: this.keepsData,
      forceDestroy: !this.keepsData,
    });

    this.outputs = new LayerOutputs(this, promises, {
      vpcId,
      publicSubnetIds: [...subnetIds.public],
      appSubnetIds: [...subnetIds.app],
      dataSubnetIds: [...subnetIds.data],
      loadBalancerSecurityGroupId: groups.loadBalancerId,
      appSecurityGroupId: groups.appId,
      databaseSecurityGroupId: groups.databaseId,
      functionsSecurityGroupId: groups.functionsId,
      accessLogBucketName: accessLogs.name,
      executeApiEndpointId,
    });
  }

  /** Adds the interface endpoints that the record asks for, and returns the id of the one of a private REST API. */
  private addEndpoints(place: Pick<ExecuteApiEndpointProps, "securityGroupId" | "subnetIds" | "vpcId">) {
    const { region, network } = this.environment;
    const { accountId } = this;
    const name = (role: string) => this.physicalName(role, "tag");
    if (network.endpoints) {
      const { ec2messagesEndpoint: ec2messages } = network;
      new InterfaceEndpoints(this, "endpoint", { ...place, name, region, accountId, ec2messages });
    }
    if (network.executeApiEndpoint === undefined) return undefined;
    const { privateDns } = network.executeApiEndpoint;
    return new ExecuteApiEndpoint(this, "execute_api", {
      ...place,
      name: name("execute-api"),
      region,
      accountId,
      privateDns,
    }).vpcEndpointId;
  }

  /**
   * Adds the flow logs, if they are on, and their key. When flow logs are switched off, earlier logs stay where data is kept,
   * and are unreadable without their key.
   */
  private addFlowLogs(vpcId: string): void {
    const { name, region, network, logs, keepData, permissionsBoundaryArn } = this.environment;
    const { accountId, keepsData } = this;
    if (!network.flowLogs && !keepData) return;
    const logsKey = new EncryptionKey(this, "logs", {
      description: `Logs of the network layer of ${name}`,
      alias: this.physicalName("logs", "kms alias"),
      accountId,
      statements: [logGroupsMayUseKey({ region, accountId, logGroupPrefixes: [this.logGroupName("")] })],
      preventDestroy: keepsData,
      deletionWindowDays: this.keyDeletionWindowDays,
    });
    if (!network.flowLogs) return;
    new FlowLogs(this, "vpc", {
      name: this.physicalName("flow-logs", "tag"),
      roleName: this.physicalName("flow-logs", "iam role"),
      logGroupName: this.logGroupName("flow"),
      vpcId,
      region,
      accountId,
      kmsKeyArn: logsKey.arn,
      retentionDays: logs.retentionDays,
      keepOnDestroy: keepsData,
      boundaryArn: permissionsBoundaryArn,
    });
  }
}

/** The tiers that call the internet from every port: that of the NAT gateways, and that of functions, if they may call anyone. */
function callersOnEveryPort({ network, compute }: Environment): readonly ("app" | "public")[] {
  if (network.nat === "none") return [];
  return compute.database && network.egress === "anywhere" ? ["public", "app"] : ["public"];
}

/** Ports open to the internet. With a VPC origin, edge admits CloudFront, whose security group exists only then. */
function internetPorts({ domain, exposure }: Environment["edge"]): number[] {
  if (exposure !== "public") return [];
  return domain === undefined ? [80] : [80, 443];
}
