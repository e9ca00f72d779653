import { regionalWebAcl, type RegionalWebAclProps } from "../../modules/edge/regional-web-acl";
import type { WebAcl } from "../../modules/edge/web-acl";
import type { LogDelivery } from "../../modules/edge/log-delivery";
import type { WafSettings } from "../environments/schema/waf";
import type { LayerStack } from "../layer/layer-stack";
import { firewallLogGroupPrefix } from "../layer/names";

interface WebAclRole {
  /** Begins the Terraform addresses: `<address>_web_acl`. */
  readonly address: string;
  /** The role in physical names. */
  readonly name: "api" | "users" | "web";
  readonly protects: RegionalWebAclProps["protects"];
  readonly description: string;
  /** Where in an environment the settings are. */
  readonly place: string;
  readonly waf: WafSettings;
}

/** The web ACLs of what viewers reach themselves, whose records share one key and one delivery policy. */
export class EdgeWebAcls {
  constructor(
    private readonly stack: LayerStack,
    private readonly logsKeyArn: string,
    private readonly logDelivery: () => LogDelivery,
  ) {}

  add({ address, name, protects, description, place, waf }: WebAclRole): WebAcl {
    const { stack, logsKeyArn } = this;
    const { environment } = stack;
    const ipSet = (list: string) => stack.physicalName(`${name}-${list}`, "ip set");
    return regionalWebAcl(stack, address, {
      name: stack.physicalName(name, "web acl"),
      description,
      protects,
      place: `environments.${environment.name}.${place}`,
      settings: waf,
      ipSetNames: {
        "allow-ipv4": ipSet("allow-ipv4"),
        "allow-ipv6": ipSet("allow-ipv6"),
        "deny-ipv4": ipSet("deny-ipv4"),
        "deny-ipv6": ipSet("deny-ipv6"),
      },
      ...(waf.logging.enabled && {
        logging: {
          logGroupName: `${firewallLogGroupPrefix(environment.name)}${name}`,
          retentionDays: environment.logs.retentionDays,
          kmsKeyArn: logsKeyArn,
          keepOnDestroy: stack.keepsData,
          keep: waf.logging.keep,
          delivery: this.logDelivery(),
        },
      }),
    });
  }
}
