from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.checks.failure import CheckFailed, Evidence
from roadmap_lab.checks.reply import Reply, status_text

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = {"content-type": "application/json"}


def reply(body: bytes | str = b"", code: int = 200, **headers: str) -> Reply:
    return Reply(
        curl="curl -i http://localhost:3000/notes",
        earlier=("POST /notes -> 201",),
        code=code,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        body=body.encode() if isinstance(body, str) else body,
    )


def json_reply(value: Any, code: int = 200) -> Reply:
    return reply(json.dumps(value), code, content_type="application/json")


def failed(expect: Callable[[], object]) -> Evidence:
    with pytest.raises(CheckFailed) as caught:
        expect()
    evidence = caught.value.evidence
    assert evidence.request == "curl -i http://localhost:3000/notes"
    assert evidence.earlier == ("POST /notes -> 201",)
    return evidence


def test_a_status_is_one_of_those_allowed() -> None:
    assert reply(code=201).status(200, 201).code == 201
    evidence = failed(lambda: reply("oops", 500, content_type="text/plain").status(200, 404))
    assert evidence.expected == "status 200 OK or 404 Not Found"
    assert evidence.actual == "status 500 Internal Server Error (text/plain) with oops"


def test_a_code_without_a_phrase_is_just_its_number() -> None:
    assert status_text(799) == "799"


def test_a_summary_says_that_a_body_is_empty_or_long() -> None:
    assert reply().summary() == "status 200 OK with an empty body"
    assert len(reply("x" * 10_000).summary()) < 600


def test_a_header_is_there_in_any_case() -> None:
    assert reply(location="/notes/1").header("Location") == "/notes/1"
    assert (
        failed(lambda: reply().header("Location")).actual == "no Location; status 200 OK with an empty body"
    )
    assert failed(lambda: reply().header("Location", "/a")).expected == "a header Location: /a"


def test_a_header_has_its_value_or_matches_as_a_whole() -> None:
    found = reply(location="/notes/12")
    assert found.header("location", "/notes/12") == found.header("Location", pattern=r"/notes/\d+")
    assert failed(lambda: found.header("Location", "/notes/1")).actual == "Location: /notes/12"
    assert failed(lambda: found.header("Location", pattern=r"/notes/\d")).actual == "Location: /notes/12"


def test_a_location_can_be_taken_apart() -> None:
    assert reply(location="http://[::1]:3000/notes/1").header("Location")
    evidence = failed(lambda: reply(location="http://[notes/1").header("location"))
    assert evidence.expected == "a header Location with a path or a whole URL"
    assert evidence.actual == "location: http://[notes/1"


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/json; charset=utf-8", "Application/JSON", "application/problem+json"],
)
def test_json_is_json_in_any_of_its_types(kind: str) -> None:
    assert reply("[1]", content_type=kind).json() == [1]


@pytest.mark.parametrize("kind", ["", "text/html", "text/json", "application/jsonp", "application/json2"])
def test_json_has_to_be_labelled(kind: str) -> None:
    answer = reply("[1]", content_type=kind) if kind else reply("[1]")
    assert failed(answer.json).expected == "a JSON body with Content-Type: application/json"


@pytest.mark.parametrize("kind", ["", "text/plain", "application/json"])
def test_a_contract_may_leave_the_label_open(kind: str) -> None:
    answer = reply("[1]", content_type=kind) if kind else reply("[1]")
    assert answer.json(labelled=False) == answer.matches([1], labelled=False) == [1]
    broken = reply("{", content_type=kind)
    assert failed(lambda: broken.json(labelled=False)).expected == "a body that is valid JSON in UTF-8"
    assert failed(lambda: broken.matches([], labelled=False)).expected == "a body that is valid JSON in UTF-8"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b"NaN",
        b"[Infinity]",
        b'"\xff"',
        b"\xff\xfe[\x00]\x00",
        b"[" * 100_000,
        b"[1,]",
    ],
)
def test_what_is_no_json_is_the_servers_failure(body: bytes) -> None:
    assert (
        failed(reply(body, content_type="application/json").json).expected
        == "a body that is valid JSON in UTF-8"
    )


def test_objects_and_arrays_are_told_apart() -> None:
    assert json_reply({"a": 1}).object() == {"a": 1}
    assert json_reply([1]).array() == [1]
    assert failed(json_reply([1]).object).expected == "a JSON object"
    assert failed(json_reply({}).array).expected == "a JSON array"
    assert failed(json_reply(None).object).expected == "a JSON object"


def test_a_body_that_does_not_match_is_shown_at_its_first_difference() -> None:
    assert json_reply({"a": 1, "b": 2}).matches({"a": 1}) == {"a": 1, "b": 2}
    evidence = failed(lambda: json_reply({"a": [1]}).matches({"a": [2]}))
    assert (evidence.expected, evidence.actual) == ("`a[0]`: 2", "`a[0]`: 1")
    evidence = failed(lambda: json_reply([]).matches({}))
    assert (evidence.expected, evidence.actual) == ("a body: an object", "the body: []")
    evidence = failed(lambda: json_reply({"a": 1, "b": 2}).matches({"a": 1}, exactly=True))
    assert "also b" in evidence.actual


def test_an_error_has_a_status_a_message_and_its_fields() -> None:
    good = json_reply({"error": "No.", "fields": {"title": "It is empty."}}, 400)
    assert good.error(400, fields=("title",))["error"] == "No."
    assert failed(lambda: good.error(404)).expected == "status 404 Not Found"
    assert failed(lambda: good.error(400, fields=("body",))).expected == 'a message for "body" in "fields"'


@pytest.mark.parametrize(
    "body", [{}, {"error": ""}, {"error": " "}, {"error": 7}, {"error": None}, {"message": "No."}]
)
def test_an_error_without_a_message_for_people_is_none(body: dict[str, Any]) -> None:
    assert "a message for people" in failed(lambda: json_reply(body, 400).error(400)).expected


@pytest.mark.parametrize("fields", [None, [], "title", {"title": ""}, {"title": 1}, {}])
def test_fields_without_messages_explain_nothing(fields: Any) -> None:
    answer = json_reply({"error": "No.", "fields": fields}, 400)
    assert '"fields"' in failed(lambda: answer.error(400, fields=("title",))).expected


@pytest.mark.parametrize(
    "inside",
    [
        "Traceback (most recent call last):",
        '  File "main.py", line 3, in create',
        "TypeError: x\n    at create (app.js:10:5)",
        "goroutine 1 [running]:",
        "see node_modules/express",
        "lib/site-packages/fastapi",
        "in /srv/app/main",
        "notes.go:17",
        "\tat com.example.Notes.create(Notes.java:42)",
    ],
)
def test_the_inside_of_a_program_is_not_for_users(inside: str) -> None:
    answer = json_reply({"error": "x"}, 500)
    assert answer.no_inside_shown() is answer
    assert "no stack trace" in failed(lambda: reply(inside, 500).no_inside_shown()).expected


@pytest.mark.parametrize(
    "words", ["Look at the list.", "at least 3 characters: 5 given", "The file has 3 lines."]
)
def test_words_that_only_look_like_a_trace_are_fine(words: str) -> None:
    reply(words, 400).no_inside_shown()


def test_an_empty_body_is_empty() -> None:
    assert reply(code=204).no_body().code == 204
    assert failed(reply("x", 204).no_body).expected == "an empty body"


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 4300, "1" + "0" * 400])
def test_a_number_that_no_program_can_hold_is_refused(number: str) -> None:
    evidence = failed(reply(f'{{"id": {number}}}', content_type="application/json").json)
    assert evidence.expected.startswith("no number beyond 1e308")


def test_large_numbers_are_numbers() -> None:
    made = reply("[1e308, 1234567890123456789012345678901234567890, -0.5]", content_type="application/json")
    assert made.json() == [1e308, 1234567890123456789012345678901234567890, -0.5]


@pytest.mark.parametrize("inner", ['{"a": %s}', "[%s]"])
def test_json_may_be_nested_a_hundred_deep(inner: str) -> None:
    before, after = inner.split("%s")
    made = reply(before * 100 + "1" + after * 100, content_type="application/json")
    assert made.matches(made.json()) == made.json()
    deeper = reply(before * 101 + "1" + after * 101, content_type="application/json")
    assert "at most 100 deep" in failed(deeper.json).expected


@pytest.mark.parametrize("filler", ["\n", " ", 'File "', "at ", "goroutine 1"])
def test_looking_for_a_stack_trace_takes_no_time(filler: str) -> None:
    body = filler * (500_000 // len(filler))
    assert reply(body).no_inside_shown().text == body
