import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { ConfigurationError } from "../shared/configuration-error";

export interface InvokePermissionProps {
  readonly functionName: string;
  /**
   * The alias that the integration calls. A permission without it is for the unqualified function, and each call of the
   * alias ends in 500 (Lambda API Reference, AddPermission).
   *
   * @default "live"
   */
  readonly qualifier?: string;
  /**
   * The one API, stage, method and path that may call, `<execution ARN>/<stage>/<METHOD>/<path>`; a path's parameters
   * stand in it as the route declares them, in braces. Lambda compares it by StringLike, so a wildcard is refused here.
   */
  readonly sourceArn: string;
  /** Letters, digits, `-` and `_`, 100 characters at most, and one of its kind in the function's policy. */
  readonly statementId: string;
}

/** Lets one route of one API call one alias of a function, and nothing else do so by it. */
export class InvokePermission extends Construct {
  constructor(scope: Construct, id: string, props: InvokePermissionProps) {
    super(scope, id);
    const { functionName, qualifier = "live", sourceArn, statementId } = props;
    ConfigurationError.throwIfAny(permissionFaults(statementId, sourceArn));

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

function permissionFaults(statementId: string, sourceArn: string): string[] {
  const faults: string[] = [];
  if (/[*?]/.test(sourceArn)) {
    faults.push(
      `invoke permission ${statementId} is for ${sourceArn}; give one API, stage, method and path, without * or ?`,
    );
  }
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(statementId)) {
    faults.push(
      `invoke permission ${statementId} has an id that Lambda refuses; give 1 to 100 letters, digits, - or _`,
    );
  }
  return faults;
}
