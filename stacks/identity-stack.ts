import type { Construct } from "constructs";
import { InstanceRole } from "../modules/identity/instance-role";
import { PermissionsBoundary } from "../modules/identity/permissions-boundary";
import { SecretContainer } from "../modules/identity/secret-container";
import { SessionDocument } from "../modules/identity/session-document";
import { SharedKeys } from "../modules/identity/shared-keys";
import { databaseLogGroupPrefix, LogGroup } from "../modules/shared/log-group";
import type { Environment } from "./environments/schema/environment";
import { hasOriginSecret, headerModeOf } from "./environments/schema/edge/origin-protection";
import { addUsers } from "./identity/users";
import { LayerOutputs, type Promises } from "./layer/layer-outputs";
import { LayerStack } from "./layer/layer-stack";
import {
  databaseIdentifier,
  edgeFunctionLogGroupName,
  firewallLogGroupPrefix,
  logGroupPrefix,
  metricNamespace,
  originHeaderName,
} from "./layer/names";
import type { NetworkOutputs } from "./network-stack";

const promises = {
  permissionsBoundaryArn: { type: "string", description: "Palisade's own ceiling of the workload's roles" },
  instanceProfileName: { type: "string", description: "What instances of the web application run as" },
  dataKeyArn: { type: "string", description: "Encrypts databases, buckets and queues" },
  logsKeyArn: { type: "string", description: "Encrypts log groups of this environment, whichever layer makes them" },
  volumesKeyArn: { type: "string", description: "Encrypts instances' volumes; Auto Scaling may use it" },
  secretsKeyArn: { type: "string", description: "Encrypts secrets" },
  databaseUserSecretArn: {
    type: "string",
    when: "a password in compute.database.user",
    description: "The secret that has what the query function signs in to the database with",
  },
  originSecretArn: {
    type: "string",
    when: "a header in edge.originProtection, but with header-apply for the REST API alone",
    description: "The secret that has the value of the header by which an origin knows CloudFront",
  },
  sessionDocumentName: { type: "string", description: "For aws ssm start-session --document-name" },
  userPoolId: { type: "string", when: "identity.userPool", description: "For the pool's own API" },
  userPoolArn: { type: "string", when: "identity.userPool", description: "For authorizers and the pool's web ACL" },
  tokenIssuer: { type: "string", when: "identity.userPool", description: "What the pool's tokens say in iss" },
  webClientId: {
    type: "string",
    when: "identity.userPool.clients.web",
    description: "Browsers and apps: authorization code with PKCE",
  },
  serverClientId: {
    type: "string",
    when: "identity.userPool.clients.server",
    description: "Servers that sign users in, with a secret",
  },
  machineClientId: {
    type: "string",
    when: "identity.userPool.clients.machine",
    description: "Programs that call in their own name, with a secret",
  },
  legacyImplicitClientId: {
    type: "string",
    when: "identity.userPool.clients.legacyImplicit",
    description: "The implicit grant",
  },
  passwordSignInClientId: {
    type: "string",
    when: "identity.userPool.clients.passwordSignIn",
    description: "Signs in with a password at the pool's own API",
  },
} as const satisfies Promises;

export type IdentityOutputs = LayerOutputs<typeof promises>;

/**
 * API Gateway writes execution logs to `API-Gateway-Execution-Logs_<api>/<stage>` alone (API Gateway Developer Guide, "Set
 * up CloudWatch logging for REST APIs"). Edge makes the API's id, so this prefix fits every REST API of the account.
 */
const restExecutionLogGroupPrefix = "API-Gateway-Execution-Logs_";

/** The identity layer: the workload's boundary, the instances' role, the keys, operators' shell access, and the users. */
export class IdentityStack extends LayerStack {
  readonly outputs: IdentityOutputs;

  constructor(scope: Construct, environment: Environment, { network }: { readonly network: NetworkOutputs }) {
    super(scope, "identity", environment);
    const { name, region, compute, edge } = environment;
    const { accountId, keepsData } = this;
    network.deploysBefore(this);

    const keys = new SharedKeys(this, "shared", {
      environment: name,
      alias: (purpose) => this.physicalName(purpose, "kms alias"),
      region,
      accountId,
      logGroupPrefixes: logGroupPrefixes(environment),
      preventDestroy: keepsData,
      deletionWindowDays: this.keyDeletionWindowDays,
    });
    const { dataKeyArn, logsKeyArn, secretsKeyArn } = keys;
    // Created even beside the organization's: AWS refuses to delete the policy while a later layer's role still has it.
    const boundary = new PermissionsBoundary(this, "workload_boundary", {
      name: this.physicalName("boundary", "iam policy"),
      environment: name,
      region,
      accountId,
      rotationWritesDistributions: headerModeOf(edge) === "header-lambda",
    });
    const boundaryArn = this.boundaryArn(boundary.arn);
    const sessions = this.addSessions(logsKeyArn);
    const instance = new InstanceRole(this, "instance", {
      roleName: this.physicalName("instance", "iam role"),
      profileName: this.physicalName("instance", "instance profile"),
      boundaryArn,
      environment: name,
      region,
      accountId,
      logGroupPrefix: `${logGroupPrefix(name)}compute/`,
      sessionLogGroupArn: sessions.logGroupArn,
      logsKeyArn,
      metricNamespace: metricNamespace(name),
    });
    const databaseUserSecretArn =
      compute.database && compute.database.user.kind !== "iam"
        ? this.addSecret(
            "database-user",
            `What the query function of ${name} signs in to the database with`,
            secretsKeyArn,
          )
        : undefined;
    const originSecretArn = hasOriginSecret(edge)
      ? this.addSecret("origin", `The header by which origins of ${name} know CloudFront`, secretsKeyArn)
      : undefined;
    const users = addUsers(this, { dataKeyArn, logsKeyArn, boundaryArn });

    this.outputs = new LayerOutputs(this, promises, {
      permissionsBoundaryArn: boundary.arn,
      instanceProfileName: instance.profileName,
      dataKeyArn,
      logsKeyArn,
      volumesKeyArn: keys.volumesKeyArn,
      secretsKeyArn,
      databaseUserSecretArn,
      originSecretArn,
      sessionDocumentName: sessions.documentName,
      userPoolId: users.userPoolId,
      userPoolArn: users.userPoolArn,
      tokenIssuer: users.tokenIssuer,
      webClientId: users.webClientId,
      serverClientId: users.serverClientId,
      machineClientId: users.machineClientId,
      legacyImplicitClientId: users.legacyImplicitClientId,
      passwordSignInClientId: users.passwordSignInClientId,
    });
  }

  /** Adds operators' shell access: what a session is, and the log of what is typed in it. */
  private addSessions(kmsKeyArn: string): { readonly logGroupArn: string; readonly documentName: string } {
    const logGroup = new LogGroup(this, "session", {
      name: this.logGroupName("session"),
      retentionDays: this.environment.logs.retentionDays,
      kmsKeyArn,
      keepOnDestroy: this.keepsData,
    });
    const document = new SessionDocument(this, "session_manager", {
      name: this.physicalName("session", "session document"),
      logGroupName: logGroup.name,
      kmsKeyArn,
    });
    return { logGroupArn: logGroup.arn, documentName: document.name };
  }

  /** Adds a secret without a value, and returns its ARN. */
  private addSecret(role: "database-user" | "origin", description: string, kmsKeyArn: string): string {
    return new SecretContainer(this, role.replaceAll("-", "_"), {
      namePrefix: this.physicalName(role, "secret prefix"),
      description,
      kmsKeyArn,
      accountId: this.accountId,
      recoveryWindowDays: this.keepsData ? 30 : 0,
    }).arn;
  }
}

/** Whose logs the key encrypts. Includes what can be switched off: its logs stay where data is kept, unreadable without the key. */
function logGroupPrefixes({ name, region, keepData, edge }: Environment): string[] {
  return [
    logGroupPrefix(name),
    firewallLogGroupPrefix(name),
    ...(keepData || edge.restApi?.executionLogs === true ? [restExecutionLogGroupPrefix] : []),
    ...(region === "us-east-1" ? [edgeFunctionLogGroupName(originHeaderName(name))] : []),
    databaseLogGroupPrefix(databaseIdentifier(name)),
  ];
}
