"""Where a value is in the parameters of a call: `.IpPermissions[].IpRanges[].Description`.

`.Name` is a member, `[]` each item of a list, `.*` each value and `.<key>` each key of a map. A path that begins with
`**` begins at any structure, at any depth: `**.Tags[].Key`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

@dataclass(frozen=True)
class Found:
    """A value, and what stands around it."""

    member: str
    """With indices: `.Tags[0].Key`."""
    value: Any
    beside: dict[str, Any]
    """The structure that has the value: its siblings."""


@cache
def parts(path: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a path begins anywhere, and its steps. Raises ValueError where a path is none."""
    anywhere = path.startswith("**")
    steps = tuple(re.findall(r"\[\]|\.\*|\.<key>|\.[\w-]+", path.removeprefix("**")))
    if "".join(steps) != path.removeprefix("**") or not steps:
        raise ValueError(f"{path!r} is no path of a member; write .Name, [], .* or .<key>")
    return anywhere, steps


def plain(member: str) -> str:
    """A member without the indices of its lists."""
    return re.sub(r"\[\d+\]", "[]", member)


def find(params: dict[str, Any], path: str) -> Iterator[Found]:
    """Each value at a path."""
    anywhere, steps = parts(path)
    for at, structure in _structures(params, "") if anywhere else (("", params),):
        yield from _follow(structure, steps, at, structure)


def _structures(value: Any, at: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield at, value
        for name, inner in value.items():
            yield from _structures(inner, f"{at}.{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _structures(inner, f"{at}[{index}]")


def _follow(value: Any, steps: tuple[str, ...], at: str, beside: dict[str, Any]) -> Iterator[Found]:
    if not steps:
        yield Found(at, value, beside)
        return
    step, rest = steps[0], steps[1:]
    if step == "[]":
        for index, inner in enumerate(value if isinstance(value, list) else ()):
            yield from _follow(inner, rest, f"{at}[{index}]", beside)
    elif not isinstance(value, dict):
        return
    elif step in (".*", ".<key>"):
        for key, inner in value.items():
            yield from _follow(key if step == ".<key>" else inner, rest, f"{at}.{key}", beside)
    elif step[1:] in value:
        yield from _follow(value[step[1:]], rest, at + step, value)
