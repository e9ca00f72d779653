import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn, type ITerraformDependable } from "cdktf";
import { AppliedValues } from "../../../modules/edge/origin-protection/applied-values";
import type { OriginName, OriginProtectionSettings } from "../../environments/schema/edge/origin-protection";
import type { IdentityOutputs } from "../../identity-stack";
import type { LayerStack } from "../../layer/layer-stack";
import { HeaderPatternSet } from "./header-pattern-set";
import type { OriginHeader, HeaderSender } from "./header-sender";

interface HeaderByTerraformProps {
  readonly settings: OriginProtectionSettings;
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
  /** The origins that require the header: the HTTP API checks it in its functions, the others in their firewall. */
  readonly askedBy: readonly OriginName[];
}

/**
 * The header whose values Terraform makes and replaces (mode `header-apply`). An apply takes the place of the rotation: it
 * has origins accept a value before a distribution sends it.
 */
export class HeaderByTerraform implements OriginHeader {
  readonly sender: HeaderSender;
  readonly beforeDistribution: readonly ITerraformDependable[];
  readonly beforeName = [];
  private readonly accepted: HeaderPatternSet;

  constructor(stack: LayerStack, { settings, identity, askedBy }: HeaderByTerraformProps) {
    const { headerName, generation = 1 } = settings;

    const { sent, accepted, version } = new AppliedValues(stack, "origin_value", { generation });
    this.accepted = new HeaderPatternSet(stack, { headerName, askedBy, values: accepted });
    const readByFunctions = askedBy.includes("httpApi")
      ? new SecretsmanagerSecretVersion(stack, "accepted_values", {
          secretId: identity.originSecretArn,
          secretStringWo: Fn.jsonencode({ ACCEPTED: [...accepted] }),
          secretStringWoVersion: version,
        })
      : undefined;
    this.sender = { by: "terraform", headers: { [headerName]: sent } };
    this.beforeDistribution = [this.accepted.patternSet?.made, readByFunctions].filter((one) => one !== undefined);
  }

  askedByFirewallAt(url: string) {
    return this.accepted.askedByFirewallAt(url);
  }
}
