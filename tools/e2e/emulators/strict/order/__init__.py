"""Answers that AWS gives and no emulator does: refusals of order, and what no emulator knows.

A refusal of order is what AWS says where something else is in the way: what is to be deleted is in use, what is to be used
is not there yet. A rule is a function of the call's parameters and its region. It looks into the emulator's own stores and
gives back a refusal with AWS's code, status and sentence, which decide what the provider does next, or None.

Each emulator has its own stores. `across.py` tells what is seen of the other one's.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from strict import answers
from strict.calls import Answer, Call
from strict.rendered import rendered
from strict.scope import scope


class Refusal(Exception):
    """An error of AWS. It is rendered, never raised."""

    def __init__(self, code: str, message: str, status: int = 400):
        self.code, self.message, self.status = code, message, status
        super().__init__(message)


Params = dict[str, Any]
Rule = Callable[[Params, str], Refusal | None]

_rules: dict[tuple[str, str], list[Rule]] = {}
_modules = {
    "moto": ("addresses", "balancing", "databases", "firewalls", "logs", "network", "policies"),
    "ministack": ("functions", "http_apis", "rest_apis", "user_pools", "viewers"),
}


def rule(service: str, *operations: str) -> Callable[[Rule], Rule]:
    """Marks a rule that is asked before each of the operations."""

    def mark(function: Rule) -> Rule:
        for operation in operations:
            _rules.setdefault((service, operation), []).append(function)
        return function

    return mark


def answer(call: Call, refuses: bool) -> Answer | None:
    """The answer in place of the emulator's, which then never sees the call; None where the emulator is to answer.

    `refuses` is whether a refusal may be given. What no emulator knows is answered in any case.
    """
    if refuses and (found := refusal(call)) is not None:
        return rendered(call, found, found.status)
    if (given := answers.answer(call)) is not None:
        answered(call)
    return given


def refusal(call: Call) -> Refusal | None:
    """Why AWS would refuse the call now; None where no rule says so."""
    _load(call.emulator)
    with scope(call):
        found = (one(call.params, call.region) for one in _rules.get((call.service, call.operation), ()))
        return next((one for one in found if one is not None), None)


def answered(call: Call) -> None:
    """What follows for order from a call that the emulator, or the front in its place, has answered."""
    if call.emulator == "ministack":
        from strict.order.references import tell_after

        with scope(call):
            tell_after(call.service, call.operation)


@cache
def _load(emulator: str) -> None:
    for module in _modules[emulator]:
        import_module(f"{__name__}.{module}")

