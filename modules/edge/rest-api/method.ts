import {
  ApiGatewayIntegration,
  type ApiGatewayIntegrationConfig,
} from "@cdktf/provider-aws/lib/api-gateway-integration";
import { ApiGatewayIntegrationResponse } from "@cdktf/provider-aws/lib/api-gateway-integration-response";
import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import { ApiGatewayMethodResponse } from "@cdktf/provider-aws/lib/api-gateway-method-response";
import { Construct } from "constructs";
import type { MethodAuthorization } from "./authorizers";
import { invokedFunction, invocationUri, type InvokedFunction } from "../invoked-function";
import type { MockIntegration, RestRoute } from "./route";
import type { MethodValidation } from "./validation";

export interface RestMethodProps {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly region: string;
  readonly route: RestRoute;
  readonly functions: Readonly<Record<string, InvokedFunction>>;
  readonly authorization: MethodAuthorization;
  readonly validation: MethodValidation;
  /** The origin whose pages may read the answers that API Gateway composes. @default none */
  readonly allowedOrigin?: string;
}

/** One route: who may call it, what it checks, what it calls, and how it maps the answer. */
export class RestMethod extends Construct {
  private readonly method: ApiGatewayMethod;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RestMethodProps,
  ) {
    super(scope, id);
    const { restApiId, resourceId, region, route, functions, authorization, validation } = props;
    const { integration, contentTypes = ["application/json"] } = route;

    this.method = new ApiGatewayMethod(this, "method", {
      restApiId,
      resourceId,
      httpMethod: route.method,
      ...authorization,
      apiKeyRequired: route.apiKey ?? false,
      ...validation,
    });
    if (integration.kind === "mock") {
      this.answerItself(integration);
      return;
    }
    const uri = invocationUri(region, invokedFunction(functions, integration.function).aliasArn);
    if (integration.kind === "function") {
      this.integrate({ type: "AWS_PROXY", uri, integrationHttpMethod: "POST" });
      return;
    }
    const called = this.integrate({
      type: "AWS",
      uri,
      integrationHttpMethod: "POST",
      // A content type without a template is answered 415 instead of being passed through.
      passthroughBehavior: "NEVER",
      requestTemplates: Object.fromEntries(contentTypes.map((type) => [type, integration.request])),
    });
    this.answer(called, "200", {
      headers: { "Content-Type": "integration.response.header.Content-Type" },
      ...(integration.response !== undefined && { template: integration.response }),
    });
    // The body of an error has the function's message and stack: the caller gets neither.
    this.answer(called, "500", {
      selectionPattern: "(\\n|.)+",
      template: JSON.stringify({ message: "Internal server error" }),
    });
  }

  private answerItself({ status, body, headers = {} }: MockIntegration): void {
    const request = JSON.stringify({ statusCode: status });
    const mock = this.integrate({
      type: "MOCK",
      passthroughBehavior: "NEVER",
      requestTemplates: Object.fromEntries(mockedContentTypes.map((type) => [type, request])),
    });
    this.answer(mock, String(status), {
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`])),
      ...(body !== undefined && { template: JSON.stringify(body) }),
    });
  }

  private integrate(
    config: Omit<ApiGatewayIntegrationConfig, "restApiId" | "resourceId" | "httpMethod">,
  ): ApiGatewayIntegration {
    const { restApiId, resourceId } = this.props;
    return new ApiGatewayIntegration(this, "integration", {
      restApiId,
      resourceId,
      httpMethod: this.method.httpMethod,
      timeoutMilliseconds: 29_000,
      ...config,
    });
  }

  private answer(integration: ApiGatewayIntegration, statusCode: string, answer: Answer): void {
    const { restApiId, resourceId, allowedOrigin } = this.props;
    const { selectionPattern, template } = answer;
    const headers: Readonly<Record<string, string>> = {
      ...(allowedOrigin !== undefined && { "Access-Control-Allow-Origin": `'${allowedOrigin}'` }),
      ...answer.headers,
    };
    const of = { restApiId, resourceId, httpMethod: this.method.httpMethod };
    const named = (value: (header: string) => boolean | string) =>
      Object.fromEntries(Object.keys(headers).map((name) => [`method.response.header.${name}`, value(name)]));
    const hasHeaders = Object.keys(headers).length > 0;

    const response = new ApiGatewayMethodResponse(this, `method_${statusCode}`, {
      ...of,
      statusCode,
      ...(hasHeaders && { responseParameters: named(() => true) as Record<string, boolean> }),
    });
    new ApiGatewayIntegrationResponse(this, `integration_${statusCode}`, {
      ...of,
      statusCode: response.statusCode,
      ...(selectionPattern !== undefined && { selectionPattern }),
      ...(hasHeaders && { responseParameters: named((name) => headers[name] ?? "") as Record<string, string> }),
      ...(template !== undefined && { responseTemplates: { "application/json": template } }),
      dependsOn: [integration],
    });
  }
}

interface Answer {
  readonly headers?: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly selectionPattern?: string;
}

/**
 * The content types to which a mock gives its answer; any other type is answered 415. Passing the body through would let the
 * caller choose the answer, since a mock reads its status from the body.
 */
const mockedContentTypes = [
  "application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
] as const;
