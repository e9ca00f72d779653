import { ApiGatewayModel } from "@cdktf/provider-aws/lib/api-gateway-model";
import { ApiGatewayRequestValidator } from "@cdktf/provider-aws/lib/api-gateway-request-validator";
import { Construct } from "constructs";
import { pathParameters } from "./paths";
import { modelSchema, routeAddress, type JsonSchema, type RestRoute } from "./route";

export interface ValidationProps {
  readonly restApiId: string;
  /** The validators' names begin with it. */
  readonly name: string;
}

/** What a method checks before it calls anything behind it. */
export interface MethodValidation {
  readonly requestParameters?: Record<string, boolean>;
  readonly requestModels?: Record<string, string>;
  readonly requestValidatorId?: string;
}

/** Checks parameters and bodies: a request that fails is answered 400, without detail of the body. */
export class Validation extends Construct {
  private readonly validators = new Map<string, string>();
  private otherContentTypes: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ValidationProps,
  ) {
    super(scope, id);
  }

  of(route: RestRoute): MethodValidation {
    const requestParameters = {
      ...Object.fromEntries(pathParameters(route.path).map((name) => [`method.request.path.${name}`, true])),
      ...presence("querystring", route.query),
      ...presence("header", route.headers),
    };
    const checksParameters = Object.entries(requestParameters).some(
      ([name, required]) => required && !name.startsWith("method.request.path."),
    );
    const requestModels = route.body && this.models(route, route.body);
    return {
      ...(Object.keys(requestParameters).length > 0 && { requestParameters }),
      ...(requestModels && { requestModels }),
      ...((checksParameters || requestModels !== undefined) && {
        requestValidatorId: this.validator(checksParameters, requestModels !== undefined),
      }),
    };
  }

  /**
   * A body whose content type has no model is not checked, so all other types (`$default`) have a model that refuses
   * everything.
   */
  private models(route: RestRoute, schema: JsonSchema): Record<string, string> {
    const { contentTypes = ["application/json"] } = route;
    const name = this.model(routeAddress(route), modelName(route), schema);
    this.otherContentTypes ??= this.model("other_content_types", "OtherContentTypes", { not: {} });
    return { ...Object.fromEntries(contentTypes.map((type) => [type, name])), $default: this.otherContentTypes };
  }

  private model(id: string, name: string, schema: JsonSchema): string {
    return new ApiGatewayModel(this, id, {
      restApiId: this.props.restApiId,
      name,
      contentType: "application/json",
      schema: modelSchema(schema),
      // A method drops it before it is deleted: API Gateway refuses to delete one in use.
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }

  private validator(validateRequestParameters: boolean, validateRequestBody: boolean): string {
    const checks = [...(validateRequestParameters ? ["parameters"] : []), ...(validateRequestBody ? ["body"] : [])];
    const role = checks.join("_and_");
    const known = this.validators.get(role);
    if (known !== undefined) return known;
    const { restApiId, name } = this.props;
    const { id } = new ApiGatewayRequestValidator(this, role, {
      restApiId,
      name: `${name}-${checks.join("-and-")}`,
      validateRequestParameters,
      validateRequestBody,
      lifecycle: { createBeforeDestroy: true },
    });
    this.validators.set(role, id);
    return id;
  }
}

/** `POST /items/{id}` has the model `PostItemsByParameter`: API Gateway takes only letters and digits. */
export function modelName(route: Pick<RestRoute, "method" | "path">): string {
  return routeAddress(route)
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function presence(place: "querystring" | "header", parameters: RestRoute["query"] = {}): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, given]) => [`method.request.${place}.${name}`, given === "required"]),
  );
}
