import { type ITerraformDependable, Lazy } from "cdktf";
import type { RotateOriginSecretVariables } from "../../../functions/rotate-origin-secret/environment";
import type { Distribution } from "../../../modules/edge/cloudfront/distribution";
import { HeaderFunction } from "../../../modules/edge/origin-protection/header-function";
import type { HeaderStatementsProps } from "../../../modules/edge/origin-protection/header-statements";
import { distributionNames } from "../../environments/schema/host-names";
import type { OriginName } from "../../environments/schema/origin-protection";
import type { LayerStack } from "../../layer/layer-stack";
import { edgeFunctionLogGroupName, metricNamespace, originHeaderName } from "../../layer/names";
import type { UsEast1Logs } from "../us-east-1-logs";

/** What puts the header on requests: a function that each of them passes, or the origin, as the rotation or Terraform has it. */
export type HeaderSender =
  | ({ readonly by: "function" } & Pick<HeaderFunction, "functionArn" | "headerAndHostPolicyId" | "headerOnlyPolicyId">)
  | { readonly by: "rotation" }
  | { readonly by: "terraform"; readonly headers: Readonly<Record<string, string>> };

/** The header as what asks for it and what sends it know it, whoever makes its values. */
export interface OriginHeader {
  /** For the distribution. */
  readonly sender: HeaderSender;
  /** For the distribution, which until then would be refused. */
  readonly beforeDistribution: readonly ITerraformDependable[];
  /** For the name that leads to it. */
  readonly beforeName: readonly ITerraformDependable[];
  /**
   * What the web ACL of an origin compares the header with.
   *
   * @param url something behind that web ACL that needs no API key; past CloudFront, if the origin can be asked so
   */
  askedByFirewallAt(url: string): { readonly headerName: string; readonly patternSetArn: string };
  /**
   * @param through has the origin's requests, which it gives the header
   * @param admits what lets them in, beside the function that a rotation knows
   */
  sentTo?(origin: OriginName, through: SendingDistribution, ...admits: readonly ITerraformDependable[]): void;
}

/** A place that CloudFront takes the value from, as the rotation knows it. */
export interface SentHeader {
  readonly sender: HeaderSender;
  readonly variables: Partial<RotateOriginSecretVariables>;
  readonly grants: Omit<HeaderStatementsProps, "patternSetArns">;
  /** What tells the place from one that was made anew. */
  readonly place: Readonly<Record<string, string>>;
  /**
   * Of the copy into it. Each mode has another: in the one the distribution waits for the copy, in the other the copy for the
   * distribution, and Terraform finds no order (`Error: Cycle`) in which one apply could replace both under the same names.
   */
  readonly copied: string;
}

/** Mode `header-kvs`: a function has the value from a key value store, and stands before the distributions do. */
export function sentByFunction(stack: LayerStack, headerName: string, usEast1Logs: () => UsEast1Logs): SentHeader {
  const { name, logs, edge } = stack.environment;
  const functionName = originHeaderName(name);
  const { kmsKeyArn, provider } = usEast1Logs();
  const sent = new HeaderFunction(stack, "sent_header", {
    name: functionName,
    description: `Gives requests the ${headerName} that origins of ${name} accept`,
    headerName,
    ...(edge.exposure === "cloudfront-prefix-list" && { viewerHosts: distributionNames(edge) }),
    logs: {
      name: edgeFunctionLogGroupName(functionName),
      retentionDays: logs.retentionDays,
      keepOnDestroy: stack.keepsData,
      kmsKeyArn,
      provider,
    },
    alarms:
      stack.edgeAlarmTopicArn === undefined
        ? undefined
        : {
            name: (role) => stack.physicalName(role, "alarm"),
            topicArn: stack.edgeAlarmTopicArn,
            metricNamespace: metricNamespace(name),
            provider,
          },
  });
  const { storeArn, key, functionArn, headerOnlyPolicyId, headerAndHostPolicyId } = sent;
  return {
    sender: { by: "function", functionArn, headerOnlyPolicyId, headerAndHostPolicyId },
    variables: { KEY_VALUE_STORE_ARN: storeArn, KEY_VALUE_STORE_KEY: key },
    grants: { keyValueStoreArn: storeArn },
    place: { STORE: storeArn },
    copied: "origin_value",
  };
}

/** A distribution, as what sends the header to one origin of it. */
export interface SendingDistribution {
  readonly distribution: Pick<Distribution, "arn" | "deployed" | "id">;
  /** As CloudFront knows the origin. */
  readonly originId: string;
  readonly webAclArn: string;
}

/**
 * Mode `header-lambda`: the origins of the distributions have the value.
 *
 * @param distributions one for each, which gives all of its origins that ask; they are made later than what rotates
 */
export function sentByOrigins(distributions: readonly (() => readonly SendingDistribution[])[]): SentHeader {
  const each = distributions.map((known) => ({
    arn: Lazy.stringValue({ produce: () => known()[0]?.distribution.arn }),
    webAclArn: Lazy.stringValue({ produce: () => known()[0]?.webAclArn }),
    origins: Lazy.stringValue({ produce: () => known().map(placeOf).join(",") }),
  }));
  const origins = each.map((one) => one.origins).join(",");
  return {
    sender: { by: "rotation" },
    variables: { DISTRIBUTION_ORIGINS: origins },
    grants: { distributions: each },
    place: { DISTRIBUTIONS: origins },
    copied: "sent_value",
  };
}

/** As the rotation function reads it. */
const placeOf = ({ distribution, originId }: SendingDistribution): string => `${distribution.id}/${originId}`;
