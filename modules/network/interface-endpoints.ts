import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";

export interface InterfaceEndpointsProps {
  readonly name: (role: string) => string;
  readonly vpcId: string;
  readonly region: string;
  readonly accountId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** Also `ec2messages`, for agents before 3.3.40; newer regions have no such endpoint. @default false */
  readonly ec2messages?: boolean;
}

/** Session Manager, and the services that a workload reports to and reads from. */
const services = ["ssm", "ssmmessages", "logs", "kms", "secretsmanager", "monitoring"] as const;

/**
 * Interface endpoints: the application reaches AWS's services by private addresses under their public names. Each endpoint
 * serves identities of this account alone.
 */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const { name, vpcId, region, accountId, subnetIds, securityGroupId, ec2messages = false } = props;

    for (const service of ec2messages ? [...services, "ec2messages"] : services) {
      new VpcEndpoint(this, service, {
        vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [...subnetIds],
        securityGroupIds: [securityGroupId],
        policy: policyDocument([
          {
            sid: "OwnIdentities",
            principals: "*",
            actions: ["*"],
            resources: ["*"],
            conditions: { StringEquals: { "aws:PrincipalAccount": [accountId] } },
          },
        ]),
        tags: { Name: name(service) },
      });
    }
  }
}
