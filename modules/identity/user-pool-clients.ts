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

/** How long what a user gets is good for (Amazon Cognito API Reference, TokenValidityUnitsType). */
interface TokenLifetimes {
  /** 5 to 1,440. Until it ends an API accepts the token, revoked or not. */
  readonly accessTokenMinutes: number;
  /** 5 to 1,440. */
  readonly idTokenMinutes: number;
  /** 1 to 87,600: how long a user stays signed in. */
  readonly refreshTokenHours: number;
}

interface RedirectProps extends ClientProps {
  /** Where the sign-in page may send a user with a code or token: these addresses exactly, and no other. */
  readonly callbackUrls: readonly string[];
  /** Where it may send a user who signed out. */
  readonly logoutUrls: readonly string[];
  /** Scopes of OpenID Connect, and those of the resource server with its identifier: `api/read`. */
  readonly scopes: readonly string[];
  readonly lifetimes: TokenLifetimes;
  /** What declares the scopes of the resource server. */
  readonly scopesDeclared: ITerraformDependable;
}

interface CodeProps extends RedirectProps {
  /**
   * Every refresh token works once, and for these seconds more, 0 to 60, so that a request can be repeated (Amazon Cognito
   * API Reference, RefreshTokenRotationType).
   *
   * @default a refresh token works until it ends
   */
  readonly rotation?: { readonly gracePeriodSeconds: number };
  /** Lets users choose a passkey to sign in with. @default false */
  readonly passkeys?: boolean;
}

/** A browser or an app: keeps no secret, and proves with PKCE that it is who asked for the code. */
export class WebClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: CodeProps) {
    super(scope, id);
    this.clientId = new CognitoUserPoolClient(this, "client", { ...codeGrant(props), generateSecret: false }).id;
  }
}

/** A server that signs users in: exchanges the code with its secret, which Terraform's state holds too. */
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

/** A program that calls in its own name, with a secret, which Terraform's state holds too. */
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
      // With none AWS would allow its defaults, by which a user could sign in. Nobody has a refresh token of this client.
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      ...tokenValidity({ accessTokenMinutes, idTokenMinutes: accessTokenMinutes, refreshTokenHours: 24 }),
      dependsOn: [scopesDeclared],
    }).id;
  }
}

/** Hands tokens to the browser in the address of a page: what OAuth 2.1 does without. */
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
  /** `USER_PASSWORD_AUTH`: whoever has the client's id. `ADMIN_USER_PASSWORD_AUTH`: only with credentials of the account. */
  readonly flow: "ADMIN_USER_PASSWORD_AUTH" | "USER_PASSWORD_AUTH";
  readonly lifetimes: TokenLifetimes;
}

/**
 * Signs in by sending the password to the pool's API. Its access tokens have no scope of the
 * resource server: Cognito puts those only into tokens of its OAuth endpoints.
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

/** What a client may see and write of its user: with none given it could write every attribute there is. */
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
