import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { parseCidrBlock } from "../../shared/cidr-block";
import { ConfigurationError } from "../../shared/configuration-error";
import { ipListFaults } from "./ip-list-faults";
import type { IpList } from "./ip-list-faults";
import type { WebAclScope } from "./web-acl-scope";

export interface IpListsProps {
  /** What messages call the lists. */
  readonly place: string;
  readonly scope: WebAclScope;
  /** The provider of us-east-1 for CLOUDFRONT. @default the stack's own */
  readonly provider?: TerraformProvider;
  /** Blocks that no later rule looks at, IPv4 and IPv6 mixed. */
  readonly allow: readonly string[];
  /** Blocks that are refused. */
  readonly deny: readonly string[];
  /** Whether private and reserved blocks are accepted: nobody on the internet has such an address. @default false */
  readonly reservedAccepted?: boolean;
  /** Physical names: one for each list and IP version, since a set holds one version. */
  readonly names: Readonly<Record<IpSetRole, string>>;
}

type IpSetRole = `${IpList}-${"ipv4" | "ipv6"}`;

/** The sets of one list, which a rule uses together. */
export interface IpSetArns {
  readonly ipv4: string;
  readonly ipv6: string;
}

/**
 * Addresses to allow and to deny. A list with any entry has both its sets, so that its first IPv6 block changes a set and no
 * rule. When a list is emptied, its rule is deleted before its sets: AWS WAF refuses to delete a set that a web ACL refers
 * to (AWS WAFV2 API Reference, DeleteIPSet), and by default Terraform would delete the set first.
 */
export class IpLists extends Construct {
  readonly arns: Readonly<Partial<Record<IpList, IpSetArns>>>;

  constructor(scope: Construct, id: string, props: IpListsProps) {
    super(scope, id);
    const { place, allow, deny, names, provider, reservedAccepted = false } = props;
    const faults = ipListFaults({ allow, deny }, { reservedAccepted });
    ConfigurationError.throwIfAny(faults.map(({ list, message }) => `${place}.${list} ${message}`));

    const setsOf = (list: IpList, blocks: readonly string[]): IpSetArns => {
      const setOf = (version: 4 | 6) =>
        new Wafv2IpSet(this, `${list}_ipv${version}`, {
          name: names[`${list}-ipv${version}`],
          description: list === "allow" ? "Addresses that no later rule looks at" : "Addresses that are refused",
          scope: props.scope,
          ipAddressVersion: `IPV${version}`,
          addresses: blocks.filter((block) => parseCidrBlock(block)?.version === version),
          lifecycle: { createBeforeDestroy: true },
          provider,
        }).arn;
      return { ipv4: setOf(4), ipv6: setOf(6) };
    };
    this.arns = {
      ...(allow.length > 0 && { allow: setsOf("allow", allow) }),
      ...(deny.length > 0 && { deny: setsOf("deny", deny) }),
    };
  }
}
