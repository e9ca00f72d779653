import { OriginPatternSet } from "../../../modules/edge/origin-protection/pattern-set";
import type { OriginName } from "../../environments/schema/edge/origin-protection";
import type { LayerStack } from "../../layer/layer-stack";

interface HeaderPatternSetProps {
  readonly headerName: string;
  /** The origins that require the header: the HTTP API checks it in its functions, the others in their firewall. */
  readonly askedBy: readonly OriginName[];
  /** The values that Terraform sets at every apply. @default none at first; afterwards the rotation sets them */
  readonly values?: readonly string[];
}

/** The pattern set with which firewalls compare the header, if a firewall requires the header. */
export class HeaderPatternSet {
  readonly patternSet: OriginPatternSet | undefined;
  private readonly headerName: string;

  constructor(stack: LayerStack, { headerName, askedBy, values }: HeaderPatternSetProps) {
    this.headerName = headerName;
    this.patternSet = askedBy.some((origin) => origin !== "httpApi")
      ? new OriginPatternSet(stack, "accepted_header", {
          name: stack.physicalName("origin-header", "regex pattern set"),
          description: `The values of ${headerName} that origins of ${stack.environment.name} accept`,
          ...(values && { values }),
        })
      : undefined;
  }

  /** @param url an address behind the web ACL that requires the header */
  askedByFirewallAt(url: string): { readonly headerName: string; readonly patternSetArn: string } {
    if (this.patternSet === undefined) throw new Error(`${url} is behind a firewall that does not require the header`);
    return { headerName: this.headerName, patternSetArn: this.patternSet.arn };
  }
}
