import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";

export interface ExecuteApiEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  readonly region: string;
  readonly accountId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /**
   * Whether `*.execute-api.<region>.amazonaws.com` resolves to the endpoint. Then a call inside the VPC to any public API's
   * own endpoint, of any account, gets a 403.
   */
  readonly privateDns: boolean;
}

/**
 * The interface endpoint by which the VPC reaches private REST APIs, of this account alone. Its policy names no identity: a
 * call with a token is not signed, and the API itself decides whom it admits.
 */
export class ExecuteApiEndpoint extends Construct {
  readonly vpcEndpointId: string;

  constructor(scope: Construct, id: string, props: ExecuteApiEndpointProps) {
    super(scope, id);
    const { name, vpcId, region, accountId, subnetIds, securityGroupId, privateDns } = props;

    this.vpcEndpointId = new VpcEndpoint(this, "endpoint", {
      vpcId,
      serviceName: `com.amazonaws.${region}.execute-api`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: privateDns,
      subnetIds: [...subnetIds],
      securityGroupIds: [securityGroupId],
      policy: policyDocument([
        {
          sid: "OwnApis",
          principals: "*",
          actions: ["execute-api:Invoke"],
          resources: [`arn:aws:execute-api:${region}:${accountId}:*`],
        },
      ]),
      tags: { Name: name },
    }).id;
  }
}
