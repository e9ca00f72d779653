import { CognitoUserPoolUiCustomization } from "@cdktf/provider-aws/lib/cognito-user-pool-ui-customization";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface ClassicPagesProps {
  readonly userPoolId: string;
  readonly css: string;
  /** Cognito accepts a style only once the pool has a domain. */
  readonly domain: ITerraformDependable;
}

/** The style of the classic pages, the same for every client. */
export class ClassicPages extends Construct {
  constructor(scope: Construct, id: string, props: ClassicPagesProps) {
    super(scope, id);
    const { userPoolId, css, domain } = props;
    new CognitoUserPoolUiCustomization(this, "pages", { userPoolId, css, dependsOn: [domain] });
  }
}
