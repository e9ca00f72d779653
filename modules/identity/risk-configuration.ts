import { CognitoRiskConfiguration } from "@cdktf/provider-aws/lib/cognito-risk-configuration";
import { Construct } from "constructs";

type RiskAction = "block" | "mfa-if-configured" | "mfa-required" | "none";

export interface RiskConfigurationProps {
  readonly userPoolId: string;
  /**
   * What happens to a suspicious sign-in, by risk, and who notifies the user. AWS provider 5.100.0 writes it only with a
   * sender of Amazon SES.
   *
   * @default every sign-in is let through
   */
  readonly accountTakeover?: AccountTakeover;
  /** Addresses that are never judged, as CIDR blocks. @default none */
  readonly neverJudged?: readonly string[];
  /** Addresses that never get in, as CIDR blocks. @default none */
  readonly alwaysBlocked?: readonly string[];
}

interface AccountTakeover {
  readonly low: RiskAction;
  readonly medium: RiskAction;
  readonly high: RiskAction;
  /**
   * Notifies the user of the risk and the action. The identity needs no sending authorization policy: a pool that sends by
   * Amazon SES, as one with this setting does, sends with Cognito's service-linked role (Amazon Cognito Developer Guide,
   * "Authorizing Amazon Cognito to send Amazon SES email on your behalf").
   */
  readonly notifyUser: boolean;
  readonly sender: { readonly identityArn: string; readonly from: string };
}

/**
 * The settings of threat protection. A password that is known to have leaked is refused as a new password, at sign-up, and
 * at a sign-in that sends it to Cognito, on the sign-in pages and by password flows. A sign-in by SRP sends no password and
 * is not checked (Amazon Cognito Developer Guide, "Working with compromised-credentials detection"). The action on a
 * suspicious sign-in is set by risk (the same, "Advanced security with threat protection").
 */
export class RiskConfiguration extends Construct {
  constructor(scope: Construct, id: string, props: RiskConfigurationProps) {
    super(scope, id);
    const { userPoolId, accountTakeover, neverJudged = [], alwaysBlocked = [] } = props;

    new CognitoRiskConfiguration(this, "configuration", {
      userPoolId,
      compromisedCredentialsRiskConfiguration: {
        eventFilter: ["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"],
        actions: { eventAction: "BLOCK" },
      },
      ...(accountTakeover !== undefined && { accountTakeoverRiskConfiguration: render(accountTakeover) }),
      ...(neverJudged.length + alwaysBlocked.length > 0 && {
        riskExceptionConfiguration: {
          ...(neverJudged.length > 0 && { skippedIpRangeList: [...neverJudged] }),
          ...(alwaysBlocked.length > 0 && { blockedIpRangeList: [...alwaysBlocked] }),
        },
      }),
    });
  }
}

const eventActions = {
  block: "BLOCK",
  "mfa-if-configured": "MFA_IF_CONFIGURED",
  "mfa-required": "MFA_REQUIRED",
  none: "NO_ACTION",
} as const;

function render({ low, medium, high, notifyUser, sender }: AccountTakeover) {
  const action = (given: RiskAction) => ({ eventAction: eventActions[given], notify: notifyUser });
  return {
    actions: { lowAction: action(low), mediumAction: action(medium), highAction: action(high) },
    notifyConfiguration: { sourceArn: sender.identityArn, from: sender.from },
  };
}
