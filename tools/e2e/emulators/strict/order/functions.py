"""Lambda: a role that was just made, and a code signing configuration in use."""

from strict.order import Params, Refusal, rule

met = set()


@rule("lambda", "CreateFunction")
def role_is_new(params: Params, region: str) -> Refusal | None:
    """A role's first function is refused once: IAM takes seconds until Lambda can assume a role that was just made. The
    provider asks again. Code and sentence: Pizzaface/Alexa-Chromecast-Skill-2.0#9.

    Roles are at the other emulator, so that a role that is older and has no function yet is refused once as well.
    """
    role = params["Role"]
    if role in met:
        return None
    met.add(role)
    return Refusal("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.")


@rule("lambda", "DeleteCodeSigningConfig")
def is_used_by_a_function(params: Params, region: str) -> Refusal | None:
    """AWS Lambda API Reference, DeleteCodeSigningConfig: only if no function is using it. Code and status are of its errors; the
    sentence is the reference's own, since none is published."""
    from ministack.services import lambda_svc

    arn = params["CodeSigningConfigArn"]
    if all(function.get("code_signing_config_arn") != arn for function in lambda_svc._functions.values()):
        return None
    sentence = "You can delete the code signing configuration only if no function is using it."
    return Refusal("ResourceConflictException", sentence, 409)
