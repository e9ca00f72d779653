"""AWS Signer's jobs, which moto (5.2.5) does not know, and Lambda's code signing configurations, which MiniStack (1.5.33) does
not know."""

import time
import uuid
from collections.abc import Callable
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID

from strict.calls import Call

Result = dict[str, Any]

_configurations: dict[str, Result] = {}
"""By ARN, in MiniStack's process."""
_jobs: dict[str, Result] = {}
"""By id, in moto's process."""


def _configured(call: Call) -> Result:
    id_ = f"csc-{uuid.uuid4().hex[:17]}"
    arn = f"arn:aws:lambda:{call.region}:{DEFAULT_ACCOUNT_ID}:code-signing-config:{id_}"
    _configurations[arn] = {"CodeSigningConfigId": id_, "CodeSigningConfigArn": arn}
    return _written(arn, call.params)


def _reconfigured(call: Call) -> Result:
    return _written(call.params["CodeSigningConfigArn"], call.params)


def _written(arn: str, params: Result) -> Result:
    kept = {name: params[name] for name in ("Description", "AllowedPublishers", "CodeSigningPolicies") if name in params}
    _configurations[arn].update(kept, LastModified="2026-01-01T00:00:00.000+0000", Tags=params.get("Tags", {}))
    return _configuration_of(arn)


def _configuration_of(arn: str) -> Result:
    return {"CodeSigningConfig": {name: value for name, value in _configurations[arn].items() if name != "Tags"}}


def _described(call: Call) -> Result:
    return _configuration_of(call.params["CodeSigningConfigArn"])


def _deleted(call: Call) -> Result:
    del _configurations[call.params["CodeSigningConfigArn"]]
    return {}


def _tags(call: Call) -> Result | None:
    """None for a function's, which MiniStack knows."""
    found = _configurations.get(call.params["Resource"])
    return None if found is None else {"Tags": found["Tags"]}


def _signed(call: Call) -> Result:
    """Copies the code to where its signed form is looked for. No emulator looks at a signature."""
    from moto.backends import get_backend

    files = get_backend("s3")[DEFAULT_ACCOUNT_ID]["aws"]
    source, destination = call.params["source"]["s3"], call.params["destination"]["s3"]
    code = files.get_object(source["bucketName"], source["key"], version_id=source["version"])
    id_, now = str(uuid.uuid4()), int(time.time())
    signed = {"bucketName": destination["bucketName"], "key": f"{destination.get('prefix', '')}{id_}.zip"}
    files.put_object(signed["bucketName"], signed["key"], code.value)
    _jobs[id_] = {
        "jobId": id_,
        "jobOwner": DEFAULT_ACCOUNT_ID,
        "jobInvoker": DEFAULT_ACCOUNT_ID,
        "source": call.params["source"],
        "profileName": call.params["profileName"],
        "createdAt": now,
        "completedAt": now,
        "status": "Succeeded",
        "signedObject": {"s3": signed},
    }
    return {"jobId": id_, "jobOwner": DEFAULT_ACCOUNT_ID}


def _job(call: Call) -> Result:
    return _jobs[call.params["jobId"]]


answers: dict[tuple[str, str], Callable[[Call], Result | None]] = {
    ("lambda", "CreateCodeSigningConfig"): _configured,
    ("lambda", "DeleteCodeSigningConfig"): _deleted,
    ("lambda", "GetCodeSigningConfig"): _described,
    ("lambda", "ListTags"): _tags,
    ("lambda", "UpdateCodeSigningConfig"): _reconfigured,
    ("signer", "DescribeSigningJob"): _job,
    ("signer", "StartSigningJob"): _signed,
}
