import { Layers } from "../order/layers";
import { capacityAt } from "../review/areas/firewall/capacity";
import { Firewall } from "../review/areas/firewall/firewall";
import { Estate, textOf } from "../review/estate";
import { planOfLayer } from "../review/source/plan-of-layer";
import type { Synthesis } from "../shared/synthesize";
import { sorted } from "./bundle";

/** The capacity units that each web ACL of an environment takes, by the web ACL's name. Without those that JSON does not tell. */
export function webAclCapacities(synthesis: Synthesis, environment: string): Readonly<Record<string, number>> {
  const [nothing, layers] = [new Layers({ ...synthesis, stacks: [] }, environment), new Layers(synthesis, environment)];
  const estate = new Estate(layers.names.map((layer) => planOfLayer(environment, layer, nothing, layers)));
  const firewall = new Firewall(estate);
  return Object.fromEntries(
    sorted(
      estate.resources
        .filter(({ type }) => type === "aws_wafv2_web_acl")
        .flatMap((webAcl): (readonly [string, number])[] => {
          const units = capacityAt(firewall, "after", webAcl);
          return units === undefined ? [] : [[textOf(webAcl.after, "name") ?? webAcl.address, units]];
        }),
    ),
  );
}
