import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface ResourceServerProps {
  readonly userPoolId: string;
  /** Begins every scope: `api` in `api/read`. */
  readonly identifier: string;
  /** What each scope allows, by its name. */
  readonly scopes: Readonly<Record<string, string>>;
}

/** The API as the pool knows it: what an access token can allow. */
export class ResourceServer extends Construct {
  /** The scopes exist from here on: a client that asks for one comes later. */
  readonly declared: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ResourceServerProps) {
    super(scope, id);
    const { userPoolId, identifier, scopes } = props;

    this.declared = new CognitoResourceServer(this, "resource_server", {
      userPoolId,
      identifier,
      name: identifier,
      scope: Object.entries(scopes).map(([scopeName, scopeDescription]) => ({ scopeName, scopeDescription })),
    });
  }
}
