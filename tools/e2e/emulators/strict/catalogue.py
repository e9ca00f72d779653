"""What botocore's models do not hold: rules as data, in `catalogue/<service>.json`.

An entry of such a file:

- `operations`: names, in which `*` stands for any letters: `["*"]` is every operation that has the member;
- `member`: a path as `members.py` reads it;
- `when`: the rule holds where siblings of the member have one of the listed values, null for "not sent"; a name that
  begins with a dot is a member of the call itself;
- `judges`: other members that the entry is about, for a rule that looks into a list;
- `rule`: one rule of `rules.py` with its argument; or `judged: "no rule"` with the `reason`, where AWS's words are no
  constraint that a request alone can break;
- `sentence`: AWS's own; `source`: the shape and the member whose documentation has it, or the AWS document;
- `breaks` and `passes`: two requests, as `examples.py` reads them; `after`: calls that come before them; `example`: the
  operation of both, where `operations` begins with a pattern (`exampleService`: its service, in `every-service.json`).

`violations` judges one call after the other, in the order in which they were made.
"""

import json
from collections import Counter
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from strict.members import Found, find, parts, plain
from strict.memory import Memory
from strict.rules import RULES, Around
from strict.violation import Violation

folder = Path(__file__).parent / "catalogue"

_memories: dict[str, Memory] = {}
_met: Counter[str] = Counter()


class Entry:
    """One entry of the catalogue."""

    def __init__(self, service: str, read: dict[str, Any]):
        self.service = service
        """The service whose file has it: `every-service` is one."""
        self.read = read
        self.operations: list[str] = read["operations"]
        self.member: str = read["member"]
        self.when: dict[str, list[Any]] = read.get("when", {})
        self.name, self.argument = next(iter(read.get("rule", {"": None}).items()))
        parts(self.member)

    @cached_property
    def id(self) -> str:
        """`ec2 CreateSecurityGroup .Description maxLength 255`; no two entries have the same."""
        when = f" when {json.dumps(self.when)}" if self.when else ""
        return f"{self.service} {' '.join(self.operations)} {self.member} {self.rule}{when}"

    @property
    def rule(self) -> str:
        """`maxLength 255`, or `no rule`."""
        return f"{self.name} {json.dumps(self.argument, ensure_ascii=False)}" if self.name else "no rule"

    @property
    def source(self) -> str:
        """`botocore ec2 IpRange.Description`, or the title of a document."""
        source = self.read["source"]
        if "document" in source:
            return source["document"]
        return f"botocore {self.service} {'.'.join(filter(None, (source['shape'], source.get('member'))))}"

    def holds_for(self, operation: str) -> bool:
        return any(fnmatchcase(operation, pattern) for pattern in self.operations)

    def broken(self, service: str, operation: str, params: dict[str, Any], memory: Memory) -> list[Violation]:
        """The values of a call that break this rule."""
        found = []
        for at in find(params, self.member):
            if not self._is_when(at.beside, params):
                continue
            _met[self.id] += 1
            around = Around(at.beside, params, operation, memory)
            try:
                wrong = RULES[self.name](at.value, self.argument, around)
            except Exception as error:
                raise ValueError(f"{self.id} cannot judge {at.member} of {operation}, {at.value!r}") from error
            if wrong is not None:
                found.append(self._violation(service, operation, at, wrong))
        return found

    def _violation(self, service: str, operation: str, at: Found, wrong: Any) -> Violation:
        # The value as it was sent is what a configuration has.
        value = at.value if isinstance(at.value, str | int | float) else wrong
        rule = self.rule if wrong == value else f"{self.rule}: {wrong}"
        return Violation(service, operation, at.member, value, rule, self.read["sentence"], self.source)

    def _is_when(self, beside: dict[str, Any], params: dict[str, Any]) -> bool:
        return all(
            (params if name.startswith(".") else beside).get(name.removeprefix(".")) in values
            for name, values in self.when.items()
        )


@cache
def entries(service: str) -> tuple[Entry, ...]:
    """The entries of a service, and those of every service; none where the catalogue has no file of it."""
    files = [folder / f"{service}.json", folder / "every-service.json"]
    return tuple(Entry(file.stem, read) for file in files if file.exists() for read in json.loads(file.read_text()))


@cache
def _rules(service: str, operation: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries(service) if entry.name and entry.holds_for(operation))


def violations(
    service: str, operation: str, params: dict[str, Any], region: str = "", status: int = 200
) -> list[Violation]:
    """What of a call the catalogue says that AWS would refuse.

    `status` is the status of the answer: what a refused call asked for is not remembered.
    """
    memory = _memories.setdefault(region, Memory())
    found = [one for entry in _rules(service, operation) for one in entry.broken(service, operation, params, memory)]
    if status < 400:
        memory.learn(operation, params)
    return found


def forget() -> None:
    """Forgets each call, and which rules calls met."""
    _memories.clear()
    _met.clear()


def met() -> dict[str, int]:
    """How many values each rule met, by the rule's id, zeros included."""
    return {entry.id: _met[entry.id] for entry in every() if entry.name}


def every() -> list[Entry]:
    """All the entries."""
    return [Entry(file.stem, read) for file in sorted(folder.glob("*.json")) for read in json.loads(file.read_text())]


def is_judged(service: str, operation: str, member: str) -> bool:
    """Whether an entry is about a member, or about the list or the map whose items or values it is.

    `member` is a path without indices: `.Tags[].Key`.
    """
    around = {member, member.removesuffix("[]"), member.removesuffix(".*")}
    return any(
        entry.holds_for(operation) and _is(pattern, path)
        for entry in entries(service)
        for pattern in (entry.member, *entry.read.get("judges", []))
        for path in around
    )


def _is(pattern: str, member: str) -> bool:
    anywhere, _ = parts(pattern)
    return member.endswith(pattern.removeprefix("**")) if anywhere else plain(member) == pattern
