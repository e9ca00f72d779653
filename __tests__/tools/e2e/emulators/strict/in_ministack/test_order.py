"""Each rule that looks into MiniStack's stores: once where it refuses, once where it does not."""

import base64
import json

from asked import REGION, Asked
from ministack.core.responses import get_account_id, request_scope
from ministack.services import apigateway as http
from ministack.services import apigateway_v1 as rest
from ministack.services import cloudfront, cognito, lambda_svc


def made(answer):
    """What an operation of MiniStack gave back."""
    status, _, body = answer
    assert status < 300, body
    return json.loads(body) if body else {}


class InMinistack(Asked):
    emulator = "ministack"

    def setUp(self):
        scope = request_scope(get_account_id(), REGION)
        scope.__enter__()
        self.addCleanup(scope.__exit__, None, None, None)


class RestApis(InMinistack):
    def setUp(self):
        super().setUp()
        self.api = made(rest._create_rest_api({"name": "api"}))["id"]
        (root,) = made(rest._get_resources(self.api, {}))["item"]
        self.resource = made(rest._create_resource(self.api, root["id"], {"pathPart": "orders"}))["id"]

    def method(self, **said):
        made(rest._put_method(self.api, self.resource, "POST", said))

    def deleted(self, operation, **named):
        return self.refused("apigateway", operation, restApiId=self.api, **named)

    def test_a_model_of_a_methods_request_until_the_method_is_gone(self):
        made(rest._create_model(self.api, {"name": "order"}))
        self.method(requestModels={"application/json": "order"})
        sentence = "Cannot delete model 'order', is referenced in method request: /orders/POST"
        self.assertEqual(self.deleted("DeleteModel", modelName="order"), ("ConflictException", 409, sentence))
        rest._delete_method(self.api, self.resource, "POST")
        self.assertIsNone(self.deleted("DeleteModel", modelName="order"))

    def test_a_model_of_a_methods_response(self):
        made(rest._create_model(self.api, {"name": "order"}))
        self.method()
        models = {"responseModels": {"application/json": "order"}}
        made(rest._put_method_response(self.api, self.resource, "POST", "200", models))
        sentence = "Cannot delete model 'order', is referenced in method response: /orders/POST"
        self.assertEqual(self.deleted("DeleteModel", modelName="order"), ("ConflictException", 409, sentence))

    def test_an_authorizer_of_a_method_and_one_of_none(self):
        used, free = (made(rest._create_authorizer(self.api, {"name": name}))["id"] for name in ("used", "free"))
        self.method(authorizationType="CUSTOM", authorizerId=used)
        sentence = "Cannot delete authorizer 'used', is referenced in method: POST//orders"
        refused = self.deleted("DeleteAuthorizer", authorizerId=used)
        self.assertEqual(refused, ("ConflictException", 409, sentence))
        self.assertIsNone(self.deleted("DeleteAuthorizer", authorizerId=free))

    def test_a_validator_of_a_method_and_one_of_none(self):
        used, free = (made(rest._create_request_validator(self.api, {"name": name}))["id"] for name in ("used", "free"))
        self.method(requestValidatorId=used)
        code, status, _ = self.deleted("DeleteRequestValidator", requestValidatorId=used)
        self.assertEqual((code, status), ("ConflictException", 409))
        self.assertIsNone(self.deleted("DeleteRequestValidator", requestValidatorId=free))

    def test_a_deployment_that_a_stage_has_and_one_that_none_has(self):
        self.method()
        used, free = (made(rest._create_deployment(self.api, {}))["id"] for _ in range(2))
        made(rest._create_stage(self.api, {"stageName": "v1", "deploymentId": used}))
        sentence = "Active stages pointing to this deployment must be moved or deleted"
        refused = self.deleted("DeleteDeployment", deploymentId=used)
        self.assertEqual(refused, ("BadRequestException", 400, sentence))
        self.assertIsNone(self.deleted("DeleteDeployment", deploymentId=free))

    def test_a_stage_and_an_api_that_a_domain_leads_to_until_it_no_longer_does(self):
        deployment = made(rest._create_deployment(self.api, {}))["id"]
        for stage in ("v1", "v2"):
            made(rest._create_stage(self.api, {"stageName": stage, "deploymentId": deployment}))
        made(rest._create_domain_name({"domainName": "api.example.com"}))
        made(rest._create_base_path_mapping("api.example.com", {"restApiId": self.api, "stage": "v1"}))
        sentence = (
            "Deleting stage v1 failed. Please remove all base path mappings related to the stage in your domains: "
            "api.example.com"
        )
        self.assertEqual(self.deleted("DeleteStage", stageName="v1"), ("BadRequestException", 400, sentence))
        self.assertIsNone(self.deleted("DeleteStage", stageName="v2"))
        sentence = (
            f"Deleting RestApi {self.api} failed. Please remove all base path mappings related to the RestApi in your "
            "domains: api.example.com"
        )
        self.assertEqual(self.deleted("DeleteRestApi"), ("BadRequestException", 400, sentence))
        rest._delete_domain_name("api.example.com")
        self.assertIsNone(self.deleted("DeleteRestApi"))

    def test_a_usage_plan_with_a_stage_and_without(self):
        deployment = made(rest._create_deployment(self.api, {}))["id"]
        made(rest._create_stage(self.api, {"stageName": "v1", "deploymentId": deployment}))
        stages = [{"apiId": self.api, "stage": "v1"}]
        used = made(rest._create_usage_plan({"name": "used", "apiStages": stages}))["id"]
        free = made(rest._create_usage_plan({"name": "free"}))["id"]
        sentence = (
            f"Cannot delete Usage Plan {used} because there are API Stages associated with it, including {self.api}:v1"
        )
        refused = self.refused("apigateway", "DeleteUsagePlan", usagePlanId=used)
        self.assertEqual(refused, ("BadRequestException", 400, sentence))
        self.assertIsNone(self.refused("apigateway", "DeleteUsagePlan", usagePlanId=free))


class HttpApis(InMinistack):
    def setUp(self):
        super().setUp()
        self.api = made(http._create_api({"name": "api", "protocolType": "HTTP"}))["apiId"]

    def deleted(self, operation, **named):
        return self.refused("apigatewayv2", operation, ApiId=self.api, **named)

    def test_an_integration_of_a_route_until_the_route_has_another(self):
        old, new = (
            made(http._create_integration(self.api, {"integrationType": "AWS_PROXY"}))["integrationId"] for _ in range(2)
        )
        route = {"routeKey": "GET /orders", "target": f"integrations/{old}"}
        route = made(http._create_route(self.api, route))["routeId"]
        sentence = f"Cannot delete Integration because it is referenced by the following Routes with Ids: [{route}]"
        refused = self.deleted("DeleteIntegration", IntegrationId=old)
        self.assertEqual(refused, ("ConflictException", 409, sentence))
        made(http._update_route(self.api, route, {"target": f"integrations/{new}"}))
        self.assertIsNone(self.deleted("DeleteIntegration", IntegrationId=old))

    def test_an_authorizer_of_a_route_until_the_route_is_open(self):
        jwt = {"name": "users", "authorizerType": "JWT", "identitySource": ["$request.header.Authorization"]}
        configuration = {"issuer": "https://example.com", "audience": ["a"]}
        authorizer = made(http._create_authorizer(self.api, {**jwt, "jwtConfiguration": configuration}))["authorizerId"]
        route = {"routeKey": "GET /orders", "authorizationType": "JWT", "authorizerId": authorizer}
        route = made(http._create_route(self.api, route))["routeId"]
        sentence = "Cannot delete authorizer 'users', is referenced in route: GET /orders"
        refused = self.deleted("DeleteAuthorizer", AuthorizerId=authorizer)
        self.assertEqual(refused, ("ConflictException", 409, sentence))
        made(http._update_route(self.api, route, {"authorizationType": "NONE", "authorizerId": ""}))
        self.assertIsNone(self.deleted("DeleteAuthorizer", AuthorizerId=authorizer))

    def test_an_api_that_a_domain_leads_to_until_it_no_longer_does(self):
        made(http._create_stage(self.api, {"stageName": "$default"}))
        made(rest._create_domain_name({"domainName": "http.example.com"}))
        made(http._create_api_mapping("http.example.com", {"apiId": self.api, "stage": "$default"}))
        sentence = (
            f"Deleting API {self.api} failed. Please remove all API mappings for the API from your custom domain names."
        )
        self.assertEqual(self.deleted("DeleteApi"), ("BadRequestException", 400, sentence))
        rest._delete_domain_name("http.example.com")
        self.assertIsNone(self.deleted("DeleteApi"))


class Viewers(InMinistack):
    def test_a_function_of_a_distribution_until_that_is_gone(self):
        code = base64.b64encode(b"function handler(event) { return event.request; }").decode()
        body = (
            "<CreateFunctionRequest><Name>f</Name><FunctionConfig><Comment/><Runtime>cloudfront-js-2.0</Runtime>"
            f"</FunctionConfig><FunctionCode>{code}</FunctionCode></CreateFunctionRequest>"
        )
        status, _, answered = cloudfront._cf_create_function({}, body.encode())
        self.assertEqual(status, 201, answered)
        arn = cloudfront._functions["f"]["arn"]
        deleted = lambda: self.refused("cloudfront", "DeleteFunction", Name="f", IfMatch="e")  # noqa: E731
        self.assertIsNone(deleted())
        config = f"<DistributionConfig><Any><FunctionARN>{arn}</FunctionARN></Any></DistributionConfig>"
        cloudfront._distributions["d"] = {"config_xml": config}
        sentence = "Cannot delete function f, it is in use by 1 distributions"
        self.assertEqual(deleted(), ("FunctionInUse", 409, sentence))
        del cloudfront._distributions["d"]
        self.assertIsNone(deleted())


class UserPools(InMinistack):
    def test_a_pool_with_a_domain_or_protected_until_it_is_neither(self):
        pool = made(cognito._create_user_pool({"PoolName": "p", "DeletionProtection": "ACTIVE"}))["UserPool"]["Id"]
        deleted = lambda: self.refused("cognito-idp", "DeleteUserPool", UserPoolId=pool)  # noqa: E731
        sentence = (
            "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be "
            "inactivated first."
        )
        self.assertEqual(deleted(), ("InvalidParameterException", 400, sentence))
        made(cognito._update_user_pool({"UserPoolId": pool, "DeletionProtection": "INACTIVE"}))
        self.assertIsNone(deleted())
        made(cognito._create_user_pool_domain({"UserPoolId": pool, "Domain": "sign-in"}))
        sentence = "User pool cannot be deleted. It has a domain configured that should be deleted first."
        self.assertEqual(deleted(), ("InvalidParameterException", 400, sentence))
        made(cognito._delete_user_pool_domain({"UserPoolId": pool, "Domain": "sign-in"}))
        self.assertIsNone(deleted())


class Functions(InMinistack):
    def test_the_first_function_of_a_role_and_no_other(self):
        made_with = lambda role: self.refused("lambda", "CreateFunction", FunctionName="f", Role=role)  # noqa: E731
        sentence = "The role defined for the function cannot be assumed by Lambda."
        self.assertEqual(made_with("one"), ("InvalidParameterValueException", 400, sentence))
        self.assertIsNone(made_with("one"))
        self.assertIsNotNone(made_with("another"))

    def test_a_code_signing_configuration_that_a_function_has(self):
        self.addCleanup(lambda_svc._functions.clear)
        with request_scope(get_account_id(), REGION):
            lambda_svc._functions["signed"] = {"config": {}, "code_signing_config_arn": "one"}
        deleted = lambda arn: self.refused("lambda", "DeleteCodeSigningConfig", CodeSigningConfigArn=arn)  # noqa: E731
        sentence = "You can delete the code signing configuration only if no function is using it."
        self.assertEqual(deleted("one"), ("ResourceConflictException", 409, sentence))
        self.assertIsNone(deleted("another"))
