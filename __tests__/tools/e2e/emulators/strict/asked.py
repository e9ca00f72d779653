"""What the tests of the rules have in common."""

from unittest import TestCase

from strict.calls import Call
from strict.order import refusal

REGION = "eu-central-1"


class Asked(TestCase):
    emulator = "moto"

    def refused(self, service, operation, **params):
        """(code, status, sentence) of the refusal; None where there is none."""
        call = Call(service, operation, params, REGION, "query", self.emulator)
        found = refusal(call)
        return None if found is None else (found.code, found.status, found.message)
