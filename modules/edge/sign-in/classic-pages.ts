import { CognitoUserPoolUiCustomization } from "@cdktf/provider-aws/lib/cognito-user-pool-ui-customization";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface ClassicPagesProps {
  readonly userPoolId: string;
  readonly css: string;
  /** Cognito takes a look for its pages only once it has a domain to show them at. */
  readonly domain: ITerraformDependable;
}

/** How the classic pages look, to every client alike. */
export class ClassicPages extends Construct {
  constructor(scope: Construct, id: string, props: ClassicPagesProps) {
    super(scope, id);
    const { userPoolId, css, domain } = props;
    new CognitoUserPoolUiCustomization(this, "pages", { userPoolId, css, dependsOn: [domain] });
  }
}
