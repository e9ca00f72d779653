import { OriginPatternSet } from "../../../modules/edge/origin-protection/pattern-set";
import type { OriginName } from "../../environments/schema/origin-protection";
import type { LayerStack } from "../../layer/layer-stack";

interface HeaderPatternSetProps {
  readonly headerName: string;
  /** The origins that ask for the header: the functions of the HTTP API, the firewall of any other. */
  readonly askedBy: readonly OriginName[];
  /** What Terraform gives the pattern set at every apply. @default nothing at first, and then what the rotation gives it */
  readonly values?: readonly string[];
}

/** What firewalls compare the header with, where one asks for it. */
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

  /** @param url something behind the web ACL that asks */
  askedByFirewallAt(url: string): { readonly headerName: string; readonly patternSetArn: string } {
    if (this.patternSet === undefined) throw new Error(`${url} is behind a firewall that does not ask for the header`);
    return { headerName: this.headerName, patternSetArn: this.patternSet.arn };
  }
}
