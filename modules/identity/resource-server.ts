import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface ResourceServerProps {
  readonly userPoolId: string;
  /** The prefix of every scope: `api` in `api/read`. */
  readonly identifier: string;
  /** What each scope allows, by its name. */
  readonly scopes: Readonly<Record<string, string>>;
}

/** The API in the pool: the scopes that an access token can have. */
export class ResourceServer extends Construct {
  /** To depend on, for a client that asks for a scope: the scopes exist after it. */
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
