import json
import unittest
from dataclasses import replace
from datetime import datetime
from unittest import mock

from strict import catalogue, judge, recording

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

    def test_the_catalogue_judges_too_and_each_recording_is_an_account_of_its_own(self):
        group = replace(call("ec2", "CreateSecurityGroup", GroupName="g", Description="the web's"), layer="prod-network")
        found = judge.judged(recorded(group), recorded(group))
        [violation] = found["violations"]
        self.assertEqual((".Description", "the web's", 2), tuple(violation[name] for name in ("member", "value", "times")))
        self.assertIn("Valid characters", violation["sentence"])
        self.assertEqual([], found["catalogue"]["unjudged"])
        self.assertIn(f"ec2 CreateSecurityGroup .Description {violation['rule']}", catalogue.met())
        model = call("apigateway", "CreateModel", restApiId="a", name="Order", contentType="application/json", schema="{}")
        self.assertEqual([], judge.judged(recorded(model), recorded(model))["violations"])
        self.assertEqual(["Order"], [one["value"] for one in judge.judged(recorded(model, model))["violations"]])

    def test_a_member_with_words_and_without_an_entry_is_named(self):
        group = replace(call("ec2", "CreateSecurityGroup", GroupName="g", Description="web"), layer="prod-network")
        with mock.patch.object(catalogue, "is_judged", return_value=False):
            [unjudged, *_] = judge.judged(recorded(group))["catalogue"]["unjudged"]
        self.assertIn("ec2 CreateSecurityGroup .Description", unjudged)
        self.assertEqual(0, judge.judged(recorded(replace(group, layer="")))["catalogue"]["worded"])

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
