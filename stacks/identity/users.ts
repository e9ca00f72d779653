import { ResourceServer } from "../../modules/identity/resource-server";
import { RiskConfiguration } from "../../modules/identity/risk-configuration";
import { UserPoolAlarms } from "../../modules/identity/user-pool-alarms";
import { AbsentUserPool, UserPool, type Passkeys } from "../../modules/identity/user-pool";
import {
  LegacyImplicitClient,
  MachineClient,
  type MachineClientProps,
  PasswordSignInClient,
  ServerClient,
  WebClient,
} from "../../modules/identity/user-pool-clients";
import { apiScopes } from "../environments/api-scopes";
import { signInHost } from "../environments/schema/edge/sign-in";
import type { UserPoolSettings } from "../environments/schema/identity/user-pool";
import type { LayerStack } from "../layer/layer-stack";
import { addSignUpRestriction } from "./sign-up";

/** What the stack publishes of its users. Each value exists only with its switch. */
export interface PublishedUsers {
  readonly userPoolId?: string;
  readonly userPoolArn?: string;
  readonly tokenIssuer?: string;
  readonly webClientId?: string | undefined;
  readonly serverClientId?: string | undefined;
  readonly machineClientId?: string | undefined;
  readonly legacyImplicitClientId?: string | undefined;
  readonly passwordSignInClientId?: string | undefined;
}

/** The permissions boundary and keys of the pool's functions. */
type Shared = Parameters<typeof addSignUpRestriction>[2];

/** Adds the user pool, its scopes and its clients (systems D and E). */
export function addUsers(stack: LayerStack, shared: Shared): PublishedUsers {
  const { environment, keepsData } = stack;
  const { userPool: settings } = environment.identity;
  const name = stack.physicalName("users", "user pool");
  if (settings === undefined) {
    if (keepsData) new AbsentUserPool(stack, "users", name);
    return {};
  }
  const { tier, selfSignUp, password, mfa, verification, email, threatProtection, resourceServer } = settings;
  const { signUpDomains: domains, signUpFunction } = settings;
  const passkeys = passkeysOf(stack, settings);

  const pool = new UserPool(stack, "users", {
    name,
    region: environment.region,
    tier,
    selfSignUp,
    password,
    mfa,
    verification,
    ...(domains !== undefined && {
      triggers: { preSignUp: addSignUpRestriction(stack, { domains, settings: signUpFunction }, shared) },
    }),
    protect: keepsData,
    ...(passkeys !== undefined && { passkeys }),
    ...(email.sender === "ses" && { ses: email }),
    ...(threatProtection !== undefined && { threatProtection: threatProtection.mode }),
  });
  if (threatProtection !== undefined) {
    const { accountTakeover, neverJudged, alwaysBlocked } = threatProtection;
    new RiskConfiguration(stack, "users_risk", {
      userPoolId: pool.id,
      neverJudged,
      alwaysBlocked,
      ...(accountTakeover !== undefined &&
        accountTakeover !== "off" &&
        email.sender === "ses" && { accountTakeover: { ...accountTakeover, sender: email } }),
    });
  }
  const { declared } = new ResourceServer(stack, "api", {
    userPoolId: pool.id,
    identifier: resourceServer,
    scopes: apiScopes,
  });
  const clients = addClients(stack, settings, { userPoolId: pool.id, scopesDeclared: declared });
  if (stack.alarmTopicArn !== undefined) {
    new UserPoolAlarms(stack, "users_alarms", {
      name: (role) => stack.physicalName(`users-${role}`, "alarm"),
      userPoolId: pool.id,
      clientIds: signedInBy(clients),
      judgesRisk: threatProtection !== undefined,
      topicArn: stack.alarmTopicArn,
    });
  }
  return { userPoolId: pool.id, userPoolArn: pool.arn, tokenIssuer: pool.tokenIssuer, ...clients };
}

/** The clients with which users sign in: all but the machine's. */
function signedInBy({ webClientId, serverClientId, legacyImplicitClientId, passwordSignInClientId }: PublishedUsers) {
  return {
    ...(webClientId !== undefined && { web: webClientId }),
    ...(serverClientId !== undefined && { server: serverClientId }),
    ...(legacyImplicitClientId !== undefined && { legacyImplicit: legacyImplicitClientId }),
    ...(passwordSignInClientId !== undefined && { passwordSignIn: passwordSignInClientId }),
  };
}

type Pool = Pick<MachineClientProps, "scopesDeclared" | "userPoolId">;

function addClients(stack: LayerStack, { clients, resourceServer, passkeys }: UserPoolSettings, pool: Pool) {
  const { web, server, machine, legacyImplicit, passwordSignIn } = clients;
  const { userPoolId } = pool;
  const name = (kind: string) => stack.physicalName(kind, "user pool client");
  const apiScopesOf = (scopes: readonly string[]) => scopes.map((scope) => `${resourceServer}/${scope}`);
  const redirects = ({ callbackUrls, logoutUrls, openIdScopes, apiScopes, ...lifetimes }: Redirecting) => ({
    ...pool,
    callbackUrls,
    logoutUrls,
    scopes: [...openIdScopes, ...apiScopesOf(apiScopes)],
    lifetimes,
  });
  const codeGrant = (client: NonNullable<typeof web>) => ({
    ...redirects(client),
    passkeys: passkeys !== undefined,
    ...(client.refreshTokenRotation !== "off" && { rotation: client.refreshTokenRotation }),
  });
  return {
    webClientId: web && new WebClient(stack, "web", { name: name("web"), ...codeGrant(web) }).clientId,
    serverClientId:
      server && new ServerClient(stack, "server", { name: name("server"), ...codeGrant(server) }).clientId,
    machineClientId:
      machine &&
      new MachineClient(stack, "machine", {
        ...pool,
        name: name("machine"),
        scopes: apiScopesOf(machine.apiScopes),
        accessTokenMinutes: machine.accessTokenMinutes,
      }).clientId,
    legacyImplicitClientId:
      legacyImplicit &&
      new LegacyImplicitClient(stack, "legacy_implicit", {
        name: name("legacy-implicit"),
        ...redirects(legacyImplicit),
      }).clientId,
    passwordSignInClientId:
      passwordSignIn &&
      new PasswordSignInClient(stack, "password_sign_in", {
        userPoolId,
        name: name("password-sign-in"),
        flow: passwordSignIn.flow,
        lifetimes: passwordSignIn,
      }).clientId,
  };
}

type Redirecting = Pick<
  NonNullable<UserPoolSettings["clients"]["web"]>,
  | "accessTokenMinutes"
  | "apiScopes"
  | "callbackUrls"
  | "idTokenMinutes"
  | "logoutUrls"
  | "openIdScopes"
  | "refreshTokenHours"
>;

/** The settings of passkeys. Their domain is that of the pool's pages, unless the environment names another. */
function passkeysOf(stack: LayerStack, { passkeys: given }: UserPoolSettings): Passkeys | undefined {
  if (given === undefined) return undefined;
  const { region, edge } = stack.environment;
  const { relyingPartyId = edge.signIn && signInHost(edge.signIn.domain, region), userVerification } = given;
  return relyingPartyId === undefined ? undefined : { relyingPartyId, userVerification };
}
