import type { TerraformProvider } from "cdktf";
import { LogDelivery } from "../../modules/edge/log-delivery";
import { EncryptionKey, logGroupsMayUseKey } from "../../modules/shared/encryption-key";
import type { LayerStack } from "../layer/layer-stack";
import { edgeFunctionLogGroupName, firewallLogGroupPrefix, logGroupPrefix, originHeaderName } from "../layer/names";
import { once } from "../layer/once";

/** What logs of CloudFront and of its web ACLs share. Their groups, key and delivery policy are in us-east-1. */
export interface UsEast1Logs {
  readonly kmsKeyArn: string;
  readonly delivery: LogDelivery;
  readonly provider: TerraformProvider;
}

/** A getter of what these logs share. The first call creates it; an environment in us-east-1 has it already. */
export function usEast1LogsOf(
  stack: LayerStack,
  regional: { readonly logsKeyArn: string; readonly logDelivery: () => LogDelivery },
): () => UsEast1Logs {
  return stack.environment.region === "us-east-1" ? once(() => here(stack, regional)) : there(stack);
}

function here(stack: LayerStack, { logsKeyArn, logDelivery }: Parameters<typeof usEast1LogsOf>[1]): UsEast1Logs {
  return { kmsKeyArn: logsKeyArn, delivery: logDelivery(), provider: stack.usEast1 };
}

const region = "us-east-1";

function there(stack: LayerStack): () => UsEast1Logs {
  const { accountId, usEast1: provider } = stack;
  const { name } = stack.environment;
  const prefixes = [firewallLogGroupPrefix(name), `${logGroupPrefix(name)}edge/`];
  const key = once(
    () =>
      new EncryptionKey(stack, "us_east_1_logs", {
        description: `Logs of CloudFront of ${name}`,
        alias: stack.physicalName("us-east-1-logs", "kms alias"),
        accountId,
        statements: [
          logGroupsMayUseKey({
            region,
            accountId,
            logGroupPrefixes: [...prefixes, edgeFunctionLogGroupName(originHeaderName(name))],
          }),
        ],
        preventDestroy: stack.keepsData,
        deletionWindowDays: stack.keyDeletionWindowDays,
        provider,
      }),
  );
  // Logs that are kept outlive the last distribution, and are unreadable without their key.
  if (stack.environment.keepData) key();
  return once(() => ({
    kmsKeyArn: key().arn,
    delivery: new LogDelivery(stack, "us_east_1_log", {
      name: stack.physicalName("us-east-1-log-delivery", "log resource policy"),
      logGroupNamePrefixes: prefixes,
      accountId,
      region,
      provider,
    }),
    provider,
  }));
}
