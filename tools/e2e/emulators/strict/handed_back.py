"""What AWS hands back otherwise than it was sent, and what an emulator does not hand back at all."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

from strict import order
from strict.calls import Answer, Call
from strict.scope import scope


def altered(call: Call, answer: Answer) -> Answer:
    """The answer that the caller is given where the emulator answered with `answer`, a refusal or not.

    It sees every answer of the emulator, once, in the order in which they are given.
    """
    order.answered(call)
    change = _changes.get((call.service, call.operation))
    return answer if change is None or answer.status >= 300 else change(call, answer)


booleans = {"on": "1", "true": "1", "yes": "1", "off": "0", "false": "0", "no": "0"}

not_boolean = {"enforce_gtid_consistency", "event_scheduler", "gtid-mode", "gtid_mode"}
"""Parameters of MySQL that take ON and OFF among other words."""


def _kept_parameters(call: Call, answer: Answer) -> Answer:
    """RDS keeps a boolean parameter of an instance as 1 or 0, whatever it was set to (Amazon RDS User Guide, "Specifying DB
    parameters", Boolean expressions; terraform-provider-aws#45394), and says of each that it was set that a user did."""
    from strict.order.stores import store

    group = store("rds", call.region).db_parameter_groups[call.params["DBParameterGroupName"]]
    for name, parameter in group.parameters.items():
        parameter["Source"] = "user"
        if name not in not_boolean:
            value = str(parameter["ParameterValue"])
            parameter["ParameterValue"] = booleans.get(value.lower(), value)
    return answer


def _kept_rotation(call: Call, answer: Answer) -> Answer:
    """A client's refresh-token rotation, which MiniStack does not store."""
    from ministack.services import cognito

    if (rotation := call.params.get("RefreshTokenRotation")) is None:
        return answer
    said = json.loads(answer.body)
    client = said["UserPoolClient"]
    with scope(call):
        cognito._user_pools[client["UserPoolId"]]["_clients"][client["ClientId"]]["RefreshTokenRotation"] = rotation
    client["RefreshTokenRotation"] = rotation
    return replace(answer, body=json.dumps(said).encode())


def _kept_code_signing(call: Call, answer: Answer) -> Answer:
    """A new function's code signing configuration, which MiniStack keeps only where it is set later."""
    from ministack.services import lambda_svc

    if arn := call.params.get("CodeSigningConfigArn"):
        with scope(call):
            lambda_svc._functions[call.params["FunctionName"]]["code_signing_config_arn"] = arn
    return answer


def _kept_labels(call: Call, answer: Answer) -> Answer:
    """The labels that a secret's version is put with beside AWSCURRENT, which MiniStack drops (AWS Secrets Manager API
    Reference, PutSecretValue, VersionStages)."""
    from ministack.services import secretsmanager

    said = json.loads(answer.body)
    with scope(call):
        _, secret = secretsmanager._resolve(call.params["SecretId"])
        held = secret["Versions"][said["VersionId"]]["Stages"]
        for label in call.params.get("VersionStages", []):
            secretsmanager._remove_stage_everywhere(secret, label, except_version_id=said["VersionId"])
            secretsmanager._add_stage(secret, said["VersionId"], label)
    return replace(answer, body=json.dumps({**said, "VersionStages": held}).encode())


def _of_its_type_alone(call: Call, answer: Answer) -> Answer:
    """Scaling policies without what only another type has, an empty predictive configuration, which the provider would then
    send (Amazon EC2 Auto Scaling API Reference, PutScalingPolicy)."""
    foreign = rb"<PredictiveScalingConfiguration\s*/>|<PredictiveScalingConfiguration></PredictiveScalingConfiguration>"
    return replace(answer, body=re.sub(foreign, b"", answer.body))


_changes: dict[tuple[str, str], Callable[[Call, Answer], Answer]] = {
    ("cognito-idp", "CreateUserPoolClient"): _kept_rotation,
    ("cognito-idp", "UpdateUserPoolClient"): _kept_rotation,
    ("autoscaling", "DescribePolicies"): _of_its_type_alone,
    ("lambda", "CreateFunction"): _kept_code_signing,
    ("rds", "ModifyDBParameterGroup"): _kept_parameters,
    ("secretsmanager", "PutSecretValue"): _kept_labels,
}
