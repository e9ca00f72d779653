"""The worksheet of the catalogue: members that calls send, that no model constrains, and whose documentation has words
that sound like a constraint. Each of them is judged by an entry of the catalogue, or the run fails by its name.

Calls that only read are not on it: what they name was made by another call.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from moto.core.utils import get_service_model

from strict import catalogue
from strict.members import plain

_constraints = ("pattern", "min", "max", "enum")

_words = re.compile(
    r"\b(must|valid|maximum|minimum|cannot|can't|constraints?|characters?|unique|length|longer|between \S+ and)\b",
    re.IGNORECASE,
)

_reads = ("Describe", "Get", "Head", "List")


def unjudged(calls: Iterable[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """A line for each member of `calls` (service, operation, parameters) that the catalogue has yet to judge."""
    return sorted(
        f"{service} {operation} {member}: {sentence!r} is judged by no entry; add one to catalogue/{service}.json"
        for (service, operation, member), sentence in worded(calls).items()
        if not catalogue.is_judged(service, operation, member)
    )


def worded(calls: Iterable[tuple[str, str, dict[str, Any]]]) -> dict[tuple[str, str, str], str]:
    """The worksheet: each member of `calls` that no model constrains and that has words, with the words."""
    found: dict[tuple[str, str, str], str] = {}
    for service, operation, params in calls:
        if operation.startswith(_reads):
            continue
        shape = get_service_model(service).operation_model(operation).input_shape
        for member, words in _leaves(shape, params, "", "") if shape is not None else ():
            if sentence := sounds_like_a_constraint(words):
                found.setdefault((service, operation, plain(member)), sentence)
    return found


def sounds_like_a_constraint(documentation: str) -> str:
    """The first sentence of a documentation that sounds like a constraint; empty where none does."""
    return next((sentence for sentence in re.split(r"(?<=[.!?]) ", documentation) if _words.search(sentence)), "")


def text(documentation: str) -> str:
    """botocore's documentation without its markup: what stood in paragraphs of their own is apart by a space."""
    blocks = re.sub(r"</?(p|li|ul|ol|dl|dt|dd|note|important|div|br)\b[^>]*>", " ", documentation)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", blocks))).strip()


def _leaves(shape: Any, value: Any, at: str, words: str) -> Iterator[tuple[str, str]]:
    """Each value that no model constrains, with the documentation of the member that it is or that holds it."""
    if shape.type_name == "structure":
        for name, inner in value.items():
            if (member := shape.members.get(name)) is not None:
                yield from _leaves(member, inner, f"{at}.{name}", text(member.documentation))
    elif shape.type_name == "list":
        for inner in value:
            yield from _leaves(shape.member, inner, at + "[]", words)
    elif shape.type_name == "map":
        for inner in value.values():
            yield from _leaves(shape.value, inner, at + ".*", words)
    elif shape.type_name not in ("boolean", "timestamp") and not any(has in shape.metadata for has in _constraints):
        yield at, words
