"""What MiniStack does not answer, does not hand back, and what it tells moto of its references."""

import json
from os import environ
from tempfile import TemporaryDirectory

from asked import REGION, Asked
from ministack.core.responses import get_account_id, request_scope
from ministack.services import apigateway_v1, cloudfront, cognito, lambda_svc, secretsmanager
from strict import answers, handed_back, order
from strict.calls import Answer, Call
from strict.order import across


def call(service, operation, **params):
    return Call(service, operation, params, REGION, "json", "ministack")


class Clients(Asked):
    def test_a_rotation_of_refresh_tokens_is_handed_back_as_it_was_set(self):
        rotation = {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10}
        with request_scope(get_account_id(), REGION):
            pool = json.loads(cognito._create_user_pool({"PoolName": "p"})[2])["UserPool"]["Id"]
            _, headers, body = cognito._create_user_pool_client({"UserPoolId": pool, "ClientName": "c"})
        asked = call("cognito-idp", "CreateUserPoolClient", UserPoolId=pool, RefreshTokenRotation=rotation)
        body = body if isinstance(body, bytes) else body.encode()
        client = json.loads(handed_back.altered(asked, Answer(200, headers, body)).body)["UserPoolClient"]
        self.assertEqual(client["RefreshTokenRotation"], rotation)
        with request_scope(get_account_id(), REGION):
            described = cognito._describe_user_pool_client({"UserPoolId": pool, "ClientId": client["ClientId"]})
        self.assertEqual(json.loads(described[2])["UserPoolClient"]["RefreshTokenRotation"], rotation)


class Secrets(Asked):
    def test_a_rotation_that_is_cancelled_is_off(self):
        with request_scope(get_account_id(), REGION):
            made = json.loads(secretsmanager._create_secret({"Name": "s", "SecretString": "v"})[2])
            secretsmanager._secrets["s"]["RotationEnabled"] = True
        answer = answers.answer(call("secretsmanager", "CancelRotateSecret", SecretId=made["ARN"]))
        self.assertEqual(json.loads(answer.body)["Name"], "s")
        with request_scope(get_account_id(), REGION):
            self.assertFalse(secretsmanager._secrets["s"]["RotationEnabled"])

    def test_a_version_has_every_label_that_it_was_put_with(self):
        with request_scope(get_account_id(), REGION):
            arn = json.loads(secretsmanager._create_secret({"Name": "l", "SecretString": "v"})[2])["ARN"]
            for value in ("a", "b"):
                asked = {"SecretId": arn, "SecretString": value, "VersionStages": ["FIRST", "AWSCURRENT"]}
                answer = Answer(200, {}, secretsmanager._put_secret_value(asked)[2])
                put = json.loads(handed_back.altered(call("secretsmanager", "PutSecretValue", **asked), answer).body)
            self.assertEqual(sorted(put["VersionStages"]), ["AWSCURRENT", "FIRST"])
            described = json.loads(secretsmanager._describe_secret({"SecretId": arn})[2])["VersionIdsToStages"]
        self.assertEqual(sorted(map(sorted, described.values())), [["AWSCURRENT", "FIRST"], ["AWSPREVIOUS"]])


class Domains(Asked):
    def test_a_domain_of_rest_apis_takes_another_certificate_of_which_moto_is_told(self):
        old, new = (f"arn:aws:acm:eu-central-1:123456789012:certificate/{n}" for n in "on")
        with request_scope(get_account_id(), REGION):
            apigateway_v1._create_domain_name({"domainName": "c.example.com", "regionalCertificateArn": old})
        self.addCleanup(apigateway_v1._domain_names.clear)
        patch = [{"op": "replace", "path": "/regionalCertificateArn", "value": new}]
        with TemporaryDirectory() as folder:
            environ["STRICT_REFERENCES"] = f"{folder}/references.json"
            self.addCleanup(environ.pop, "STRICT_REFERENCES")
            asked = call("apigateway", "UpdateDomainName", domainName="c.example.com", patchOperations=patch)
            said = json.loads(order.answer(asked, refuses=True).body)
            self.assertEqual((said["domainName"], said["regionalCertificateArn"]), ("c.example.com", new))
            self.assertEqual(said["domainNameStatus"], "AVAILABLE")
            self.assertEqual((across.refers_to(old), across.refers_to(new)), (False, True))


class CodeSigning(Asked):
    def ask(self, operation, **params):
        answer = answers.answer(call("lambda", operation, **params))
        return None if answer is None else json.loads(answer.body or "{}")

    def test_a_configuration_is_described_as_it_was_set_last_until_it_is_deleted(self):
        publishers = {"SigningProfileVersionArns": ["arn:aws:signer:eu-central-1:123456789012:/signing-profiles/p/1"]}
        made = self.ask("CreateCodeSigningConfig", AllowedPublishers=publishers, Tags={"a": "b"})["CodeSigningConfig"]
        named = {"CodeSigningConfigArn": made["CodeSigningConfigArn"]}
        self.assertEqual(self.ask("ListTags", Resource=named["CodeSigningConfigArn"]), {"Tags": {"a": "b"}})
        policies = {"UntrustedArtifactOnDeployment": "Enforce"}
        self.ask("UpdateCodeSigningConfig", **named, CodeSigningPolicies=policies)
        self.assertEqual(
            self.ask("GetCodeSigningConfig", **named),
            {"CodeSigningConfig": {**made, "AllowedPublishers": publishers, "CodeSigningPolicies": policies}},
        )
        self.ask("DeleteCodeSigningConfig", **named)
        with self.assertRaises(KeyError):
            self.ask("GetCodeSigningConfig", **named)

    def test_the_tags_of_everything_else_are_ministacks(self):
        self.assertIsNone(self.ask("ListTags", Resource="arn:aws:lambda:eu-central-1:123456789012:function:f"))

    def test_a_function_that_is_made_with_a_configuration_has_it(self):
        self.addCleanup(lambda_svc._functions.clear)
        with request_scope(get_account_id(), REGION):
            lambda_svc._functions["f"] = {"config": {}}
            handed_back.altered(call("lambda", "CreateFunction", FunctionName="f", CodeSigningConfigArn="c"), Answer(201))
            self.assertEqual(lambda_svc._functions["f"]["code_signing_config_arn"], "c")


class References(Asked):
    acl = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1"

    def test_what_distributions_origins_domains_and_functions_name_is_told_after_a_call_that_changes_it(self):
        certificates = [f"arn:aws:acm:us-east-1:123456789012:certificate/{n}" for n in range(2)]
        with request_scope(get_account_id(), REGION):
            cloudfront._distributions["d"] = {
                "config_xml": f"<a><WebACLId>{self.acl}</WebACLId><ACMCertificateArn>{certificates[0]}</ACMCertificateArn></a>"
            }
            apigateway_v1._domain_names["api.example.com"] = {"regionalCertificateArn": certificates[1]}
            cloudfront._vpc_origins["o"] = {"VpcOriginEndpointConfig": {"Arn": "balancer-1"}}
            network = {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}
            lambda_svc._functions["f"] = {"config": {"VpcConfig": network}}
        with TemporaryDirectory() as folder:
            environ["STRICT_REFERENCES"] = f"{folder}/references.json"
            self.addCleanup(environ.pop, "STRICT_REFERENCES")
            handed_back.altered(call("cloudfront", "GetDistribution"), Answer(200))
            self.assertFalse(across.refers_to(self.acl), "a call that changes nothing tells nothing")
            handed_back.altered(call("cloudfront", "UpdateDistribution"), Answer(200))
            for wanted in (self.acl, *certificates, "subnet-1", "sg-1", "balancer-1"):
                self.assertTrue(across.refers_to(wanted), wanted)
            with request_scope(get_account_id(), REGION):
                del cloudfront._distributions["d"]
            handed_back.altered(call("cloudfront", "DeleteDistribution"), Answer(204))
            self.assertFalse(across.refers_to(self.acl))
