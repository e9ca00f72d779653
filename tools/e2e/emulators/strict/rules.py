"""The rules that an entry of the catalogue may name.

A rule is a function of a value, of the argument that the entry gives, and of what stands around the value. It returns
what is wrong where the rule is broken (the value, or more than it shows), and None where it is kept.
"""

import base64
import binascii
import ipaddress
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import regex

from strict.documents import compact, statements
from strict.memory import Memory


@dataclass(frozen=True)
class Around:
    """What stands around a value."""

    beside: dict[str, Any]
    """Its siblings: the structure that has the value."""
    params: dict[str, Any]
    operation: str
    memory: Memory
    """What the calls before this one made."""


Rule = Callable[[Any, Any, Around], Any]

RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    def register(function: Rule) -> Rule:
        RULES[name] = function
        return function

    return register


@rule("pattern")
def _pattern(value: Any, pattern: str, around: Around) -> Any:
    """Matches as a whole."""
    return None if regex.fullmatch(pattern, str(value)) else value


@rule("maxLength")
def _max_length(value: Any, most: int, around: Around) -> Any:
    """Characters."""
    return f"{len(value)} characters" if len(value) > most else None


@rule("maxBytes")
def _max_bytes(value: Any, most: int, around: Around) -> Any:
    size = len(value if isinstance(value, bytes) else value.encode())
    return f"{size} bytes" if size > most else None


@rule("maxItems")
def _max_items(value: Any, most: int, around: Around) -> Any:
    return f"{len(value)} items" if len(value) > most else None


@rule("minItems")
def _min_items(value: Any, least: int, around: Around) -> Any:
    return f"{len(value)} items" if len(value) < least else None


@rule("range")
def _range(value: Any, ends: list[int | None], around: Around) -> Any:
    """From the first to the second, both included; null is no end."""
    least, most = ends
    number = float(value)
    return value if (least is not None and number < least) or (most is not None and number > most) else None


@rule("zeroOr")
def _zero_or(value: Any, least: int, around: Around) -> Any:
    return None if value == 0 or value >= least else value


@rule("enum")
def _enum(value: Any, values: list[Any], around: Around) -> Any:
    return None if value in values else value


@rule("noSuchMember")
def _no_such_member(value: Any, argument: Any, around: Around) -> Any:
    """Is not sent, or is empty."""
    return None if value in ("", None) else value


@rule("needs")
def _needs(value: Any, siblings: dict[str, Any], around: Around) -> Any:
    """Is sent only beside other members: with a value, or with any (null)."""
    for name, wanted in siblings.items():
        if name not in around.beside or (wanted is not None and around.beside[name] != wanted):
            return value
    return None


@rule("without")
def _without(value: Any, member: str, around: Around) -> Any:
    """Is sent only without a sibling."""
    return value if member in around.beside else None


@rule("json")
def _json(value: Any, argument: Any, around: Around) -> Any:
    try:
        json.loads(value)
    except ValueError:
        return value
    return None


@rule("cidr")
def _cidr(value: Any, version: int, around: Around) -> Any:
    """An address with the length of its prefix. Bits behind the prefix are no fault: AWS takes them away."""
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return value
    return None if "/" in value and network.version == version else value


@rule("unique")
def _unique(value: Any, member: str, around: Around) -> Any:
    """No two items of a list have the same value of a member."""
    seen: set[Any] = set()
    for item in value:
        if (name := item.get(member)) in seen:
            return name
        seen.add(name)
    return None


@rule("counts")
def _counts(value: Any, member: str, around: Around) -> Any:
    """Is the number of items of a sibling."""
    items = around.beside.get(member)
    return None if items is None or len(items) == value else f"{value}, with {len(items)} {member}"


@rule("notAbove")
def _not_above(value: Any, member: str, around: Around) -> Any:
    other = around.beside.get(member)
    return None if other is None or value <= other else f"{value}, with {member} {other}"


@rule("notBelow")
def _not_below(value: Any, member: str, around: Around) -> Any:
    other = around.beside.get(member)
    return None if other is None or value >= other else f"{value}, with {member} {other}"


# Tags


def _tag_keys(tags: Any) -> list[str]:
    """Of a map, and of a list of keys and values, however the service writes them."""
    if isinstance(tags, dict):
        return list(tags)
    return [str(tag.get("Key", tag.get("key", tag.get("TagKey", "")))) for tag in tags]


@rule("tags")
def _tags(value: Any, most: int, around: Around) -> Any:
    """At most so many."""
    return f"{len(value)} tags" if len(value) > most else None


@rule("tagKeys")
def _tag_keys_not_reserved(value: Any, prefix: str, around: Around) -> Any:
    """None begins with a prefix, in whatever case."""
    return next((key for key in _tag_keys(value) if key.lower().startswith(prefix)), None)


@rule("tagKeysWithoutCase")
def _tag_keys_without_case(value: Any, argument: Any, around: Around) -> Any:
    """No two keys differ by case alone."""
    seen: dict[str, str] = {}
    for key in _tag_keys(value):
        if key.lower() in seen:
            return f"{seen[key.lower()]} and {key}"
        seen[key.lower()] = key
    return None


@rule("objectTags")
def _object_tags(value: Any, most: int, around: Around) -> Any:
    """At most so many tags in a header: `a=1&b=2`."""
    count = len([tag for tag in str(value).split("&") if tag])
    return f"{count} tags" if count > most else None


# Documents and sizes


@rule("policySize")
def _policy_size(value: Any, most: int, around: Around) -> Any:
    """Characters, white space not counted."""
    size = len(compact(value))
    return f"{size} characters without white space" if size > most else None


@rule("inlinePolicies")
def _inline_policies(value: Any, most: int, around: Around) -> Any:
    """Characters of all the inline policies of a role, white space not counted."""
    size = around.memory.inline_policies(around.params) + len(compact(value))
    return f"{size} characters in all the role's inline policies" if size > most else None


@rule("functionPolicy")
def _function_policy(value: Any, most: int, around: Around) -> Any:
    """Bytes of all the statements of a function's policy, as far as they are known from what was sent."""
    size = around.memory.function_policy(around.params)
    return f"{size} bytes in all the function's statements" if size > most else None


@rule("sids")
def _sids(value: Any, pattern: str, around: Around) -> Any:
    """Each Sid of a policy matches, and no two are the same."""
    seen: set[str] = set()
    for statement in statements(value):
        if (sid := statement.get("Sid", "")) and (not regex.fullmatch(pattern, sid) or sid in seen):
            return sid
        seen.add(sid)
    return None


@rule("policyActions")
def _policy_actions(value: Any, pattern: str, around: Around) -> Any:
    """Each action of a policy matches."""
    for statement in statements(value):
        for element in ("Action", "NotAction"):
            found = statement.get(element, [])
            for action in found if isinstance(found, list) else [found]:
                if not regex.fullmatch(pattern, action):
                    return action
    return None


@rule("userData")
def _user_data(value: Any, most: int, around: Around) -> Any:
    """Base64 of at most so many bytes."""
    try:
        size = len(base64.b64decode(value, validate=True))
    except (binascii.Error, ValueError):
        return "what is not base64"
    return f"{size} bytes before base64" if size > most else None


@rule("environmentSize")
def _environment_size(value: Any, most: int, around: Around) -> Any:
    """Bytes of all the variables as one JSON object."""
    size = len(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())
    return f"{size} bytes in all" if size > most else None


# One service's own


@rule("allIcmp")
def _all_icmp(value: Any, argument: Any, around: Around) -> Any:
    """Where FromPort is -1, so is ToPort."""
    return value if around.beside.get("FromPort") == -1 and value != -1 else None


@rule("primaryNetworkCard")
def _primary_network_card(value: Any, argument: Any, around: Around) -> Any:
    """The interface with device index 0 is on card 0."""
    primary = [interface.get("NetworkCardIndex", 0) for interface in value if interface.get("DeviceIndex") == 0]
    return None if not primary or 0 in primary else primary[0]


@rule("httpCodes")
def _http_codes(value: Any, ends: list[int], around: Around) -> Any:
    """`200`, `200,202` or `200-299`, each from the first to the second."""
    for code in regex.split("[,-]", value):
        if not code.isdecimal() or not ends[0] <= int(code) <= ends[1]:
            return value
    return None


@rule("window")
def _window(value: Any, shortest: int, around: Around) -> Any:
    """A range of time (`03:00-04:00`, `sun:04:30-sun:05:30`) of at least so many minutes."""
    if (times := _minutes(value)) is None:
        return None
    begin, end = times
    return value if (end - begin) % (_day if value[0].isdecimal() else 7 * _day) < shortest else None


@rule("apart")
def _apart(value: Any, member: str, around: Around) -> Any:
    """A daily range of time that no weekly one of a sibling touches."""
    weekly = around.beside.get(member)
    daily, other = _minutes(value), _minutes(weekly or "")
    if daily is None or other is None:
        return None
    return f"{value}, with {member} {weekly}" if _of_a_day(*daily) & _of_a_day(*other) else None


def _of_a_day(begin: int, end: int) -> set[int]:
    """The minutes of a day that a range of time touches, on whichever day. A range goes to the next day at most."""
    return {minute % _day for minute in range(begin, begin + (end - begin) % _day)}


_day = 24 * 60


def _minutes(window: str) -> tuple[int, int] | None:
    """Begin and end, in minutes since the day began or, with the name of a day, the week; None of another form."""
    times = regex.fullmatch(r"(?:(\w{3}):)?(\d\d):(\d\d)-(?:(\w{3}):)?(\d\d):(\d\d)", window)
    if times is None:
        return None
    first, hour, minute, last, end_hour, end_minute = times.groups()
    begin = _days.get((first or "mon").lower(), 0) * _day + int(hour) * 60 + int(minute)
    return begin, _days.get((last or "mon").lower(), 0) * _day + int(end_hour) * 60 + int(end_minute)


_days = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}


@rule("period")
def _period(value: Any, argument: Any, around: Around) -> Any:
    """10, 20, 30 or whole minutes."""
    return None if value in (10, 20, 30) or (value > 0 and value % 60 == 0) else value


@rule("evaluationPeriod")
def _evaluation_period(value: Any, argument: Any, around: Around) -> Any:
    """Period times EvaluationPeriods is at most a week, and at most a day where a period is shorter than an hour."""
    period = around.beside.get("Period")
    if period is None:
        return None
    most = 86_400 if period < 3_600 else 604_800
    return f"{period * value} seconds ({value} periods of {period})" if period * value > most else None


@rule("majorVersion")
def _major_version(value: Any, argument: Any, around: Around) -> Any:
    """A major version that the instance has not needs AllowMajorVersionUpgrade."""
    engine, current = around.memory.engine(around.params)
    if current == "" or around.beside.get("AllowMajorVersionUpgrade"):
        return None
    return f"{current} to {value}" if _major(engine, current) != _major(engine, value) else None


def _major(engine: str, version: str) -> list[str]:
    """`8.0` of MySQL's 8.0.36, `10.11` of MariaDB's 10.11.6, `16` of PostgreSQL's 16.3."""
    numbers = version.split(".")
    return numbers[: 1 if "postgres" in engine and int(numbers[0]) >= 10 else 2]


@rule("grows")
def _grows(value: Any, least: float, around: Around) -> Any:
    """Is what the instance has, or so many times of it at least."""
    current = around.memory.storage(around.params)
    return f"{current} to {value}" if current and value != current and value < round(current * least, 6) else None


@rule("untaken")
def _untaken(value: Any, kind: str, around: Around) -> Any:
    """A name that nothing of its kind has, as far as the calls before show."""
    return value if around.memory.is_taken(kind, around.params, value) else None
