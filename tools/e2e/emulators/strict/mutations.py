"""Whether the front sees: each constraint that recorded calls touch is broken once, and has to be seen.

The constraints are found here by a walk of its own, beside the one in `models.py` that is put to the test.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.model import Shape

from strict import models
from strict.calls import Call

GARBAGE = ("\u0001 \u2019'{|}~ garbage", "", "a")
"""For patterns, the first that Python's own `re` does not find the pattern in. A pattern that it finds in all of them
(`.*\\S.*`, `[^:].*`) admits what would break it: its mutation is legal."""


@dataclass(frozen=True)
class Mutation:
    service: str
    operation: str
    member: str
    """Without places in a list: `.Tags[].Key`."""
    kind: str
    """`required`, `enum`, `pattern`, `min` or `max`."""


@dataclass
class Outcome:
    seen: list[Mutation]
    unseen: list[Mutation]
    legal: list[Mutation]


def outcome_of(calls: Iterable[Call]) -> Outcome:
    """Breaks each constraint once, in the first call that has a value there. The calls themselves break none."""
    outcome = Outcome([], [], [])
    done: set[Mutation] = set()
    for call in calls:
        shape = models.input_of(call)
        if shape is None:
            continue
        for member, way, kind, inner in _constraints(shape, call.params, "", ()):
            mutation = Mutation(call.service, call.operation, member, kind)
            if mutation in done:
                continue
            done.add(mutation)
            _list_of(outcome, mutation, call, way, inner).append(mutation)
    return outcome


def _list_of(outcome: Outcome, mutation: Mutation, call: Call, way: tuple[Any, ...], shape: Shape) -> list[Mutation]:
    broken = _broken(mutation.kind, shape, way, call.params)
    if broken is None:
        return outcome.legal
    mutant = Call(**{**call.__dict__, "params": broken})
    rules = [violation.rule for violation in models.violations(mutant)]
    return outcome.seen if any(_WORDS[mutation.kind] in rule for rule in rules) else outcome.unseen


_WORDS = {"required": "is required", "enum": "is one of", "pattern": "matches", "min": "at least", "max": "at most"}


def _constraints(
    shape: Shape, value: Any, member: str, way: tuple[Any, ...]
) -> Iterator[tuple[str, tuple[Any, ...], str, Shape]]:
    if isinstance(value, dict):
        inner = {"required": [name for name in getattr(shape, "required_members", []) if name in value]}
        for name in inner["required"]:
            yield f"{member}.{name}", (*way, name), "required", shape
    kinds = [kind for kind in ("enum", "pattern", "min", "max") if _has(shape, kind, value)]
    for kind in kinds:
        yield member, way, kind, shape
    if isinstance(value, dict):
        for name, item in value.items():
            of = shape.members.get(name) if shape.type_name == "structure" else shape.value
            yield from _constraints(of, item, f"{member}.{name if shape.type_name == 'structure' else '*'}", (*way, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _constraints(shape.member, item, f"{member}[]", (*way, index))


def _has(shape: Shape, kind: str, value: Any) -> bool:
    # Nothing is shorter than nothing; and a longer value than a million is nothing that anybody sends.
    limit = shape.metadata.get(kind)
    if kind == "min" and not isinstance(value, (int, float)):
        return bool(limit)
    if kind == "max" and not isinstance(value, (int, float)):
        return limit is not None and limit < 1_000_000
    return limit is not None and (kind != "enum" or bool(limit))


def _broken(kind: str, shape: Shape, way: tuple[Any, ...], params: Any) -> Any:
    """The members of the call with the constraint broken at `way`; None where nothing breaks it."""
    broken = copy.deepcopy(params)
    at = broken
    for step in way[:-1]:
        at = at[step]
    last = way[-1]
    if kind == "required":
        del at[last]
    elif kind == "enum":
        at[last] = "no such value"
    elif kind == "pattern":
        found = [text for text in GARBAGE if not _admits(shape.metadata["pattern"], text)]
        if not found:
            return None
        at[last] = found[0]
    else:
        at[last] = _sized(at[last], shape.metadata[kind] + (1 if kind == "max" else -1))
    return broken


def _admits(pattern: str, text: str) -> bool:
    """Judged by Python's own `re`, which cannot read one in twelve of the patterns, and not by what is put to the test."""
    try:
        return models.admits(pattern, text, re)
    except models.UnreadablePattern:
        return False


def _sized(value: Any, size: Any) -> Any:
    if isinstance(value, (int, float)):
        return size
    if isinstance(value, str):
        return (value or "a").ljust(size, "a")[:size]
    if isinstance(value, bytes):
        return bytes(size)
    if isinstance(value, list):
        return ([*value, *[value[0] if value else "a"] * size])[:size]
    items = list(value.items())[:size]
    return dict(items + [(f"added{index}", items[0][1] if items else "a") for index in range(size - len(items))])
