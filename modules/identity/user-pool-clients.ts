import {
  CognitoUserPoolClient,
  type CognitoUserPoolClientConfig,
} from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

interface ClientProps {
  readonly name: string;
  readonly userPoolId: string;
}

/** How long a user's tokens are valid (Amazon Cognito API Reference, TokenValidityUnitsType). */
interface TokenLifetimes {
  /** 5 to 1,440. Until the token expires an API accepts it, revoked or not. */
  readonly accessTokenMinutes: number;
  /** 5 to 1,440. */
  readonly idTokenMinutes: number;
  /** 1 to 87,600: how long a user stays signed in. */
  readonly refreshTokenHours: number;
}

interface RedirectProps extends ClientProps {
  /** The exact addresses to which the sign-in page may send a user with a code or token. */
  readonly callbackUrls: readonly string[];
  /** The addresses to which the sign-in page may send a user who signed out. */
  readonly logoutUrls: readonly string[];
  /** Scopes of OpenID Connect, and scopes of the resource server with its identifier: `api/read`. */
  readonly scopes: readonly string[];
  readonly lifetimes: TokenLifetimes;
  /** Declares the scopes of the resource server: the client is made after it. */
  readonly scopesDeclared: ITerraformDependable;
}

interface CodeProps extends RedirectProps {
  /**
   * Every refresh token works once, and for these seconds more, 0 to 60, so that a request can be retried (Amazon Cognito
   * API Reference, RefreshTokenRotationType).
   *
   * @default a refresh token works until it expires
   */
  readonly rotation?: { readonly gracePeriodSeconds: number };
  /** Lets users choose a passkey to sign in with. @default false */
  readonly passkeys?: boolean;
}

/** The client for a browser or an app. It keeps no secret, and proves with PKCE that it asked for the code. */
export class WebClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: CodeProps) {
    super(scope, id);
    this.clientId = new CognitoUserPoolClient(this, "client", { ...codeGrant(props), generateSecret: false }).id;
  }
}

/** The client for a server that signs users in. It exchanges the code with its secret, which Terraform's state holds too. */
export class ServerClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: CodeProps) {
    super(scope, id);
    this.clientId = new CognitoUserPoolClient(this, "client", { ...codeGrant(props), generateSecret: true }).id;
  }
}

export interface MachineClientProps extends ClientProps {
  /** Scopes of the resource server, with its identifier. */
  readonly scopes: readonly string[];
  /** 5 to 1,440. */
  readonly accessTokenMinutes: number;
  readonly scopesDeclared: ITerraformDependable;
}

/** The client for a program that calls in its own name. It has a secret, which Terraform's state holds too. */
export class MachineClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: MachineClientProps) {
    super(scope, id);
    const { name, userPoolId, scopes, accessTokenMinutes, scopesDeclared } = props;
    this.clientId = new CognitoUserPoolClient(this, "client", {
      ...always({ name, userPoolId }),
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["client_credentials"],
      allowedOauthScopes: [...scopes],
      supportedIdentityProviders: ["COGNITO"],
      // An empty list would get AWS's defaults, by which a user could sign in. Nobody has a refresh token of this client.
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      ...tokenValidity({ accessTokenMinutes, idTokenMinutes: accessTokenMinutes, refreshTokenHours: 24 }),
      dependsOn: [scopesDeclared],
    }).id;
  }
}

/** The client for the implicit grant, which puts tokens into the address of a page. OAuth 2.1 has dropped it. */
export class LegacyImplicitClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: RedirectProps) {
    super(scope, id);
    this.clientId = new CognitoUserPoolClient(this, "client", {
      ...redirects(props, "implicit"),
      generateSecret: false,
      explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
    }).id;
  }
}

export interface PasswordSignInClientProps extends ClientProps {
  /**
   * `USER_PASSWORD_AUTH`: anybody with the client's id may sign in. `ADMIN_USER_PASSWORD_AUTH`: it takes credentials of the
   * account.
   */
  readonly flow: "ADMIN_USER_PASSWORD_AUTH" | "USER_PASSWORD_AUTH";
  readonly lifetimes: TokenLifetimes;
}

/**
 * The client that sends the password to the pool's API. Its access tokens have no scope of the resource server: Cognito
 * puts those only into tokens of its OAuth endpoints.
 */
export class PasswordSignInClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: PasswordSignInClientProps) {
    super(scope, id);
    const { name, userPoolId, flow, lifetimes } = props;
    this.clientId = new CognitoUserPoolClient(this, "client", {
      ...always({ name, userPoolId }),
      ...ofUsers,
      generateSecret: false,
      explicitAuthFlows: [`ALLOW_${flow}`, "ALLOW_REFRESH_TOKEN_AUTH"],
      ...tokenValidity(lifetimes),
    }).id;
  }
}

function always({ name, userPoolId }: ClientProps) {
  return {
    name,
    userPoolId,
    enableTokenRevocation: true,
    // An unknown user and a wrong password get the same answer.
    preventUserExistenceErrors: "ENABLED",
  } satisfies CognitoUserPoolClientConfig;
}

/** The attributes that a client may read and write. Without them it could write every attribute. */
const ofUsers = { readAttributes: ["email", "email_verified"], writeAttributes: ["email"] };

function redirects(props: RedirectProps, flow: "code" | "implicit") {
  const { callbackUrls, logoutUrls, scopes, lifetimes, scopesDeclared } = props;
  return {
    ...always(props),
    ...ofUsers,
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthFlows: [flow],
    allowedOauthScopes: [...scopes],
    supportedIdentityProviders: ["COGNITO"],
    callbackUrls: [...callbackUrls],
    ...(logoutUrls.length > 0 && { logoutUrls: [...logoutUrls] }),
    ...tokenValidity(lifetimes),
    dependsOn: [scopesDeclared],
  } satisfies CognitoUserPoolClientConfig;
}

function codeGrant({ rotation, passkeys = false, ...props }: CodeProps) {
  return {
    ...redirects(props, "code"),
    // AWS refuses ALLOW_REFRESH_TOKEN_AUTH where refresh tokens rotate.
    explicitAuthFlows: [
      "ALLOW_USER_SRP_AUTH",
      ...(passkeys ? ["ALLOW_USER_AUTH"] : []),
      ...(rotation === undefined ? ["ALLOW_REFRESH_TOKEN_AUTH"] : []),
    ],
    ...(rotation !== undefined && {
      refreshTokenRotation: [{ feature: "ENABLED", retryGracePeriodSeconds: rotation.gracePeriodSeconds }],
    }),
  } satisfies CognitoUserPoolClientConfig;
}

function tokenValidity({ accessTokenMinutes, idTokenMinutes, refreshTokenHours }: TokenLifetimes) {
  return {
    accessTokenValidity: accessTokenMinutes,
    idTokenValidity: idTokenMinutes,
    refreshTokenValidity: refreshTokenHours,
    tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "hours" }],
  };
}
