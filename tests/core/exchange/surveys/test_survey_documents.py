import json

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from factories.questionnaires import EVERY_KIND, answer_sets
from leitplanke.exchange.json_values import DocumentError, canonical_json
from leitplanke.exchange.schemas import survey_schema
from leitplanke.exchange.surveys.documents import (
    questionnaire_bytes,
    read_questionnaire,
    read_responses,
    responses_bytes,
)
from leitplanke.kernel.texts import Text, Translation
from leitplanke.participation.model import Response, ResponseMode


def response(key, answers):
    return Response(key, "citizens", "open", ResponseMode.PAPER, "2026-1", answers)


def test_questionnaire_returns_from_its_bytes_and_keeps_its_schema():
    data = questionnaire_bytes(EVERY_KIND)

    assert read_questionnaire(data, file="q.json") == EVERY_KIND
    assert list(Draft202012Validator(survey_schema("questionnaire")).iter_errors(json.loads(data))) == []


@settings(max_examples=30, deadline=None)
@given(answer_sets())
def test_responses_return_from_their_bytes_sorted_by_key(answers):
    data = responses_bytes((response(9, answers), response(2, answers)), EVERY_KIND)

    assert [one.key for one in read_responses(data, file="r.json")] == [2, 9]
    assert read_responses(data, file="r.json")[1] == response(9, answers)
    assert list(Draft202012Validator(survey_schema("responses")).iter_errors(json.loads(data))) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"\xff", b'{"document": "responses", "schema_version": 1}', b'{"a": NaN}', b"[" * 100_000],
)
def test_what_is_no_questionnaire_is_refused(data):
    with pytest.raises(DocumentError):
        read_questionnaire(data, file="q.json")


def test_refusal_names_the_field():
    raw = json.loads(questionnaire_bytes(EVERY_KIND))
    raw["questionnaire"]["questions"][3]["max_choices"] = 99

    with pytest.raises(DocumentError) as refused:
        read_questionnaire(json.dumps(raw).encode(), file="q.json")

    assert [(fault.file, fault.column) for fault in refused.value.faults] == [
        ("q.json", "questionnaire.questions.3.max_choices")
    ]


def test_added_field_is_written_only_where_it_says_something():
    assert canonical_json(Text("Hallo")) == b'{\n "de": "Hallo",\n "en": "",\n "plain": ""\n}\n'
    assert b'"further"' in canonical_json(Text("Hallo", further=(Translation("fr", "Bonjour"),)))
