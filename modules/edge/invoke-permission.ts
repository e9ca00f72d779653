import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { ConfigurationError } from "../shared/configuration-error";

/** In characters (Lambda API Reference, AddPermission: StatementId). */
export const longestStatementId = 100;

export interface InvokePermissionProps {
  readonly functionName: string;
  /**
   * The alias that the integration calls. A permission without it is for the unqualified function, and each call of the
   * alias is answered 500 (Lambda API Reference, AddPermission).
   *
   * @default "live"
   */
  readonly qualifier?: string;
  /**
   * The one API, stage, method and path that may call, `<execution ARN>/<stage>/<METHOD>/<path>`. Lambda compares it by
   * ArnLike, so wildcards are refused here, except for the parameters of a REST API's path: AWS's CDK writes `*` for them.
   * An HTTP API's parameters stay in braces, as the route declares them.
   */
  readonly sourceArn: string;
  /** How many parts of the path are a `*` that stands for a parameter. @default 0 */
  readonly pathParameters?: number;
  /** Letters, digits, `-` and `_`, `longestStatementId` at most; unique in the function's policy. */
  readonly statementId: string;
}

/** Lets one route or authorizer of one API, and nothing else, call one alias of a function. */
export class InvokePermission extends Construct {
  constructor(scope: Construct, id: string, props: InvokePermissionProps) {
    super(scope, id);
    const { functionName, qualifier = "live", sourceArn, statementId, pathParameters = 0 } = props;
    ConfigurationError.throwIfAny(permissionFaults(statementId, sourceArn, pathParameters));

    new LambdaPermission(this, "permission", {
      statementId,
      action: "lambda:InvokeFunction",
      functionName,
      qualifier,
      principal: "apigateway.amazonaws.com",
      sourceArn,
    });
  }
}

/** Parts of a source ARN before its path: the API, the stage and the method. */
const partsBeforePath = 3;

function permissionFaults(statementId: string, sourceArn: string, pathParameters: number): string[] {
  const faults: string[] = [];
  const parts = sourceArn.split("/");
  const parameters = parts.slice(partsBeforePath).filter((part) => part === "*");
  const others = parts.filter((part, index) => index < partsBeforePath || part !== "*");
  if (/[*?]/.test(others.join("/")) || parameters.length !== pathParameters) {
    faults.push(
      `invoke permission ${statementId} is for ${sourceArn}; give one API, stage, method and path, without * or ?`,
    );
  }
  if (!/^[A-Za-z0-9_-]+$/.test(statementId) || statementId.length > longestStatementId) {
    faults.push(
      `invoke permission ${statementId} has an id that Lambda refuses; give 1 to ${longestStatementId} letters, digits, - or _`,
    );
  }
  return faults;
}
