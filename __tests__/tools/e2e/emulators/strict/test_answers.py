"""What no emulator answers, and what moto hands back otherwise than AWS."""

import json
from unittest import TestCase

import boto3
from moto import mock_aws
from strict import answers, handed_back
from strict.calls import Answer, Call

REGION = "eu-central-1"


def call(service, operation, protocol="json", **params):
    return Call(service, operation, params, REGION, protocol, "moto")


def answered(*asked, **params):
    answer = answers.answer(call(*asked, **params))
    assert answer is not None and answer.status == 200, answer
    return answer.body


class Answers(TestCase):
    def test_every_other_call_is_the_emulators(self):
        self.assertIsNone(answers.answer(call("cloudformation", "DescribeStacks", "query")))

    def test_a_type_is_described_by_its_schema(self):
        name = "AWS::Cognito::ManagedLoginBranding"
        said = answered("cloudformation", "DescribeType", "query", TypeName=name, Type="RESOURCE")
        self.assertIn(f"<TypeName>{name}</TypeName>".encode(), said)
        self.assertIn(b"primaryIdentifier", said)

    def test_a_risk_configuration_is_described_as_it_was_set_for_its_own_client_alone(self):
        risk = {"CompromisedCredentialsRiskConfiguration": {"Actions": {"EventAction": "BLOCK"}}}
        answered("cognito-idp", "SetRiskConfiguration", UserPoolId="p", ClientId="c", **risk)
        described = lambda **of: json.loads(answered("cognito-idp", "DescribeRiskConfiguration", **of))  # noqa: E731
        self.assertEqual(
            described(UserPoolId="p", ClientId="c"), {"RiskConfiguration": {"UserPoolId": "p", "ClientId": "c", **risk}}
        )
        self.assertEqual(described(UserPoolId="p"), {"RiskConfiguration": {"UserPoolId": "p"}})


@mock_aws
class Signing(TestCase):
    def test_signed_code_is_where_the_job_says(self):
        s3 = boto3.client("s3", "us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
        s3.create_bucket(Bucket="code")
        s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
        version = s3.put_object(Bucket="code", Key="unsigned/f.zip", Body=b"first")["VersionId"]
        s3.put_object(Bucket="code", Key="unsigned/f.zip", Body=b"second")
        source = {"s3": {"bucketName": "code", "key": "unsigned/f.zip", "version": version}}
        destination = {"s3": {"bucketName": "code", "prefix": "signed/f-"}}
        asked = {"source": source, "destination": destination, "profileName": "p"}
        job = json.loads(answered("signer", "StartSigningJob", "rest-json", **asked))["jobId"]
        found = json.loads(answered("signer", "DescribeSigningJob", "rest-json", jobId=job))
        self.assertEqual(("Succeeded", "p", source), (found["status"], found["profileName"], found["source"]))
        signed = found["signedObject"]["s3"]
        self.assertEqual(f"signed/f-{job}.zip", signed["key"])
        self.assertEqual(b"first", s3.get_object(Bucket=signed["bucketName"], Key=signed["key"])["Body"].read())


class ScalingPolicies(TestCase):
    def test_a_policy_is_described_without_what_another_type_has(self):
        wire = b"<member><PredictiveScalingConfiguration/><PolicyName>p</PolicyName></member>"
        altered = handed_back.altered(call("autoscaling", "DescribePolicies", "query"), Answer(200, {}, wire))
        self.assertEqual(b"<member><PolicyName>p</PolicyName></member>", altered.body)


@mock_aws
class Parameters(TestCase):
    def setUp(self):
        self.rds = boto3.client("rds", REGION, aws_access_key_id="test", aws_secret_access_key="test")
        self.rds.create_db_parameter_group(DBParameterGroupName="g", DBParameterGroupFamily="mysql8.0", Description="g")

    def modify(self, **parameters):
        said = [
            {"ParameterName": name, "ParameterValue": value, "ApplyMethod": "immediate"}
            for name, value in parameters.items()
        ]
        self.rds.modify_db_parameter_group(DBParameterGroupName="g", Parameters=said)
        answer = Answer(200)
        asked = call("rds", "ModifyDBParameterGroup", "query", DBParameterGroupName="g", Parameters=said)
        self.assertIs(handed_back.altered(asked, answer), answer)

    def kept(self):
        found = self.rds.describe_db_parameters(DBParameterGroupName="g")["Parameters"]
        return {one["ParameterName"]: (one["ParameterValue"], one["Source"]) for one in found}

    def test_a_boolean_is_kept_as_1_or_0_and_nothing_else_is(self):
        self.modify(require_secure_transport="ON", local_infile="off", event_scheduler="ON", sql_mode="ANSI", port="3306")
        self.assertEqual(
            self.kept(),
            {
                "require_secure_transport": ("1", "user"),
                "local_infile": ("0", "user"),
                "event_scheduler": ("ON", "user"),
                "sql_mode": ("ANSI", "user"),
                "port": ("3306", "user"),
            },
        )

    def test_a_parameter_that_is_reset_leaves_the_group(self):
        self.modify(local_infile="1", port="3306")
        answered("rds", "ResetDBParameterGroup", "query", DBParameterGroupName="g", Parameters=[{"ParameterName": "port"}])
        self.assertEqual(self.kept(), {"local_infile": ("1", "user")})
