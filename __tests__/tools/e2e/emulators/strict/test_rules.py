"""Rules that look across members and across calls."""

import json
import unittest
from typing import Any

from strict import catalogue


def broken(*calls: tuple[str, str, dict[str, Any]], **answer: Any) -> list[str]:
    """What the last of some calls breaks; `answer` is the status and the region of those before it."""
    catalogue.forget()
    for call in calls[:-1]:
        catalogue.violations(*call, **answer)
    return [f"{one.member} {one.rule.partition(' ')[0]}" for one in catalogue.violations(*calls[-1])]


def role(*keys: str) -> tuple[str, str, dict[str, Any]]:
    return "iam", "CreateRole", {"RoleName": "web", "Tags": [{"Key": key, "Value": "v"} for key in keys]}


def policy(**statement: Any) -> tuple[str, str, dict[str, Any]]:
    return "iam", "CreatePolicy", {"PolicyName": "a", "PolicyDocument": json.dumps({"Statement": statement})}


class Tags(unittest.TestCase):
    def test_iam_takes_no_two_keys_that_differ_by_case_alone(self) -> None:
        self.assertEqual(broken(role("Owner", "Layer", "owner")), [".Tags tagKeysWithoutCase"])
        self.assertEqual(broken(role("Owner", "Layer")), [])

    def test_other_services_tell_keys_apart_by_case(self) -> None:
        tags = [{"Key": "Owner", "Value": "a"}, {"Key": "owner", "Value": "b"}]
        self.assertEqual(broken(("ec2", "CreateTags", {"Resources": ["vpc-1"], "Tags": tags})), [])

    def test_a_prefix_of_aws_is_seen_in_each_shape_of_tags(self) -> None:
        pair, small = [{"Key": "AWS:a", "Value": "v"}], [{"key": "aws:a", "value": "v"}]
        self.assertEqual(broken(("sns", "CreateTopic", {"Name": "a", "Tags": pair})), [".Tags tagKeys"])
        self.assertEqual(broken(("ecs", "TagResource", {"tags": small})), [".tags tagKeys"])
        self.assertEqual(broken(("lambda", "CreateFunction", {"Tags": {"aws:a": "v"}})), [".Tags tagKeys"])
        of_a_bucket = ("s3", "PutBucketTagging", {"Tagging": {"TagSet": pair}})
        self.assertEqual(broken(of_a_bucket), [".Tagging.TagSet tagKeys"])


class Policies(unittest.TestCase):
    def test_white_space_does_not_count(self) -> None:
        document = json.dumps({"Statement": ["x" * 100] * 59}, indent=8)
        self.assertGreater(len(document), 6144)
        self.assertEqual(broken(("iam", "CreatePolicy", {"PolicyDocument": document})), [])

    def test_the_inline_policies_of_a_role_count_together_and_a_replaced_or_deleted_one_no_longer(self) -> None:
        def put(name: str, size: int) -> tuple[str, str, dict[str, Any]]:
            return "iam", "PutRolePolicy", {"RoleName": "web", "PolicyName": name, "PolicyDocument": "x" * size}

        delete = ("iam", "DeleteRolePolicy", {"RoleName": "web", "PolicyName": "a"})
        gone = ("iam", "DeleteRole", {"RoleName": "web"})
        too_much = [".PolicyDocument inlinePolicies"]
        self.assertEqual(broken(put("a", 6000), put("b", 4241)), too_much)
        self.assertEqual(broken(put("a", 6000), put("a", 10240)), [])
        self.assertEqual(broken(put("a", 6000), delete, put("b", 10240)), [])
        self.assertEqual(broken(put("a", 6000), gone, put("b", 10240)), [])

    def test_what_was_refused_and_what_is_in_another_region_is_not_remembered(self) -> None:
        model = ("apigateway", "CreateModel", {"restApiId": "a", "name": "Order", "schema": "{}"})
        self.assertEqual(broken(model, model), [".name untaken"])
        self.assertEqual(broken(model, model, status=409), [])
        self.assertEqual(broken(model, model, region="eu-west-1"), [])

    def test_the_statements_of_a_function_count_together_until_they_are_removed(self) -> None:
        def add(name: str, size: int) -> tuple[str, str, dict[str, Any]]:
            return "lambda", "AddPermission", {"FunctionName": "f", "StatementId": name, "SourceArn": "x" * size}

        remove = ("lambda", "RemovePermission", {"FunctionName": "f", "StatementId": "a"})
        delete = ("lambda", "DeleteFunction", {"FunctionName": "f"})
        self.assertEqual(len(broken(add("a", 15000), add("b", 6000))), 1)
        self.assertEqual(broken(add("a", 15000), remove, add("b", 6000)), [])
        self.assertEqual(broken(add("a", 15000), delete, add("b", 6000)), [])

    def test_each_sid_is_of_letters_and_digits_and_stands_once(self) -> None:
        self.assertEqual(broken(policy(Sid="Read it")), [".PolicyDocument sids"])
        twice = json.dumps({"Statement": [{"Sid": "Read"}, {"Sid": "Read"}]})
        self.assertEqual(broken(("iam", "CreatePolicy", {"PolicyDocument": twice})), [".PolicyDocument sids"])
        without = json.dumps({"Statement": [{"Effect": "Allow"}, {"Effect": "Deny"}]})
        self.assertEqual(broken(("iam", "CreatePolicy", {"PolicyDocument": without})), [])

    def test_each_action_has_one_service(self) -> None:
        for action in ("GetObject", "s3:Get:Object", ["s3:GetObject", "Put"]):
            with self.subTest(action):
                self.assertEqual(len(broken(policy(Action=action))), 1)
        self.assertEqual(broken(policy(NotAction="PutObject")), [".PolicyDocument policyActions"])
        self.assertEqual(broken(policy(Action=["s3:*", "execute-api:Invoke"])), [])
        self.assertEqual(broken(policy(Action="*")), [])


class Names(unittest.TestCase):
    def test_an_authorizer_that_may_be_gone_takes_no_name(self) -> None:
        create = ("apigateway", "CreateAuthorizer", {"restApiId": "a", "name": "callers"})
        other = ("apigateway", "CreateAuthorizer", {"restApiId": "b", "name": "callers"})
        delete = ("apigateway", "DeleteAuthorizer", {"restApiId": "a", "authorizerId": "x"})
        rename = ("apigateway", "UpdateAuthorizer", {"restApiId": "a", "patchOperations": [{"path": "/name"}]})
        self.assertEqual(broken(create, create), [".name untaken"])
        self.assertEqual(broken(create, other), [])
        self.assertEqual(broken(create, delete, create), [])
        self.assertEqual(broken(create, rename, create), [])

    def test_a_deleted_model_takes_no_name(self) -> None:
        create = ("apigateway", "CreateModel", {"restApiId": "a", "name": "Order"})
        delete = ("apigateway", "DeleteModel", {"restApiId": "a", "modelName": "Order"})
        self.assertEqual(broken(create, delete, create), [])


def version(operation: str, engine: str = "", to: str = "", **more: Any) -> tuple[str, str, dict[str, Any]]:
    members = {"DBInstanceIdentifier": "Lab", "Engine": engine, "EngineVersion": to, **more}
    return "rds", operation, {name: value for name, value in members.items() if value != ""}


class MajorVersions(unittest.TestCase):
    def test_a_major_version_is_the_engines_own(self) -> None:
        for engine, current, to, is_major in (
            ("mysql", "8.0", "8.0.40", False),
            ("mysql", "8.0.36", "8.4", True),
            ("mariadb", "10.11", "10.11.6", False),
            ("mariadb", "10.6.1", "10.11", True),
            ("postgres", "16.3", "16.4", False),
            ("postgres", "16.3", "17", True),
            ("postgres", "9.6.1", "10.1", True),
        ):
            with self.subTest(engine, current=current, to=to):
                found = broken(version("CreateDBInstance", engine, current), version("ModifyDBInstance", to=to))
                self.assertEqual(found, [f".EngineVersion majorVersion"] if is_major else [])

    def test_the_version_is_that_of_the_last_change_and_goes_with_the_instance(self) -> None:
        made = version("CreateDBInstance", "mysql", "8.0")
        changed = version("ModifyDBInstance", to="8.4", AllowMajorVersionUpgrade=True)
        gone = version("DeleteDBInstance", SkipFinalSnapshot=True)
        self.assertEqual(broken(made, changed, version("ModifyDBInstance", to="8.4.2")), [])
        self.assertEqual(len(broken(made, changed, version("ModifyDBInstance", to="8.0"))), 1)
        self.assertEqual(broken(made, gone, version("ModifyDBInstance", to="8.4")), [])
        self.assertEqual(broken(version("ModifyDBInstance", to="8.4")), [])


class Storage(unittest.TestCase):
    def test_storage_grows_by_a_tenth_at_least_and_never_shrinks(self) -> None:
        def storage(operation: str, size: int) -> tuple[str, str, dict[str, Any]]:
            return "rds", operation, {"DBInstanceIdentifier": "lab", "AllocatedStorage": size}

        sizes = ((20, 20, True), (20, 21, False), (20, 22, True), (100, 110, True), (100, 50, False))
        for current, to, is_taken in sizes:
            with self.subTest(current=current, to=to):
                found = broken(storage("CreateDBInstance", current), storage("ModifyDBInstance", to))
                self.assertEqual(found, [] if is_taken else [".AllocatedStorage grows"])
        self.assertEqual(broken(storage("ModifyDBInstance", 21)), [])


class Windows(unittest.TestCase):
    def test_a_backup_and_a_maintenance_window_stay_apart_past_midnight_too(self) -> None:
        def both(backup: str, maintenance: str) -> list[str]:
            windows = {"PreferredBackupWindow": backup, "PreferredMaintenanceWindow": maintenance}
            return broken(("rds", "ModifyDBInstance", {"DBInstanceIdentifier": "a", **windows}))

        for backup, maintenance, are_apart in (
            ("03:00-04:00", "sun:04:00-sun:05:00", True),
            ("23:30-00:30", "sun:00:00-sun:01:00", False),
            ("00:00-01:00", "sun:23:30-mon:00:30", False),
            ("02:00-03:00", "sun:23:30-mon:00:30", True),
        ):
            with self.subTest(backup, maintenance=maintenance):
                self.assertEqual(len(both(backup, maintenance)), 0 if are_apart else 1)


class Violations(unittest.TestCase):
    def test_the_value_is_the_one_that_was_sent_and_the_rule_says_what_it_does_not_show(self) -> None:
        broken(version("CreateDBInstance", "mysql", "8.0"), version("ModifyDBInstance", to="8.4"))
        [found] = catalogue.violations(*version("ModifyDBInstance", to="8.0"))
        self.assertEqual((found.value, found.rule), ("8.0", "majorVersion true: 8.4 to 8.0"))
        [found] = catalogue.violations(*role("Owner", "owner"))
        self.assertEqual((found.value, found.rule), ("Owner and owner", "tagKeysWithoutCase true"))

    def test_a_rule_that_cannot_judge_a_value_fails_by_its_name(self) -> None:
        wrong = ("wafv2", "CreateWebACL", {"Rules": ["a"]})
        with self.assertRaisesRegex(ValueError, "wafv2 CreateWebACL .* unique .* cannot judge .Rules of CreateWebACL"):
            catalogue.violations(*wrong)


class Counts(unittest.TestCase):
    def test_the_catalogue_tells_which_rules_no_call_met(self) -> None:
        catalogue.forget()
        self.assertEqual(set(catalogue.met().values()), {0})
        catalogue.violations(*role("Owner"))
        self.assertEqual(
            [name for name, count in catalogue.met().items() if count],
            [
                "every-service * **.Tags tags 50",
                'every-service * **.Tags tagKeys "aws:"',
                "every-service * **.Tags[].Key maxLength 128",
                "every-service * **.Tags[].Value maxLength 256",
                "iam * .Tags tagKeysWithoutCase true",
            ],
        )
        catalogue.forget()
