"""Each entry of the catalogue refuses its `breaks` and lets its `passes` pass; its words are AWS's."""

import unittest
from collections import Counter
from typing import Any

from botocore.validate import ParamValidator
from moto.core.utils import get_service_model

from strict import catalogue
from strict.catalogue import Entry
from strict.examples import request
from strict.members import find, plain
from strict.rules import RULES
from strict.worksheet import text

every = catalogue.every()
rules = [entry for entry in every if entry.name]
tagging = next(entry.source for entry in every if entry.service == "every-service")


def example(entry: Entry) -> tuple[str, str]:
    """The service and the operation of an entry's requests."""
    return entry.read.get("exampleService", entry.service), entry.read.get("example", entry.operations[0])


def judged(entry: Entry, which: str) -> list[Any]:
    catalogue.forget()
    service, operation = example(entry)
    for call in entry.read.get("after", []):
        catalogue.violations(service, call["operation"], request(call["params"]))
    return catalogue.violations(service, operation, request(entry.read[which]))


class Catalogue(unittest.TestCase):
    maxDiff = None

    def tearDown(self) -> None:
        catalogue.forget()

    def test_each_rule_refuses_what_breaks_it_and_that_alone(self) -> None:
        for entry in rules:
            with self.subTest(entry.id):
                broken = judged(entry, "breaks")
                mine = [one for one in broken if one.rule.startswith(entry.rule) and one.source == entry.source]
                self.assertEqual([one.sentence for one in mine], [entry.read["sentence"]])
                self.assertEqual([one for one in broken if one not in mine and one.source != tagging], [])

    def test_each_rule_lets_pass_what_keeps_it(self) -> None:
        for entry in rules:
            with self.subTest(entry.id):
                self.assertEqual(judged(entry, "passes"), [])
                if entry.name != "noSuchMember":
                    self.assertGreater(catalogue.met()[entry.id], 0, "the rule did not look at the request")

    def test_each_request_is_one_that_botocore_would_send(self) -> None:
        for entry in rules:
            service, operation = example(entry)
            calls = [(operation, entry.read["breaks"]), (operation, entry.read["passes"])]
            for name, params in calls + [(call["operation"], call["params"]) for call in entry.read.get("after", [])]:
                with self.subTest(entry.id, operation=name):
                    shape = get_service_model(service).operation_model(name).input_shape
                    self.assertEqual(ParamValidator().validate(request(params), shape).generate_report(), "")
                    self.assertEqual(unknown(shape, request(params), ""), [])

    def test_each_operation_by_name_is_one_of_the_service(self) -> None:
        for entry in every:
            named = [name for name in entry.operations if "*" not in name]
            for name in named:
                with self.subTest(entry.id):
                    self.assertIn(name, get_service_model(entry.service).operation_names)

    def test_each_sentence_of_botocore_is_in_the_documentation_that_the_entry_names(self) -> None:
        for entry in every:
            if "shape" in (source := entry.read["source"]):
                with self.subTest(entry.id):
                    self.assertIn(entry.read["sentence"], words(entry.service, source["shape"], source.get("member")))

    def test_each_entry_has_a_sentence_and_a_source_and_is_a_rule_or_has_a_reason(self) -> None:
        for entry in every:
            with self.subTest(entry.id):
                self.assertTrue(entry.read["sentence"])
                self.assertTrue(entry.source)
                if not entry.name:
                    self.assertEqual(entry.read["judged"], "no rule")
                    self.assertTrue(entry.read["reason"])

    def test_no_two_entries_are_the_same(self) -> None:
        self.assertEqual([name for name, count in Counter(entry.id for entry in every).items() if count > 1], [])

    def test_no_rule_is_without_an_entry(self) -> None:
        self.assertEqual(set(RULES) - {entry.name for entry in rules}, set())


def unknown(shape: Any, value: Any, at: str) -> list[str]:
    """Members that the model has not."""
    if shape.type_name == "structure":
        known = [name for name in value if name in shape.members]
        inner = [one for name in known for one in unknown(shape.members[name], value[name], f"{at}.{name}")]
        return [f"{at}.{name}" for name in value if name not in known] + inner
    if shape.type_name == "list":
        return [one for inner in value for one in unknown(shape.member, inner, at + "[]")]
    return []


def words(service: str, shape: str, member: str | None) -> str:
    model = get_service_model(service)
    if shape in model.operation_names:
        return text(model.operation_model(shape).documentation)
    found = model.shape_for(shape)
    return text(found.members[member].documentation if member else found.documentation)


class MembersOfCalls(unittest.TestCase):
    def test_a_path_finds_each_value_with_where_it_is_and_what_is_beside_it(self) -> None:
        call = {"Rules": [{"Id": "a", "Tags": [{"Key": "k"}]}, {"Id": "b"}], "Tags": [{"Key": "l"}], "Map": {"m": 1}}

        def found(path: str) -> list[tuple[str, Any]]:
            return [(at.member, at.value) for at in find(call, path)]

        self.assertEqual(found(".Rules[].Id"), [(".Rules[0].Id", "a"), (".Rules[1].Id", "b")])
        self.assertEqual(found("**.Tags[].Key"), [(".Tags[0].Key", "l"), (".Rules[0].Tags[0].Key", "k")])
        self.assertEqual([at.beside["Id"] for at in find(call, ".Rules[].Id")], ["a", "b"])
        self.assertEqual(found(".Map.*"), [(".Map.m", 1)])
        self.assertEqual([at.value for at in find(call, ".Map.<key>")], ["m"])
        self.assertEqual(list(find(call, ".Other.Id")), [])

    def test_a_path_that_is_none_is_refused_by_name(self) -> None:
        for path in ("Rules", ".Rules[0]", "", "**", ".Rules[].*.a!"):
            with self.subTest(path), self.assertRaisesRegex(ValueError, "is no path of a member"):
                list(find({}, path))

    def test_indices_are_no_part_of_a_plain_member(self) -> None:
        self.assertEqual(plain(".Rules[10].Tags[0].Key"), ".Rules[].Tags[].Key")
