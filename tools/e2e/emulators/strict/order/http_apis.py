"""API Gateway V2: what routes and domains of HTTP APIs name."""

from ministack.services import apigateway as gateway

from strict.order import Params, Refusal, rule
from strict.order.rest_apis import mapped


@rule("apigatewayv2", "DeleteIntegration")
def integration_is_referenced(params: Params, region: str) -> Refusal | None:
    """Code, status and sentence: milliHQ/terraform-aws-next-js#247, klothoplatform/klotho#348."""
    target = f"integrations/{params['IntegrationId']}"
    routes = [id for id, route in gateway._routes.get(params["ApiId"], {}).items() if route.get("target") == target]
    if routes:
        sentence = (
            "Cannot delete Integration because it is referenced by the following Routes with Ids: "
            f"[{', '.join(routes)}]"
        )
        return Refusal("ConflictException", sentence, 409)
    return None


@rule("apigatewayv2", "DeleteAuthorizer")
def authorizer_is_referenced(params: Params, region: str) -> Refusal | None:
    """Code, status and sentence: anomalyco/sst#5586."""
    api, id = params["ApiId"], params["AuthorizerId"]
    name = gateway._authorizers.get(api, {}).get(id, {}).get("name")
    for route in gateway._routes.get(api, {}).values():
        if route.get("authorizerId") == id:
            sentence = f"Cannot delete authorizer '{name}', is referenced in route: {route['routeKey']}"
            return Refusal("ConflictException", sentence, 409)
    return None


@rule("apigatewayv2", "DeleteApi")
def api_is_mapped(params: Params, region: str) -> Refusal | None:
    """Sentence: gruntwork-io/cloud-nuke#370."""
    api = params["ApiId"]
    if mapped(api):
        sentence = f"Deleting API {api} failed. Please remove all API mappings for the API from your custom domain names."
        return Refusal("BadRequestException", sentence)
    return None
