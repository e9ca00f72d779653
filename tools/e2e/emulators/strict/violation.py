"""What AWS would refuse."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Violation:
    """A value of a request that AWS would refuse."""

    service: str
    operation: str
    member: str
    """Where the value is: `.Tags[0].Key`."""
    value: Any
    rule: str
    """The rule that the value breaks: `matches ^[a-z]+$`."""
    sentence: str = ""
    """AWS's own sentence, where a rule is from its documentation and not from a model."""
    source: str = ""
    """Where that sentence is."""
