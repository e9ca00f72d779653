import unittest
from unittest import mock

from strict import models, mutations

from wire import call

TAGGED = call("iam", "TagRole", RoleName="r", Tags=[{"Key": "k", "Value": "v"}, {"Key": "l", "Value": "w"}])


class Seen(unittest.TestCase):
    def test_each_constraint_that_a_call_touches_is_broken_once_and_seen(self):
        outcome = mutations.outcome_of([TAGGED, TAGGED])
        found = [(mutation.member, mutation.kind) for mutation in outcome.seen]
        self.assertEqual(
            [
                (".RoleName", "required"),
                (".Tags", "required"),
                (".RoleName", "pattern"),
                (".RoleName", "min"),
                (".RoleName", "max"),
                (".Tags", "max"),
                (".Tags[].Key", "required"),
                (".Tags[].Value", "required"),
                (".Tags[].Key", "pattern"),
                (".Tags[].Key", "min"),
                (".Tags[].Key", "max"),
                (".Tags[].Value", "pattern"),
                (".Tags[].Value", "max"),
            ],
            found,
        )
        self.assertEqual(([], []), (outcome.unseen, outcome.legal))

    def test_what_the_front_does_not_see_is_said(self):
        blind = lambda pattern, value, engine=None: True  # noqa: E731
        real = models.admits
        with mock.patch.object(models, "admits", lambda *given: blind(*given) if len(given) == 2 else real(*given)):
            outcome = mutations.outcome_of([TAGGED])
        self.assertEqual(["pattern"] * 3, [mutation.kind for mutation in outcome.unseen])

    def test_a_pattern_that_admits_every_garbage_has_a_legal_mutation(self):
        with mock.patch.object(mutations, "GARBAGE", ("a", "b")):
            outcome = mutations.outcome_of([call("iam", "GetRole", RoleName="r")])
        self.assertEqual([(".RoleName", "pattern")], [(found.member, found.kind) for found in outcome.legal])
