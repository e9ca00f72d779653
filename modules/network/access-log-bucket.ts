import { Construct } from "constructs";
import { PrivateBucket } from "../shared/private-bucket";

export interface AccessLogBucketProps {
  readonly namePrefix: string;
  readonly accountId: string;
  readonly retentionDays: number;
  /** @default true */
  readonly preventDestroy?: boolean;
  /** @default false */
  readonly forceDestroy?: boolean;
}

/**
 * The bucket of the load balancers' access logs. It is in the network layer, which is destroyed last: taking the
 * application off the internet must not take the evidence with it. The service principal serves every region, and may write
 * under the account's own path alone (Elastic Load Balancing User Guide, "Enable access logs for your Application Load
 * Balancer").
 */
export class AccessLogBucket extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const { namePrefix, accountId, retentionDays, preventDestroy, forceDestroy } = props;

    const bucket = new PrivateBucket(this, "access_log", {
      name: { prefix: namePrefix },
      expirationDays: retentionDays,
      preventDestroy,
      forceDestroy,
      statements: (bucketArn) => [
        {
          sid: "LoadBalancersOfThisAccount",
          principals: { Service: ["logdelivery.elasticloadbalancing.amazonaws.com"] },
          actions: ["s3:PutObject"],
          resources: [`${bucketArn}/*/AWSLogs/${accountId}/*`],
        },
      ],
    });
    this.name = bucket.name;
  }
}
