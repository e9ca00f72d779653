"""Lambda: a role that was just made."""

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
