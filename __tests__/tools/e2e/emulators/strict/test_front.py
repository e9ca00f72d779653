import asyncio
import subprocess
import sys
import unittest
from dataclasses import replace
from http import HTTPStatus
from io import BytesIO
from unittest import mock

from strict import asgi, front, wsgi
from strict.calls import Answer

from wire import wire

INVOCATION = "amz-sdk-invocation-id"


def under(invocation):
    """The request of another invocation of an SDK; of none where it is empty."""
    headers = {name: value for name, value in SENT.headers.items() if name != INVOCATION}
    return replace(SENT, headers={**headers, **({INVOCATION: invocation} if invocation else {})})


SENT = wire("ec2", "CreateSecurityGroup", GroupName="x", Description="y")
GROUP = under("")
OWN = Answer(400, {"Content-Type": "text/xml"}, b"<no/>")


def environ(request):
    return {
        "REQUEST_METHOD": request.method,
        "RAW_URI": request.uri,
        "wsgi.input": BytesIO(request.body),
        "CONTENT_LENGTH": str(len(request.body)),
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()},
    }


def ask_wsgi(request, status=200):
    """What an application was asked, and what its caller was told."""
    asked, told = [], []

    def application(self, given, start_response):
        asked.append(given["wsgi.input"].read())
        start_response(f"{status} {HTTPStatus(status).phrase}", [("Content-Length", "4")])
        return [b"fine"]

    body = wsgi.fronted(application, "moto")(None, environ(request), lambda *line: told.append(line))
    return asked, told[0][0], dict(told[0][1]), b"".join(body)


def ask_asgi(request):
    asked, told = [], []

    async def application(scope, receive, send):
        asked.append((await receive())["body"])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"fine"})

    async def receive():
        return {"type": "http.request", "body": request.body}

    async def send(message):
        told.append(message)

    headers = [(name.encode(), value.encode()) for name, value in request.headers.items()]
    scope = {"type": "http", "method": request.method, "path": request.uri, "headers": headers}
    asyncio.run(asgi.fronted(application, "moto")(scope, receive, send))
    said = {name.decode().title(): value.decode() for name, value in told[0]["headers"]}
    return asked, str(told[0]["status"]), said, told[1]["body"]


class Wrapped(unittest.TestCase):
    def test_the_emulator_has_the_whole_request_and_the_caller_its_answer(self):
        for ask in (ask_wsgi, ask_asgi):
            with self.subTest(ask.__name__):
                asked, status, headers, body = ask(GROUP)
                self.assertEqual(([GROUP.body], "200", b"fine"), (asked, status[:3], body))
                self.assertEqual("4", headers["Content-Length"])

    def test_an_answer_of_the_front_is_given_and_the_emulator_never_asked(self):
        for ask in (ask_wsgi, ask_asgi):
            with self.subTest(ask.__name__), mock.patch.object(front.order, "answer", return_value=OWN):
                asked, status, headers, body = ask(GROUP)
                self.assertEqual(([], "400", b"<no/>"), (asked, status[:3], body))
                self.assertEqual("text/xml", headers["Content-Type"])

    def test_an_answer_that_is_altered_has_its_new_length(self):
        longer = lambda _, answer: Answer(answer.status, answer.headers, b"longer")  # noqa: E731
        for ask in (ask_wsgi, ask_asgi):
            with self.subTest(ask.__name__), mock.patch.object(front.handed_back, "altered", longer):
                _, _, headers, body = ask(GROUP)
                self.assertEqual(("6", b"longer"), (headers["Content-Length"], body))


class Attempts(unittest.TestCase):
    """An AWS SDK sends a call again where its connection broke, under the same `amz-sdk-invocation-id`."""

    def setUp(self):
        front._done.clear()

    def test_a_call_that_was_done_is_not_done_again_and_has_its_first_answer(self):
        first, second = ask_wsgi(under("a")), ask_wsgi(under("a"))
        self.assertEqual([], second[0])
        self.assertEqual(first[1:], second[1:])

    def test_a_call_of_another_invocation_is_done_and_so_is_one_without_an_id(self):
        for request in (under("a"), under("b"), GROUP, GROUP):
            self.assertEqual([GROUP.body], ask_wsgi(request)[0])

    def test_a_call_that_failed_is_asked_again(self):
        for status in (400, 500):
            ask_wsgi(under("a"), status)
            self.assertEqual([GROUP.body], ask_wsgi(under("a"))[0])
            front._done.clear()

    def test_as_many_answers_are_kept_as_attempts_can_need(self):
        with mock.patch.object(front, "ANSWERS_KEPT", 2):
            for invocation in "abc":
                ask_wsgi(under(invocation))
        self.assertEqual(["b", "c"], list(front._done))


class AtFault(unittest.TestCase):
    def test_a_fault_of_the_front_ends_the_process_by_name_and_is_no_answer(self):
        program = "from strict import front; front._or_end(lambda: 1 / 0); print('went on')"
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        self.assertEqual((front.FAULT_STATUS, ""), (ended.returncode, ended.stdout))
        self.assertIn("ZeroDivisionError", ended.stderr)
        self.assertIn("The strict front itself is at fault, not the emulator.", ended.stderr)
