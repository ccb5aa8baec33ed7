import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.website.contract import (
    LONGEST_BODY,
    LONGEST_TEXT,
    ChannelError,
    Vocabulary,
    body_of,
    judgement,
    said,
    typed,
)

KNOWN = Vocabulary(intents=["bbl_loon", "bbl_loon.schooldag", "crisis"], entities=["place"])


def refused(function, *arguments):
    with pytest.raises(ChannelError) as error:
        function(*arguments)
    return error.value.status, error.value.code


def test_a_typed_text_is_given_as_it_is():
    assert said({"text": "  wat is bbl? "}, KNOWN) == "wat is bbl?"


@pytest.mark.parametrize("text", ["/restart", "/session_start", '/crisis{"x": 1}', "//", "/"])
def test_a_typed_command_is_only_a_text(text):
    assert not said({"text": text}, KNOWN).startswith("/")


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200e", "\x00\x07"])
def test_an_empty_text_is_malformed(text):
    assert refused(said, {"text": text}, KNOWN) == (400, "malformed")


def test_a_text_over_the_limit_is_too_long():
    assert said({"text": "a" * LONGEST_TEXT}, KNOWN) == "a" * LONGEST_TEXT
    assert refused(said, {"text": "a" * (LONGEST_TEXT + 1)}, KNOWN) == (413, "too_long")


@pytest.mark.parametrize("body", [{}, {"text": "a", "payload": "/crisis"}, {"tekst": "a"}])
def test_exactly_one_of_text_and_payload_is_needed(body):
    assert refused(said, body, KNOWN) == (400, "malformed")


def test_a_button_may_send_an_intent_with_plain_entities():
    assert said({"payload": "/bbl_loon.schooldag"}, KNOWN) == "/bbl_loon.schooldag"
    sent = said({"payload": '/bbl_loon{"place": "Ede"}'}, KNOWN)
    assert sent == '/bbl_loon{"place": "Ede"}'


@pytest.mark.parametrize(
    "payload",
    [
        "/restart",
        "/session_start",
        "bbl_loon",
        "/bbl_loon ; /crisis",
        '/crisis{"x": 1}',
        '/bbl_loon{"place": {"a": 1}}',
        '/bbl_loon{"place": true}',
        '/bbl_loon{"place": ""}',
        '/bbl_loon{"place"',
        "/bbl_loon[]",
        7,
        None,
    ],
)
def test_any_other_payload_is_refused(payload):
    assert refused(said, {"payload": payload}, KNOWN) == (400, "malformed")


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'"text"', b"\xff\xfe", b"[" * 5000])
def test_a_body_that_is_no_object_is_malformed(raw):
    assert refused(body_of, raw) == (400, "malformed")


def test_a_body_over_the_limit_is_too_long():
    assert refused(body_of, b" " * (LONGEST_BODY + 1)) == (413, "too_long")


@given(st.text())
def test_no_text_whatever_becomes_a_command_or_another_error(text):
    try:
        assert not typed(text).startswith("/")
    except ChannelError as error:
        assert error.status in (400, 413)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_no_json_value_as_text_or_payload_gives_another_error(value):
    body = json.loads(json.dumps({"text": value}))
    for key in ("text", "payload"):
        try:
            said({key: body["text"]}, KNOWN)
        except ChannelError as error:
            assert error.status in (400, 413)


def test_feedback_needs_an_existing_answer_and_a_boolean():
    given_ = judgement({"answer": "bbl_loon", "useful": False, "comment": " te lang "}, KNOWN)
    assert (given_.answer, given_.useful, given_.comment) == ("bbl_loon", False, "te lang")
    assert refused(judgement, {"answer": "x", "useful": True}, KNOWN) == (400, "malformed")
    assert refused(judgement, {"answer": "bbl_loon", "useful": 1}, KNOWN) == (400, "malformed")
    long = {"answer": "bbl_loon", "useful": True, "comment": "a" * 501}
    assert refused(judgement, long, KNOWN) == (413, "too_long")
