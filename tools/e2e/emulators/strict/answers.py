"""What no emulator answers. The front does, so that the provider makes the request and it is judged like any other."""

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from strict import signing
from strict.calls import Answer, Call
from strict.rendered import rendered
from strict.scope import scope

Result = dict[str, Any]


def answer(call: Call) -> Answer | None:
    """The answer to what no emulator knows; None for everything else."""
    if (known := _answers.get((call.service, call.operation))) is None:
        return None
    with scope(call):
        result = known(call)
        return None if result is None else rendered(call, result)


def _described_type(call: Call) -> Result:
    """The schema of a type, as CloudFormation's registry had it when the cfn-lint was packed that comes with moto."""
    found = find_spec("cfnlint")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("cfn-lint, which has the schemas of CloudFormation's types, does not come with moto")
    schemas, name = Path(found.origin).parent / "data/schemas", call.params["TypeName"]
    file = json.loads((schemas / "providers/us-east-1.json").read_text())[name]
    return {"TypeName": name, "Type": "RESOURCE", "Schema": (schemas / f"resources/{file}.json").read_text()}


_risks: dict[tuple[str, str], Result] = {}


def _set_risk(call: Call) -> Result:
    """Also what takes a configuration away: the provider sets one that is empty."""
    pool = call.params["UserPoolId"], call.params.get("ClientId", "")
    _risks[pool] = call.params
    return _described_risk(call)


def _described_risk(call: Call) -> Result:
    pool = call.params["UserPoolId"], call.params.get("ClientId", "")
    return {"RiskConfiguration": _risks.get(pool, dict(call.params))}


def _reset_parameters(call: Call) -> Result:
    """Where a parameter leaves a group."""
    from strict.order.stores import store

    name = call.params["DBParameterGroupName"]
    kept = store("rds", call.region).db_parameter_groups[name].parameters
    for one in call.params.get("Parameters", [{"ParameterName": held} for held in kept]):
        kept.pop(one["ParameterName"], None)
    return {"DBParameterGroupName": name}


def _stopped_rotation(call: Call) -> Result:
    from ministack.services import secretsmanager

    secret = call.params["SecretId"]
    for held in secretsmanager._secrets.values():
        if secret in (held["ARN"], held["Name"]):
            held["RotationEnabled"] = False
            return {"ARN": held["ARN"], "Name": held["Name"]}
    raise KeyError(f"MiniStack has no secret {secret}")


def _changed_domain(call: Call) -> Result:
    """A custom domain name of REST APIs, which MiniStack makes and deletes only. The provider waits for its status."""
    from ministack.services import apigateway_v1

    domain = apigateway_v1._domain_names[call.params["domainName"]]
    domain["domainNameStatus"] = "AVAILABLE"
    return apigateway_v1._apply_patch(domain, call.params["patchOperations"])


_answers: dict[tuple[str, str], Callable[[Call], Result | None]] = {
    **signing.answers,
    ("apigateway", "UpdateDomainName"): _changed_domain,
    ("cloudformation", "DescribeType"): _described_type,
    ("cognito-idp", "DescribeRiskConfiguration"): _described_risk,
    ("cognito-idp", "SetRiskConfiguration"): _set_risk,
    ("rds", "ResetDBParameterGroup"): _reset_parameters,
    ("secretsmanager", "CancelRotateSecret"): _stopped_rotation,
}
