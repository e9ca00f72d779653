import { edgeWebAcl } from "../../modules/edge/waf/edge-web-acl";
import { regionalWebAcl, type RegionalWebAclProps } from "../../modules/edge/waf/regional-web-acl";
import type { WebAcl } from "../../modules/edge/waf/web-acl";
import type { LogDelivery } from "../../modules/edge/log-delivery";
import { credentialHeaders } from "../environments/schema/edge/credential-headers";
import type { WafSettings } from "../environments/schema/edge/waf/waf";
import type { LayerStack } from "../layer/layer-stack";
import { firewallLogGroupPrefix } from "../layer/names";
import type { UsEast1Logs } from "./us-east-1-logs";

interface WebAclRole {
  /** Prefix of the Terraform addresses: `<address>_web_acl`. */
  readonly address: string;
  /** The role in physical names. */
  readonly name: "api" | "http-api" | "users" | "web";
  readonly protects: RegionalWebAclProps["protects"];
  /** @default viewers reach the resource directly */
  readonly behindEdge?: RegionalWebAclProps["behindEdge"];
  readonly description: string;
  /** Where in an environment the settings are. */
  readonly place: string;
  readonly waf: WafSettings;
}

/** The web ACLs of an environment. In each region, their logs share one key and one delivery policy. */
export class EdgeWebAcls {
  constructor(
    private readonly stack: LayerStack,
    private readonly logsKeyArn: string,
    private readonly logDelivery: () => LogDelivery,
    private readonly usEast1Logs: () => UsEast1Logs,
  ) {}

  /** Adds the web ACL of a regional resource, which viewers reach directly or through CloudFront. */
  add(role: WebAclRole): WebAcl {
    const { protects, behindEdge } = role;
    return regionalWebAcl(this.stack, role.address, {
      ...this.common(role, role.name),
      protects,
      ...(behindEdge && { behindEdge }),
      ...(role.waf.logging.enabled && {
        logging: { ...this.record(role, role.name), kmsKeyArn: this.logsKeyArn, delivery: this.logDelivery() },
      }),
    });
  }

  /** Adds the web ACL of the distribution in front of such a resource, with the same settings. */
  addAtEdge(role: Omit<WebAclRole, "behindEdge" | "protects">): WebAcl {
    const name = `${role.name}-edge`;
    const { provider } = this.usEast1Logs();
    return edgeWebAcl(this.stack, role.address, {
      ...this.common(role, name),
      provider,
      ...(role.waf.logging.enabled && { logging: { ...this.record(role, name), ...this.usEast1Logs() } }),
    });
  }

  private common({ description, place, waf }: Pick<WebAclRole, "description" | "place" | "waf">, name: string) {
    const { stack } = this;
    const ipSet = (list: string) => stack.physicalName(`${name}-${list}`, "ip set");
    return {
      name: stack.physicalName(name, "web acl"),
      description,
      place: `environments.${stack.environment.name}.${place}`,
      settings: waf,
      credentialHeaders: credentialHeaders(stack.environment),
      ipSetNames: {
        "allow-ipv4": ipSet("allow-ipv4"),
        "allow-ipv6": ipSet("allow-ipv6"),
        "deny-ipv4": ipSet("deny-ipv4"),
        "deny-ipv6": ipSet("deny-ipv6"),
      },
    };
  }

  private record({ waf }: Pick<WebAclRole, "waf">, name: string) {
    const { environment, keepsData } = this.stack;
    return {
      logGroupName: `${firewallLogGroupPrefix(environment.name)}${name}`,
      retentionDays: environment.logs.retentionDays,
      keepOnDestroy: keepsData,
      keep: waf.logging.keep,
    };
  }
}
