"""What happens to a request before an emulator has it, and to the emulator's answer before the caller has it.

In this order: the request is identified and parsed (`calls.py`); the second attempt of a call that was done is given the
first answer; `order.answer` may answer in the emulator's place; the emulator answers; `handed_back.altered` may change its
answer; the call is recorded (`recording.py`). The record is judged when the run has ended (`judge.py`), so that no judgement
makes the emulators slower.

A fault of the front itself ends the emulator's process, with a message that the tool prints: an error of status 500 would
only make the provider ask again.
"""

import os
import sys
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from strict import handed_back, order, recording
from strict.calls import Answer, Call, Request, Unidentified, call_of

FAULT_STATUS = 70
REFUSES = os.environ.get("STRICT_REFUSES") == "true"
"""Whether the front may refuse what AWS would refuse. Otherwise it only records it."""
ANSWERS_KEPT = 500
"""The number of answers that are kept for a second attempt; an attempt follows the one before within seconds."""

_done: OrderedDict[str, Answer] = OrderedDict()
"""The answers to calls that were done, by the invocation's id, which is the same in every attempt of an AWS SDK."""


class Taken:
    """One request on its way through the front: `ready` first, then `given` with the emulator's answer."""

    def __init__(self, request: Request, emulator: str):
        self.request = request
        self.call: Call | None = None
        self.unidentified = ""
        self._emulator = emulator

    @property
    def is_nothing_of_aws(self) -> bool:
        """Whether the request is to something that was deployed, with which the front has nothing to do."""
        return self.call is None and not self.unidentified

    def ready(self) -> Answer | None:
        """The answer that the caller is given in place of the emulator's; None where the emulator is to answer."""
        return _or_end(self._ready)

    def given(self, answer: Answer) -> Answer:
        """What the caller is given where the emulator answered with `answer`."""
        return _or_end(self._given, answer)

    def _ready(self) -> Answer | None:
        try:
            self.call = call_of(self.request, self._emulator)
        except Unidentified as error:
            self.unidentified = str(error)
            return None
        if self.call is None:
            return None
        if (answer := _done.get(self._invocation)) is not None:
            # The caller's connection broke before the answer came. The emulator would do the call a second time.
            recording.record(self.call, answer.status, "the first attempt")
            return answer
        answer = order.answer(self.call, REFUSES)
        if answer is not None:
            recording.record(self.call, answer.status, "the front")
        return answer

    def _given(self, answer: Answer) -> Answer:
        if self.unidentified:
            recording.record_unidentified(self.unidentified, self._emulator, answer.status)
        if self.call is None:
            return answer
        altered = handed_back.altered(self.call, answer)
        recording.record(self.call, answer.status, self._emulator)
        answer = altered if altered.body == answer.body else _with_its_length(altered)
        if self._invocation and answer.status < 300:
            _done[self._invocation] = answer
            if len(_done) > ANSWERS_KEPT:
                _done.popitem(last=False)
        return answer

    @property
    def _invocation(self) -> str:
        return self.request.headers.get("amz-sdk-invocation-id", "")


def _with_its_length(answer: Answer) -> Answer:
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
    return replace(answer, headers={**headers, "Content-Length": str(len(answer.body))})


def _or_end(work: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return work(*arguments)
    except Exception:
        sys.stderr.write(f"{traceback.format_exc()}\nThe strict front itself is at fault, not the emulator.\n")
        sys.stderr.flush()
        # Not sys.exit: the server of the emulator would catch it, and answer 500.
        os._exit(FAULT_STATUS)
