import { type ITerraformDependable, Lazy } from "cdktf";
import type { RotateOriginSecretVariables } from "../../../functions/rotate-origin-secret/environment";
import type { Distribution } from "../../../modules/edge/cloudfront/distribution";
import { HeaderFunction } from "../../../modules/edge/origin-protection/header-function";
import type { HeaderStatementsProps } from "../../../modules/edge/origin-protection/header-statements";
import { distributionNames } from "../../environments/schema/edge/host-names";
import type { OriginName } from "../../environments/schema/edge/origin-protection";
import type { LayerStack } from "../../layer/layer-stack";
import { edgeFunctionLogGroupName, metricNamespace, originHeaderName } from "../../layer/names";
import type { UsEast1Logs } from "../us-east-1-logs";

/** What adds the header to requests: a CloudFront function, or the origin's settings by the rotation or Terraform. */
export type HeaderSender =
  | ({ readonly by: "function" } & Pick<HeaderFunction, "functionArn" | "headerAndHostPolicyId" | "headerOnlyPolicyId">)
  | { readonly by: "rotation" }
  | { readonly by: "terraform"; readonly headers: Readonly<Record<string, string>> };

/** The header, as those that require it and those that send it see it, whoever makes its values. */
export interface OriginHeader {
  /** What adds the header. */
  readonly sender: HeaderSender;
  /** What the distribution waits for: until then its requests would be refused. */
  readonly beforeDistribution: readonly ITerraformDependable[];
  /** What the distribution's name waits for. */
  readonly beforeName: readonly ITerraformDependable[];
  /**
   * The pattern set with which the web ACL of an origin compares the header.
   *
   * @param url an address behind that web ACL that needs no API key, and that bypasses CloudFront if the origin allows it
   */
  askedByFirewallAt(url: string): { readonly headerName: string; readonly patternSetArn: string };
  /**
   * Registers the distribution that sends the header to an origin.
   *
   * @param through the distribution that sends the origin's requests
   * @param admits what lets its requests in, beside the rotation's function
   */
  sentTo?(origin: OriginName, through: SendingDistribution, ...admits: readonly ITerraformDependable[]): void;
}

/** A place from which CloudFront takes the value, as the rotation knows it. */
export interface SentHeader {
  readonly sender: HeaderSender;
  readonly variables: Partial<RotateOriginSecretVariables>;
  readonly grants: Omit<HeaderStatementsProps, "patternSetArns">;
  /** What identifies the place: a place that is created anew has another value. */
  readonly place: Readonly<Record<string, string>>;
  /**
   * The id of the copy into the place. Each mode has its own: in one mode the distribution waits for the copy, in the other
   * the copy for the distribution. Under one id, one apply could not replace both (`Error: Cycle`).
   */
  readonly copied: string;
}

/** Mode `header-kvs`: a function, created before the distributions, reads the value from a key value store. */
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

/** A distribution that sends the header to one of its origins. */
export interface SendingDistribution {
  readonly distribution: Pick<Distribution, "arn" | "deployed" | "id">;
  /** The origin's id in the distribution. */
  readonly originId: string;
  readonly webAclArn: string;
}

/**
 * Mode `header-lambda`: the origins of the distributions hold the value.
 *
 * @param distributions a getter for each, of its origins that require the header; created after the rotation's function
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

/** An origin in the form that the rotation function reads. */
const placeOf = ({ distribution, originId }: SendingDistribution): string => `${distribution.id}/${originId}`;
