import unittest

from strict import models

from wire import call


def rules(service, operation, **params):
    return [(found.member, found.rule) for found in models.violations(call(service, operation, **params))]


STATEMENT = {"GeoMatchStatement": {"CountryCodes": ["XX"]}}
RULE = {"Name": "r", "Priority": -1, "Statement": STATEMENT}


class Violations(unittest.TestCase):
    def test_a_call_that_aws_takes_has_none(self):
        self.assertEqual([], rules("iam", "CreateRole", RoleName="r", AssumeRolePolicyDocument="{}"))
        self.assertEqual([], rules("sts", "GetCallerIdentity"))

    def test_each_kind_of_constraint_is_seen_also_deep_inside(self):
        self.assertEqual(
            [(".AssumeRolePolicyDocument", "is required"), (".RoleName", "matches [\\w+=,.@-]+")],
            rules("iam", "CreateRole", RoleName="two words"),
        )
        found = dict(rules("wafv2", "CreateRuleGroup", Name="g", Scope="HERE", Capacity=0, Rules=[RULE]))
        self.assertEqual("is required", found[".VisibilityConfig"])
        self.assertEqual("is required", found[".Rules[0].VisibilityConfig"])
        self.assertEqual("is at least 1", found[".Capacity"])
        self.assertEqual("is at least 0", found[".Rules[0].Priority"])
        self.assertEqual("is one of CLOUDFRONT, REGIONAL", found[".Scope"])
        self.assertTrue(found[".Rules[0].Statement.GeoMatchStatement.CountryCodes[0]"].startswith("is one of AF, "))
        tags = [{"Key": "k" * 129, "Value": "v"}]
        self.assertEqual(
            [(".Tags[0].Key", "has at most 128 characters")],
            rules("iam", "TagRole", RoleName="r", Tags=tags),
        )
        self.assertEqual(
            [(".TagKeys", "has at most 50 items")], rules("iam", "UntagRole", RoleName="r", TagKeys=["k"] * 51)
        )

    def test_a_pattern_without_an_anchor_is_for_the_whole_value(self):
        tag = {"Key": "Service", "Value": "UCS (Connector)"}
        self.assertEqual(
            [(".Tags[0].Value", "matches [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*")],
            rules("iam", "TagRole", RoleName="r", Tags=[tag]),
        )
        self.assertTrue(models.admits("^a", "abc"))
        self.assertFalse(models.admits("a", "abc"))

    def test_a_pattern_with_halves_of_characters_is_read_as_java_reads_it(self):
        pattern = "[\\u0020-\\uD7FF\\uD800\\uDC00-\\uDBFF\\uDFFF]*"
        self.assertTrue(models.admits(pattern, "fine \U0001f600"))
        self.assertFalse(models.admits(pattern, "not \ufffe"))

    def test_a_pattern_that_cannot_be_read_is_said_and_not_passed_over(self):
        with self.assertRaisesRegex(models.UnreadablePattern, "cannot be read"):
            models.admits("[", "x")
