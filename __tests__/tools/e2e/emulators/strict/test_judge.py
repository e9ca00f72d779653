import json
import unittest
from dataclasses import replace
from datetime import datetime
from unittest import mock

from strict import judge, recording

from wire import call


def recorded(*calls):
    """The lines of calls, as an emulator's process writes them."""
    lines = []
    with mock.patch.object(recording, "_file", 0), mock.patch("os.write", lambda _, line: lines.append(line.decode())):
        for one in calls:
            if isinstance(one, str):
                recording.record_unidentified(one, "moto", 404)
            else:
                recording.record(one, 200, "moto")
    return lines


ROLE = replace(call("iam", "TagRole", RoleName="two words", Tags=[]), layer="prod-network", phase="apply")


class Recorded(unittest.TestCase):
    def test_a_call_is_read_as_it_was_made_but_for_the_contents_of_a_blob(self):
        made = call("lambda", "UpdateFunctionCode", FunctionName="f", ZipFile=b"abc")
        [line] = recorded(made)
        read = recording.call_of(recording.read(line))
        self.assertEqual(replace(made, params={"FunctionName": "f", "ZipFile": bytes(3)}), read)
        [line] = recorded(call("logs", "X", at=datetime(2026, 1, 2)))
        self.assertEqual({"at": "2026-01-02T00:00:00"}, recording.read(line)["params"])


class Judged(unittest.TestCase):
    def test_the_same_violation_is_said_once_with_its_caller_and_how_often_it_came(self):
        [found] = judge.judged(recorded(ROLE, ROLE, replace(ROLE, phase="plan")))["violations"]
        self.assertEqual(
            ("iam", "TagRole", ".RoleName", "two words", "matches [\\w+=,.@-]+", "prod-network", ["apply", "plan"], 3),
            tuple(found[name] for name in "service operation member value rule layer phases times".split()),
        )
        self.assertEqual({"RoleName": "two words"}, found["resource"])

    def test_what_is_not_judged_is_said(self):
        with mock.patch.object(judge.models, "violations", side_effect=judge.models.UnreadablePattern("odd")):
            found = judge.judged(recorded("GET /x: no operation", "GET /x: no operation", ROLE))
        self.assertEqual({"GET /x: no operation": 2}, found["unidentified"])
        self.assertEqual({"iam TagRole: odd": 1}, found["unreadable"])
        self.assertEqual((1, 1, ["iam"]), (found["calls"], found["operations"], found["services"]))

    def test_who_calls_what_is_said_by_layer_and_phase(self):
        own = call("sts", "GetCallerIdentity")
        found = judge.judged(recorded(ROLE, ROLE, own))["callers"]
        self.assertEqual(
            {
                "prod-network": {"apply": {"iam:TagRole": [{"RoleName": "two words"}]}},
                "others": {"others": {"sts:GetCallerIdentity": [{}]}},
            },
            json.loads(json.dumps(found)),
        )
