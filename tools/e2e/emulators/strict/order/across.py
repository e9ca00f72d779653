"""What the stores of MiniStack refer to, for the rules that look into moto's: distributions their web ACL and certificate,
VPC origins their load balancer, domains of APIs and user pools their certificate, functions their security groups and subnets.

The emulators are two processes. MiniStack writes the ids and ARNs that its stores name into a file after each call that may
have changed them, and moto reads that file before it deletes something. STRICT_REFERENCES is the file's path; where it is
not set, nothing is seen across. What moto's stores refer to and MiniStack has is seen by no rule: nothing of it is refused.
"""

import json
import os
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


def tell(references: Set[str]) -> None:
    """Writes what the stores of this process refer to."""
    if (file := _file()) is None:
        return
    # In one step: the other process reads the old file or the new one.
    beside = file.with_suffix(".next")
    beside.write_text(json.dumps(sorted(references)))
    beside.replace(file)


def refers_to(wanted: str) -> bool:
    """Whether the other process's stores refer to an id or ARN."""
    file = _file()
    return file is not None and file.exists() and wanted in json.loads(file.read_text())


@contextmanager
def told(references: Set[str]) -> Iterator[None]:
    """For tests: as if the other process had told this."""
    with TemporaryDirectory() as folder:
        os.environ["STRICT_REFERENCES"] = f"{folder}/references.json"
        tell(references)
        try:
            yield
        finally:
            del os.environ["STRICT_REFERENCES"]


def _file() -> Path | None:
    path = os.environ.get("STRICT_REFERENCES")
    return Path(path) if path else None
