"""Whatever calls send, that no model constrains and that has words, is judged: a new such member fails by name."""

import unittest
from pathlib import Path

from moto.core.utils import get_service_model

from strict import catalogue, worksheet
from strict.members import parts

listed = [tuple(line.split()) for line in (Path(__file__).parent / "worksheet.txt").read_text().splitlines()]


class Worksheet(unittest.TestCase):
    maxDiff = None

    def test_each_member_of_the_list_that_the_product_sends_is_judged(self) -> None:
        self.assertEqual(len(listed), 144)
        self.assertEqual([member for member in listed if not catalogue.is_judged(*member)], [])

    def test_each_member_of_the_list_has_words_that_sound_like_a_constraint(self) -> None:
        self.assertEqual([member for member in listed if not worksheet.sounds_like_a_constraint(words(*member))], [])

    def test_a_member_with_words_and_no_entry_fails_by_name(self) -> None:
        params = {"DBInstanceIdentifier": "lab", "DomainFqdn": "example.com", "Tags": [{"Key": "k"}]}
        self.assertEqual(
            worksheet.unjudged([("rds", "CreateDBInstance", params)]),
            [
                'rds CreateDBInstance .DomainFqdn: "Constraints: Can\'t be longer than 64 characters." is judged by no '
                "entry; add one to catalogue/rds.json"
            ],
        )

    def test_the_subnet_group_that_a_database_has_in_other_zones_is_judged(self) -> None:
        """No walk changes the zones of an environment with a database, so that no run sends it."""
        params = {"DBSubnetGroupName": "lab", "SubnetIds": ["subnet-1", "subnet-2"]}
        self.assertEqual(worksheet.unjudged([("rds", "ModifyDBSubnetGroup", params)]), [])

    def test_what_a_model_constrains_and_what_has_no_words_is_not_on_the_worksheet(self) -> None:
        calls = [
            ("iam", "CreateRole", {"RoleName": "web", "AssumeRolePolicyDocument": "{}"}),
            ("ec2", "CreateVpc", {"CidrBlock": "10.0.0.0/16", "DryRun": False}),
            ("apigateway", "CreateRestApi", {"name": "orders", "tags": {"Owner": "web"}}),
        ]
        self.assertEqual(list(worksheet.worded(calls)), [("apigateway", "CreateRestApi", ".tags.*")])

    def test_an_operation_without_parameters_has_nothing_to_judge(self) -> None:
        self.assertIsNone(get_service_model("iam").operation_model("DeleteAccountPasswordPolicy").input_shape)
        self.assertEqual(worksheet.unjudged([("iam", "DeleteAccountPasswordPolicy", {})]), [])

    def test_a_call_that_only_reads_is_not_on_the_worksheet(self) -> None:
        self.assertEqual(worksheet.worded([("s3", "GetBucketPolicy", {"Bucket": "a"})]), {})
        found = worksheet.worded([("s3", "CreateBucket", {"Bucket": "a"})])
        self.assertEqual(list(found), [("s3", "CreateBucket", ".Bucket")])


def words(service: str, operation: str, member: str) -> str:
    """The documentation of a member, or of the member whose items or values it is."""
    shape, said = get_service_model(service).operation_model(operation).input_shape, ""
    for step in parts(member)[1]:
        if step == "[]":
            shape = shape.member
        elif step == ".*":
            shape = shape.value
        else:
            shape = shape.members[step[1:]]
            said = worksheet.text(shape.documentation)
    return said
