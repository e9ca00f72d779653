"""API Gateway: what methods, stages, usage plans and domains of REST APIs name."""

from ministack.services import apigateway_v1 as gateway

from strict.order import Params, Refusal, rule


def conflict(sentence):
    return Refusal("ConflictException", sentence, 409)


def bad_request(sentence):
    return Refusal("BadRequestException", sentence)


def methods(api):
    """(path, verb, method) of each method of an API."""
    for resource in gateway._resources.get(api, {}).values():
        for verb, method in resource["resourceMethods"].items():
            yield resource["path"], verb, method


def first_method(api, names):
    """The first method that `names` says yes to, as AWS writes methods of a REST API: its verb, a slash and its path."""
    return next((f"{verb}/{path}" for path, verb, method in methods(api) if names(method)), None)


@rule("apigateway", "DeleteModel")
def model_is_referenced(params: Params, region: str) -> Refusal | None:
    """Sentences: amazon-archives/aws-apigateway-importer#144 (request) and #113 (response)."""
    name = params["modelName"]
    for path, verb, method in methods(params["restApiId"]):
        if name in (method.get("requestModels") or {}).values():
            return conflict(f"Cannot delete model '{name}', is referenced in method request: {path}/{verb}")
        for response in (method.get("methodResponses") or {}).values():
            if name in (response.get("responseModels") or {}).values():
                return conflict(f"Cannot delete model '{name}', is referenced in method response: {path}/{verb}")
    return None


@rule("apigateway", "DeleteAuthorizer")
def authorizer_is_referenced(params: Params, region: str) -> Refusal | None:
    """Sentence: terraform-provider-aws#14812. The provider drops the refusal and says that the authorizer is gone."""
    api, id = params["restApiId"], params["authorizerId"]
    name = gateway._authorizers_v1.get(api, {}).get(id, {}).get("name")
    if user := first_method(api, lambda method: method.get("authorizerId") == id):
        return conflict(f"Cannot delete authorizer '{name}', is referenced in method: {user}")
    return None


@rule("apigateway", "DeleteRequestValidator")
def validator_is_referenced(params: Params, region: str) -> Refusal | None:
    """The sentence is made after that of an authorizer: none was found. The provider drops this refusal as well."""
    api, id = params["restApiId"], params["requestValidatorId"]
    name = gateway._request_validators.get(api, {}).get(id, {}).get("name")
    if user := first_method(api, lambda method: method.get("requestValidatorId") == id):
        return conflict(f"Cannot delete request validator '{name}', is referenced in method: {user}")
    return None


@rule("apigateway", "DeleteDeployment")
def deployment_is_active(params: Params, region: str) -> Refusal | None:
    """Sentence: terraform-provider-aws#19805."""
    stages = gateway._stages_v1.get(params["restApiId"], {}).values()
    if any(stage.get("deploymentId") == params["deploymentId"] for stage in stages):
        return bad_request("Active stages pointing to this deployment must be moved or deleted")
    return None


def mapped(api, stage=None):
    """The domains that lead to an API, or to one stage."""
    return [
        domain
        for domain, held in gateway._base_path_mappings.items()
        for one in held.values()
        if one.get("restApiId") == api and stage in (None, one.get("stage"))
    ]


@rule("apigateway", "DeleteStage")
def stage_is_mapped(params: Params, region: str) -> Refusal | None:
    """Sentence: terraform-provider-aws#41651."""
    stage = params["stageName"]
    if domains := mapped(params["restApiId"], stage):
        return bad_request(
            f"Deleting stage {stage} failed. Please remove all base path mappings related to the stage in your domains: "
            + ", ".join(domains)
        )
    return None


@rule("apigateway", "DeleteRestApi")
def api_is_mapped(params: Params, region: str) -> Refusal | None:
    """Sentence: glomex/gcdt#373."""
    api = params["restApiId"]
    if domains := mapped(api):
        return bad_request(
            f"Deleting RestApi {api} failed. Please remove all base path mappings related to the RestApi in your domains: "
            + ", ".join(domains)
        )
    return None


@rule("apigateway", "DeleteUsagePlan")
def plan_has_stages(params: Params, region: str) -> Refusal | None:
    """Sentence: aws/aws-sdk-js#3841."""
    plan = params["usagePlanId"]
    stages = [f"{one['apiId']}:{one['stage']}" for one in gateway._usage_plans.get(plan, {}).get("apiStages") or []]
    if stages:
        return bad_request(
            f"Cannot delete Usage Plan {plan} because there are API Stages associated with it, including {stages[0]}"
        )
    return None
