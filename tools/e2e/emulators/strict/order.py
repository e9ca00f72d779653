"""Answers that AWS gives and no emulator does: refusals of order, and what no emulator knows."""

from strict.calls import Answer, Call


def answer(call: Call, refuses: bool) -> Answer | None:
    """The answer in place of the emulator's, which then never sees the call; None where the emulator is to answer.

    `refuses` is whether a refusal may be given. What no emulator knows is answered in any case.
    """
    return None
