"""The calls of a run, one JSON line each, in the file that `STRICT_CALLS` names; in none where it is not set."""

import json
import os
from dataclasses import fields
from datetime import datetime
from typing import Any

from strict.calls import Call


def record(call: Call, status: int, answered_by: str) -> None:
    _write(
        {
            "service": call.service,
            "operation": call.operation,
            "params": call.params,
            "region": call.region,
            "protocol": call.protocol,
            "emulator": call.emulator,
            "layer": call.layer,
            "phase": call.phase,
            "status": status,
            "answered": answered_by,
        }
    )


def record_unidentified(why: str, emulator: str, status: int) -> None:
    _write({"unidentified": why, "emulator": emulator, "status": status})


def call_of(found: dict[str, Any]) -> Call:
    return Call(**{field.name: found[field.name] for field in fields(Call)})


def read(line: str) -> dict[str, Any]:
    """What a line says. Of a blob its length is kept, and not what it was."""
    return json.loads(line, object_hook=lambda found: bytes(found["$blob"]) if "$blob" in found else found)


def _write(line: dict[str, Any]) -> None:
    if _file is not None:
        # In one write, so that nothing is lost when the emulator is ended.
        os.write(_file, json.dumps(line, default=_plain).encode() + b"\n")


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"$blob": len(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a call has a value of type {type(value).__name__}, which cannot be recorded")


_path = os.environ.get("STRICT_CALLS")
_file = os.open(_path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600) if _path else None
