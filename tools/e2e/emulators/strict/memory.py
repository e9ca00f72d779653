"""What the calls before a call made, as far as some rule needs it.

It knows requests alone, and no answers: an id that AWS gave is not in it.
"""

import json
from typing import Any

from strict.documents import compact


class Memory:
    def __init__(self) -> None:
        self._engines: dict[str, tuple[str, str]] = {}
        self._storage: dict[str, int] = {}
        self._inline_policies: dict[str, dict[str, int]] = {}
        self._function_policies: dict[tuple[str, str], dict[str, int]] = {}
        self._names: dict[tuple[str, str], set[str]] = {}

    def learn(self, operation: str, params: dict[str, Any]) -> None:
        """Takes in a call that was answered without an error."""
        if learns := getattr(self, f"_{operation}", None):
            learns(params)

    def engine(self, params: dict[str, Any]) -> tuple[str, str]:
        """The engine of a call's database instance, and its version; empty where no call said."""
        return self._engines.get(params.get("DBInstanceIdentifier", "").lower(), ("", ""))

    def storage(self, params: dict[str, Any]) -> int:
        """The storage of a call's database instance; 0 where no call said."""
        return self._storage.get(params.get("DBInstanceIdentifier", "").lower(), 0)

    def inline_policies(self, params: dict[str, Any]) -> int:
        """The characters of a role's inline policies, without the one of this name."""
        held = self._inline_policies.get(params["RoleName"], {})
        return sum(size for name, size in held.items() if name != params.get("PolicyName"))

    def function_policy(self, params: dict[str, Any]) -> int:
        """The bytes of the statements of a function's policy, with the one of this call."""
        return sum({**self._function_policies.get(_function(params), {}), **_statement(params)}.values())

    def is_taken(self, kind: str, params: dict[str, Any], name: str) -> bool:
        return name in self._names.get((kind, params["restApiId"]), set())

    def _CreateDBInstance(self, params: dict[str, Any]) -> None:
        engine, version = self.engine(params)
        self._engines[params["DBInstanceIdentifier"].lower()] = (
            params.get("Engine", engine),
            params.get("EngineVersion", version),
        )
        self._storage[params["DBInstanceIdentifier"].lower()] = params.get("AllocatedStorage", self.storage(params))

    _ModifyDBInstance = _CreateDBInstance

    def _DeleteDBInstance(self, params: dict[str, Any]) -> None:
        self._engines.pop(params["DBInstanceIdentifier"].lower(), None)
        self._storage.pop(params["DBInstanceIdentifier"].lower(), None)

    def _PutRolePolicy(self, params: dict[str, Any]) -> None:
        self._inline_policies.setdefault(params["RoleName"], {})[params["PolicyName"]] = len(
            compact(params["PolicyDocument"])
        )

    def _DeleteRolePolicy(self, params: dict[str, Any]) -> None:
        self._inline_policies.get(params["RoleName"], {}).pop(params["PolicyName"], None)

    def _DeleteRole(self, params: dict[str, Any]) -> None:
        self._inline_policies.pop(params["RoleName"], None)

    def _AddPermission(self, params: dict[str, Any]) -> None:
        if "FunctionName" in params:
            self._function_policies.setdefault(_function(params), {}).update(_statement(params))

    def _RemovePermission(self, params: dict[str, Any]) -> None:
        if "FunctionName" in params:
            self._function_policies.get(_function(params), {}).pop(params["StatementId"], None)

    def _DeleteFunction(self, params: dict[str, Any]) -> None:
        for function in [key for key in self._function_policies if key[0] == params.get("FunctionName")]:
            del self._function_policies[function]

    def _CreateModel(self, params: dict[str, Any]) -> None:
        self._names.setdefault(("model", params["restApiId"]), set()).add(params["name"])

    def _DeleteModel(self, params: dict[str, Any]) -> None:
        self._names.get(("model", params["restApiId"]), set()).discard(params["modelName"])

    def _CreateAuthorizer(self, params: dict[str, Any]) -> None:
        if "restApiId" in params:
            self._names.setdefault(("authorizer", params["restApiId"]), set()).add(params["name"])

    def _DeleteAuthorizer(self, params: dict[str, Any]) -> None:
        # A request names an authorizer by its id, which only the answer to its creation told: any may be gone now.
        if "restApiId" in params:
            self._names.pop(("authorizer", params["restApiId"]), None)

    def _UpdateAuthorizer(self, params: dict[str, Any]) -> None:
        if any(patch.get("path") == "/name" for patch in params.get("patchOperations", [])):
            self._DeleteAuthorizer(params)


def _function(params: dict[str, Any]) -> tuple[str, str]:
    return params["FunctionName"], params.get("Qualifier", "")


def _statement(params: dict[str, Any]) -> dict[str, int]:
    return {params["StatementId"]: len(json.dumps(params, separators=(",", ":"), default=str).encode())}
