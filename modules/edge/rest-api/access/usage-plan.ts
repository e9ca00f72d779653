import { ApiGatewayApiKey } from "@cdktf/provider-aws/lib/api-gateway-api-key";
import { ApiGatewayUsagePlan } from "@cdktf/provider-aws/lib/api-gateway-usage-plan";
import { ApiGatewayUsagePlanKey } from "@cdktf/provider-aws/lib/api-gateway-usage-plan-key";
import { Construct } from "constructs";
import type { Throttle } from "../../throttle";

export interface UsagePlanProps {
  readonly name: string;
  readonly description: string;
  readonly restApiId: string;
  readonly stageName: string;
  /** The limit of each key, above which it is answered 429: a bucket of `burst` requests. */
  readonly throttle: Throttle;
  /** How many requests each key may send in a period. @default no limit on their number */
  readonly quota?: { readonly requests: number; readonly period: "DAY" | "WEEK" | "MONTH" };
  /** Narrower limits for single methods. @default none */
  readonly methods?: readonly (Throttle & { readonly method: string; readonly path: string })[];
  /** The plan's keys. */
  readonly apiKeys: readonly ApiKeyProps[];
}

interface ApiKeyProps {
  /** Letters, digits and hyphens; a part of its Terraform address. */
  readonly id: string;
  /** 1,024 characters at most (API Gateway Developer Guide, "Usage plans and API keys for REST APIs"). */
  readonly name: string;
}

/**
 * Limits how much each of some callers may send. AWS makes the keys' values: they are in the state, and in no plan and no
 * output. A key says which limit applies, and proves nobody's identity.
 */
export class UsagePlan extends Construct {
  constructor(scope: Construct, id: string, props: UsagePlanProps) {
    super(scope, id);
    const { name, description, restApiId, stageName, throttle, quota, methods = [], apiKeys } = props;

    const plan = new ApiGatewayUsagePlan(this, "plan", {
      name,
      description,
      apiStages: [
        {
          apiId: restApiId,
          stage: stageName,
          ...(methods.length > 0 && {
            throttle: methods.map(({ method, path, ...limit }) => ({ path: `${path}/${method}`, ...limits(limit) })),
          }),
        },
      ],
      throttleSettings: limits(throttle),
      ...(quota && { quotaSettings: { limit: quota.requests, period: quota.period, offset: 0 } }),
    });
    for (const apiKey of apiKeys) {
      const key = new ApiGatewayApiKey(this, `${address(apiKey.id)}_key`, {
        name: apiKey.name,
        description: `A caller under the usage plan ${name}`,
        enabled: true,
      });
      new ApiGatewayUsagePlanKey(this, `${address(apiKey.id)}_membership`, {
        keyId: key.id,
        keyType: "API_KEY",
        usagePlanId: plan.id,
      });
    }
  }
}

function limits({ ratePerSecond, burst }: Throttle) {
  return { rateLimit: ratePerSecond, burstLimit: burst };
}

function address(id: string): string {
  return id.replaceAll("-", "_");
}
