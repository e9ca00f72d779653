"""Which part of an emulator's stores a call sees."""

from contextlib import AbstractContextManager, nullcontext

from strict.calls import Call


def scope(call: Call) -> AbstractContextManager[None]:
    """While it is open, MiniStack's stores show what belongs to the account and the region of the call."""
    if call.emulator != "ministack":
        return nullcontext()
    from ministack.core.responses import get_account_id, get_region, request_scope

    return request_scope(get_account_id(), call.region or get_region())
