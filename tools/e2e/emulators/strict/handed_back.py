"""What AWS hands back otherwise than it was sent."""

from strict.calls import Answer, Call


def altered(call: Call, answer: Answer) -> Answer:
    """The answer that the caller is given where the emulator answered with `answer`, a refusal or not.

    It sees every answer of the emulator, once, in the order in which they are given.
    """
    return answer
