import { LogDelivery } from "../../modules/edge/log-delivery";
import type { LayerStack } from "../layer/layer-stack";
import { firewallLogGroupPrefix, logGroupPrefix } from "../layer/names";
import { once } from "../layer/once";

/** A getter of the layer's one policy by which AWS delivers logs. The first call creates the policy. */
export function logDeliveryOf(stack: LayerStack): () => LogDelivery {
  return once(() => {
    const { name, region } = stack.environment;
    return new LogDelivery(stack, "logs", {
      name: stack.physicalName("log-delivery", "log resource policy"),
      logGroupNamePrefixes: [firewallLogGroupPrefix(name), `${logGroupPrefix(name)}edge/`],
      accountId: stack.accountId,
      region,
    });
  });
}
