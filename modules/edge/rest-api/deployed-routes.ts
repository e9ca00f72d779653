import { DataAwsApiGatewayExport } from "@cdktf/provider-aws/lib/data-aws-api-gateway-export";
import { Fn, TerraformLocal, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { interpolation } from "../../shared/expression";
import { quoted } from "../../shared/hcl";
import { routeKey, type RestRoute } from "./route";

export interface DeployedRoutesProps {
  readonly restApiId: string;
  /** The provider's id of the stage: `ags-<api>-<stage>`. */
  readonly stageId: string;
  /** Every route of the API, the built-in ones included. */
  readonly routes: readonly Pick<RestRoute, "method" | "path">[];
  /** `aws_api_gateway_deployment.rest_api_current_deployment` */
  readonly deploymentAddress: string;
}

/**
 * Warns in every plan while the stage serves a route that the configuration does not have.
 *
 * Terraform makes the new deployment before it deletes a removed route, since the old deployment depended on the route. The
 * new snapshot still has the route, and no later plan would show it (seen with Terraform 1.11). So the routes that the stage
 * serves are read (API Gateway API Reference, GetExport) and compared; a second deployment leaves the route out.
 */
export class DeployedRoutes extends Construct {
  constructor(scope: Construct, id: string, { restApiId, stageId, routes, deploymentAddress }: DeployedRoutesProps) {
    super(scope, id);
    const { fqn: deployed } = new DataAwsApiGatewayExport(this, "export", {
      restApiId,
      // Not the configured name: a plan that makes the stage would try to read it before it exists.
      stageName: Fn.trimprefix(stageId, `ags-${restApiId}-`),
      exportType: "oas30",
    });
    const method = `method == "x-amazon-apigateway-any-method" ? "ANY" : upper(method)`;
    const perPath = `[for method in keys(methods) : "\${${method}} \${path}"]`;
    const served = `flatten([for path, methods in jsondecode(${deployed}.body).paths : ${perPath}])`;
    const configured = `[${routes.map(routeKey).sort().map(quoted).join(",")}]`;
    const leftover = new TerraformLocal(this, "leftover", interpolation(`setsubtract(${served}, ${configured})`));
    TerraformStack.of(this).addOverride(`check.${leftover.friendlyUniqueId}`, {
      assert: [
        {
          condition: `\${length(${leftover.fqn}) == 0}`,
          error_message:
            `The stage serves \${join(", ", ${leftover.fqn})}, which the configuration does not have: a route is deleted ` +
            `after the deployment is made. Once this is applied, run terraform apply -replace=${deploymentAddress}`,
        },
      ],
    });
  }
}
