"""What the front answers, read as a client of AWS reads it."""

from unittest import TestCase

from botocore.parsers import create_parser
from moto.core.utils import get_service_model
from strict.calls import Call
from strict.order import Refusal
from strict.rendered import rendered

sentence = "Cannot delete 'a' <now>, isn’t it"


class Rendered(TestCase):
    def test_a_refusal_has_its_code_status_and_sentence_in_every_protocol(self):
        for service, operation, protocol, code, status in (
            ("ec2", "DeleteSubnet", "ec2", "DependencyViolation", 400),
            ("rds", "DeleteDBParameterGroup", "query", "InvalidDBParameterGroupState", 400),
            ("iam", "DeletePolicy", "query", "DeleteConflict", 409),
            ("wafv2", "DeleteIPSet", "json", "WAFAssociatedItemException", 400),
            ("apigateway", "DeleteModel", "rest-json", "ConflictException", 409),
            ("apigatewayv2", "DeleteIntegration", "rest-json", "ConflictException", 409),
            ("cloudfront", "DeleteFunction", "rest-xml", "FunctionInUse", 409),
        ):
            with self.subTest(service=service):
                call = Call(service, operation, {}, "eu-central-1", protocol, "moto")
                answer = rendered(call, Refusal(code, sentence, status), status)
                self.assertEqual(answer.status, status)
                headers = {name.lower(): value for name, value in answer.headers.items()}
                response = {"status_code": answer.status, "headers": headers, "body": answer.body}
                shape = get_service_model(service).operation_model(operation).output_shape
                read = create_parser(protocol).parse(response, shape)["Error"]
                self.assertEqual((read["Code"], read["Message"]), (code, sentence))
