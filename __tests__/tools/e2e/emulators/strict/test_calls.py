import unittest
from dataclasses import replace

from strict.calls import Request, Unidentified, call_of

from wire import wire

GROUP = {"GroupName": "x", "Description": "a'b", "TagSpecifications": [{"ResourceType": "security-group", "Tags": []}]}
SET = {"Name": "x", "Scope": "REGIONAL", "IPAddressVersion": "IPV4", "Addresses": ["10.0.0.0/8"]}
STORE = {"Name": "kv", "Comment": "c & d"}
PATCH = [{"op": "replace", "path": "/~1a/POST", "value": "x"}]


class Identified(unittest.TestCase):
    def test_a_call_of_each_protocol_is_named_and_its_members_are_as_they_were_sent(self):
        for service, operation, params, protocol in [
            ("ec2", "CreateSecurityGroup", {"GroupName": "x", "Description": "a'b"}, "ec2"),
            ("elbv2", "CreateTargetGroup", {"Name": "x", "Port": 443, "Tags": [{"Key": "k", "Value": "v"}]}, "query"),
            ("cloudwatch", "PutMetricAlarm", {"AlarmName": "x", "Threshold": 1.5, "TreatMissingData": "ignore"}, None),
            ("wafv2", "CreateIPSet", SET, "json"),
            ("apigateway", "UpdateStage", {"restApiId": "a", "stageName": "b", "patchOperations": PATCH}, "rest-json"),
            ("apigatewayv2", "CreateApi", {"Name": "n", "ProtocolType": "HTTP", "Tags": {"a": "b"}}, "rest-json"),
            ("cloudfront", "CreateKeyValueStore", STORE, "rest-xml"),
            ("lambda", "DeleteFunction", {"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:f"}, "rest-json"),
            ("s3", "GetBucketPolicy", {"Bucket": "b"}, "rest-xml"),
        ]:
            with self.subTest(operation):
                call = call_of(wire(service, operation, **params), "moto")
                self.assertEqual((service, operation, params), (call.service, call.operation, call.params))
                self.assertEqual("eu-west-1", call.region)
                if protocol is not None:
                    self.assertEqual(protocol, call.protocol)

    def test_a_body_that_is_sent_in_signed_pieces_is_put_together(self):
        body = b"5;chunk-signature=0\r\nhello\r\n1;chunk-signature=0\r\n!\r\n0;chunk-signature=0\r\n\r\n"
        sent = wire("s3", "PutObject", Bucket="b", Key="a/b c", Body=b"x")
        pieces = {**sent.headers, "content-encoding": "aws-chunked"}
        call = call_of(replace(sent, headers=pieces, body=body), "moto")
        self.assertEqual((b"hello!", "a/b c"), (call.params["Body"], call.params["Key"]))

    def test_a_user_of_a_pool_signs_in_without_a_signature(self):
        headers = {
            "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
            "content-type": "application/x-amz-json-1.1",
        }
        call = call_of(Request("POST", "/", headers, b'{"AuthFlow":"USER_SRP_AUTH","ClientId":"c"}'), "ministack")
        self.assertEqual(("cognito-idp", "InitiateAuth"), (call.service, call.operation))

    def test_the_layer_and_the_phase_are_the_ones_that_the_user_agent_has(self):
        sent = wire("sts", "GetCallerIdentity")
        said = {**sent.headers, "user-agent": "APN/1.0 HashiCorp/1.0 palisade/prod-network/apply"}
        call = call_of(replace(sent, headers=said), "moto")
        self.assertEqual(("prod-network", "apply"), (call.layer, call.phase))
        other = call_of(sent, "moto")
        self.assertEqual(("", ""), (other.layer, other.phase))


class NotIdentified(unittest.TestCase):
    def test_a_request_to_something_that_was_deployed_is_no_call(self):
        signed = {"authorization": "AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/execute-api/aws4_request, x"}
        self.assertIsNone(call_of(Request("GET", "/_aws/execute-api/a/dev/x", signed, b""), "ministack"))
        self.assertIsNone(call_of(Request("GET", "/", {"host": "d.cloudfront.net"}, b""), "ministack"))

    def test_what_nobody_knows_is_said_and_never_passed_over(self):
        group = wire("ec2", "CreateSecurityGroup", **GROUP)
        authorization = group.headers["authorization"]
        for request, why in [
            (replace(group, body=b"Action=CreateCastle&Version=2016-11-15"), "no operation"),
            (replace(group, headers={"authorization": authorization.replace("/ec2/", "/ec3/")}), "no model of this"),
            (replace(group, headers={"authorization": "AWS4-HMAC-SHA256 Credential=x"}), "names no service"),
            (replace(wire("wafv2", "CreateIPSet", **SET), body=b"[1, 2]"), "CreateIPSet cannot be parsed"),
            (replace(wire("cloudfront", "CreateKeyValueStore", **STORE), body=b"<a"), "cannot be parsed"),
        ]:
            with self.subTest(why), self.assertRaisesRegex(Unidentified, why):
                call_of(request, "moto")
