"""Judges the calls that a run has recorded, in seconds and without an emulator: `python -m strict.judge FILE...`

Takes the files of `npm run e2e -- --calls FOLDER` as they are. Writes JSON: what was looked at, what AWS would refuse, what could not be judged, and who calls what.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import botocore

from strict import catalogue, models, mutations, recording, worksheet
from strict.calls import Call
from strict.violation import Violation


def judged(*recordings: Iterable[str]) -> dict[str, Any]:
    """What recorded calls come to. Each recording has the lines of one emulator, which is an account of its own."""
    catalogue.forget()
    unidentified, unreadable = Counter[str](), Counter[str]()
    refused: dict[str, dict[str, Any]] = {}
    calls: list[Call] = []
    admitted: list[Call] = []
    for account, lines in enumerate(recordings):
        for line in lines:
            found = recording.read(line)
            if "unidentified" in found:
                unidentified[found["unidentified"]] += 1
                continue
            call = recording.call_of(found)
            calls.append(call)
            try:
                violations = models.violations(call)
            except models.UnreadablePattern as error:
                unreadable[f"{call.service} {call.operation}: {error}"] += 1
                continue
            if not violations:
                admitted.append(call)
            place = f"{account} {call.region}"
            violations += catalogue.violations(call.service, call.operation, call.params, place, found["status"])
            for violation in violations:
                _note(refused, violation, call)
    return {
        "botocore": botocore.__version__,
        "calls": len(calls),
        "operations": len({(call.service, call.operation) for call in calls}),
        "services": sorted({call.service for call in calls}),
        "unidentified": dict(unidentified),
        "unreadable": dict(unreadable),
        "violations": list(refused.values()),
        "catalogue": _catalogue(calls),
        "mutations": _mutations(admitted),
        "callers": callers(calls),
    }


def callers(calls: Iterable[Call]) -> dict[str, Any]:
    """Per layer and phase the operations that were called, and with which members that name a resource."""
    found: dict[str, Any] = {}
    for call in calls:
        phases = found.setdefault(call.layer or "others", {})
        operations = phases.setdefault(call.phase or "others", {})
        resources = operations.setdefault(f"{call.service}:{call.operation}", [])
        if (named := _named(call)) not in resources:
            resources.append(named)
    return found


def _catalogue(calls: Iterable[Call]) -> dict[str, Any]:
    sent = [(call.service, call.operation, call.params) for call in calls if call.layer]
    met = catalogue.met()
    return {
        "worded": len(worksheet.worded(sent)),
        "unjudged": worksheet.unjudged(sent),
        "met": sum(1 for times in met.values() if times),
        "unmet": [rule for rule, times in met.items() if not times],
    }


def _note(refused: dict[str, dict[str, Any]], violation: Violation, call: Call) -> None:
    """One entry for all calls that break the same rule in the same way."""
    value = violation.value if isinstance(violation.value, (str, int, float, bool, type(None))) else repr(violation.value)
    entry = {**violation.__dict__, "value": value, "layer": call.layer, "emulator": call.emulator}
    known = refused.setdefault(json.dumps(entry), {**entry, "resource": _named(call), "phases": [], "times": 0})
    known["times"] += 1
    if call.phase not in known["phases"]:
        known["phases"].append(call.phase)


_NAMES = ("arn", "name", "id", "identifier", "bucket", "key", "resource")
_TOKENS = ("ClientToken", "CallerReference", "ClientRequestToken")


def _named(call: Call) -> dict[str, str]:
    """The members of a call that name what it is about."""
    return {
        member: value
        for member, value in call.params.items()
        if isinstance(value, str) and member.lower().endswith(_NAMES) and member not in _TOKENS
    }


def _mutations(calls: Iterable[Call]) -> dict[str, Any]:
    outcome = mutations.outcome_of(calls)
    return {
        "seen": dict(Counter(mutation.kind for mutation in outcome.seen)),
        "unseen": [_line(mutation) for mutation in outcome.unseen],
        "legal": [_line(mutation) for mutation in outcome.legal],
    }


def _line(mutation: mutations.Mutation) -> str:
    return f"{mutation.service} {mutation.operation} {mutation.member}: {mutation.kind}"


def _lines(file: str) -> Iterator[str]:
    with (gzip.open if file.endswith(".gz") else open)(file, "rt", encoding="utf-8") as lines:
        yield from lines


if __name__ == "__main__":
    json.dump(judged(*map(_lines, sys.argv[1:])), sys.stdout, indent=2)
