import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaFunction as Function } from "@cdktf/provider-aws/lib/lambda-function";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { SignedPackage } from "./code-signing";
import type { FunctionPackage } from "./function-package/function-package";
import { functionRuntime } from "./function-package/runtime";
import { addFunctionAlarms, type FunctionAlarmsProps } from "./lambda-alarms";
import { FailedEvents, type FailedEventsProps } from "./lambda-failed-events";
import { LogGroup, type LogGroupProps } from "./log-group";
import { policyDocument, type PolicyStatement } from "./policy-document";

/** The one alias of each function. Callers name this alias and never the newest version. */
export const liveAlias = "live";

export interface LambdaFunctionProps {
  readonly name: string;
  readonly roleName: string;
  readonly description: string;
  /** A zip on this machine, or signed code in its bucket. */
  readonly code: FunctionPackage | SignedPackage;
  /**
   * Memory, and with it processor time: 128 to 10,240 MiB (AWS Lambda Developer Guide, "Lambda quotas").
   *
   * @default 256
   */
  readonly memoryMib?: number;
  /** 1 to 900 (AWS Lambda Developer Guide, "Lambda quotas"). @default 10 */
  readonly timeoutSeconds?: number;
  /** The handler's variables. They hold no secret: whoever may see the function sees them. @default nothing */
  readonly environment?: Readonly<Record<string, string>>;
  /** Encrypts the variables; the function may decrypt with it. */
  readonly environmentKeyArn: string;
  readonly logs: LogGroupProps;
  /** The permissions boundary of the function's role. */
  readonly boundaryArn: string;
  /** What the function may call, beyond its own log and its traces. @default nothing */
  readonly statements?: readonly PolicyStatement[];
  /**
   * How many calls may run at once, reserved out of the account's limit in the region; 0 stops the function.
   *
   * @default what the account has left
   */
  readonly reservedConcurrency?: number;
  /** The version that the alias points to: an earlier one is a rollback. @default the newest */
  readonly version?: number;
  /**
   * The function's place in the VPC, for one that reaches private resources. @default outside: it reaches AWS's own
   * endpoints
   */
  readonly network?: { readonly subnetIds: string[]; readonly securityGroupIds: string[] };
  /** For a function that is invoked asynchronously: what happens to failed events. @default none are expected */
  readonly failedEvents?: FailedEventsProps;
  /** @default no alarms */
  readonly alarms?: Omit<FunctionAlarmsProps, "functionName">;
}

/**
 * A function with a role, a log and alarms of its own. Each change of its code publishes a version that stays. The alias
 * names the version that is called.
 */
export class LambdaFunction extends Construct {
  readonly arn: string;
  readonly name: string;
  /** `live`, as a reference: what uses it is applied after the alias. */
  readonly aliasName: string;
  readonly aliasArn: string;
  /** The hash of the code as it was packed, before any signature. */
  readonly codeSha256: string;
  readonly roleName: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const { name, description, code, environmentKeyArn, alarms, network, failedEvents } = props;
    const { memoryMib = 256, timeoutSeconds = 10, environment = {} } = props;
    const { reservedConcurrency, version } = props;

    const logs = new LogGroup(this, "function", props.logs);
    const role = this.addRole(props);
    const failed = failedEvents && new FailedEvents(this, "failed", failedEvents);
    const grants = this.addGrants(props, role, logs, failed?.statements ?? []);
    const lambda = new Function(this, "lambda", {
      functionName: name,
      description,
      role: role.arn,
      packageType: "Zip",
      ...this.placeOf(code),
      sourceCodeHash: code.sha256,
      runtime: functionRuntime,
      architectures: ["arm64"],
      handler: "index.handler",
      memorySize: memoryMib,
      timeout: timeoutSeconds,
      publish: true,
      environment: { variables: { ...environment } },
      kmsKeyArn: environmentKeyArn,
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", applicationLogLevel: "INFO", systemLogLevel: "INFO", logGroup: logs.name },
      reservedConcurrentExecutions: reservedConcurrency,
      ...(network && { vpcConfig: { ...network } }),
      dependsOn: [grants],
    });
    const alias = new LambdaAlias(this, "alias", {
      name: liveAlias,
      description: "What is called",
      functionName: lambda.functionName,
      functionVersion: version === undefined ? lambda.version : String(version),
    });
    failed?.catches(lambda.functionName, alias.name);
    if (alarms !== undefined) addFunctionAlarms(this, { ...alarms, functionName: name });

    this.arn = lambda.arn;
    this.name = lambda.functionName;
    this.aliasName = alias.name;
    this.aliasArn = alias.arn;
    this.codeSha256 = code.sha256;
    this.roleName = role.name;
    this.logGroupName = logs.name;
  }

  private addRole({ name, roleName, boundaryArn }: LambdaFunctionProps): IamRole {
    return new IamRole(this, "role", {
      name: roleName,
      description: `What the function ${name} may do`,
      permissionsBoundary: boundaryArn,
      assumeRolePolicy: policyDocument([
        { sid: "Lambda", actions: ["sts:AssumeRole"], principals: { Service: ["lambda.amazonaws.com"] } },
      ]),
    });
  }

  private addGrants(
    { name, environmentKeyArn, network, statements = [] }: LambdaFunctionProps,
    role: IamRole,
    logs: LogGroup,
    ofFailedEvents: readonly PolicyStatement[],
  ): IamRolePolicy {
    return new IamRolePolicy(this, "grants", {
      name: "calls",
      role: role.name,
      policy: policyDocument([
        {
          sid: "WriteOwnLog",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${logs.arn}:log-stream:*`],
        },
        // These two have no resource to name (Service Authorization Reference, "Actions for AWS X-Ray").
        { sid: "SendTraces", actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], resources: ["*"] },
        readOwnVariables(name, environmentKeyArn),
        ...ofFailedEvents,
        ...(network ? networkStatements(name) : []),
        ...statements,
      ]),
    });
  }

  private placeOf(code: FunctionPackage | SignedPackage) {
    if ("key" in code) {
      const { bucket, key, codeSigningConfigArn } = code;
      return { s3Bucket: bucket, s3Key: key, codeSigningConfigArn };
    }
    // The path is the same for all contents: the hash alone tells that code has changed, and a plan shows the hash alone.
    const zip = new TerraformAsset(this, "code", { path: code.zipFile, type: AssetType.FILE, assetHash: "current" });
    return { filename: zip.path };
  }
}

/**
 * Lets the function decrypt its own variables. Lambda decrypts them as the function, with the function's own ARN as
 * encryption context (AWS Lambda Developer Guide, "Data encryption at rest for AWS Lambda"). The key is shared: what it
 * encrypts for other functions stays closed to this one.
 */
function readOwnVariables(functionName: string, keyArn: string): PolicyStatement {
  return {
    sid: "ReadOwnVariables",
    actions: ["kms:Decrypt"],
    resources: [keyArn],
    conditions: {
      StringLike: {
        "kms:EncryptionContext:aws:lambda:FunctionArn": [`arn:*:lambda:*:*:function:${functionName}`],
      },
    },
  };
}

const networkActions = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/**
 * Lets Lambda create the network interfaces with the function's role, and refuses the same to the function's own code (AWS
 * Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC": required IAM permissions, and the
 * key lambda:SourceFunctionArn, which only requests of the code have).
 */
function networkStatements(functionName: string): PolicyStatement[] {
  return [
    { sid: "HaveNetworkInterfaces", actions: networkActions, resources: ["*"] },
    {
      sid: "NoInterfacesByItsCode",
      effect: "Deny",
      actions: networkActions,
      resources: ["*"],
      conditions: { ArnLike: { "lambda:SourceFunctionArn": [`arn:aws:lambda:*:*:function:${functionName}`] } },
    },
  ];
}
