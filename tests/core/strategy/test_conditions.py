import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.conditions import FIELD_NAMES, is_met, sentence
from leitplanke.strategy.model import Condition, ConditionTest, Measure

FILLED, EQUALS, CONTAINS = ConditionTest


@pytest.mark.parametrize(
    ("measure", "condition", "holds"),
    [
        ("a", Condition("analogue_access", FILLED), True),
        ("b", Condition("analogue_access", FILLED), False),
        ("a", Condition("is_mandatory", FILLED), False),
        ("a", Condition("deadline", FILLED), False),
        ("a", Condition("examination", FILLED), False),
        ("a", Condition("contributions", FILLED), True),
        ("d", Condition("contributions", FILLED), False),
        ("d", Condition("fixed_start", FILLED), True),
        ("d", Condition("measure_class", EQUALS, "smart_city"), True),
        ("a", Condition("measure_class", EQUALS, "smart_city"), False),
        ("a", Condition("is_mandatory", EQUALS, "nein"), True),
        ("a", Condition("is_mandatory", EQUALS, "ja"), False),
        ("a", Condition("for_whom", EQUALS, "Alle"), True),
        ("a", Condition("service_area", EQUALS, "kita"), False),
        ("d", Condition("fixed_start", EQUALS, "2025-01"), True),
        ("a", Condition("deadline", EQUALS, "2025-01"), False),
        ("d", Condition("gates", CONTAINS, "goals_adopted"), True),
        ("d", Condition("gates", CONTAINS, "goals"), False),
        ("b", Condition("contributions", CONTAINS, "fast"), True),
        ("a", Condition("contributions", CONTAINS, "fast"), False),
        ("a", Condition("modes", CONTAINS, "own"), True),
        ("a", Condition("description", CONTAINS, "schreib"), True),
        ("a", Condition("for_whom", CONTAINS, "alle"), True),
        ("a", Condition("legal_basis", CONTAINS, "OZG"), False),
    ],
)
def test_is_met_reads_the_field_by_its_kind(draft, measure, condition, holds):
    profile = next(profile for profile in draft.measures if profile.id == measure)

    assert is_met(condition, measure=profile) is holds


@pytest.mark.parametrize(
    "condition",
    [
        Condition("colour", FILLED),
        Condition("__class__", FILLED),
        Condition("gates", EQUALS, "goals_adopted"),
        Condition("measure_class", EQUALS, "smartcity"),
        Condition("is_mandatory", EQUALS, "vielleicht"),
        Condition("is_mandatory", CONTAINS, "ja"),
        Condition("state", CONTAINS, "done"),
        Condition("title", CONTAINS),
    ],
)
def test_is_met_refuses_a_claim_that_can_never_hold(draft, condition):
    with pytest.raises(InvalidValueError, match=condition.test) as refusal:
        is_met(condition, measure=draft.measures[0])

    assert refusal.value.field == condition.field


def test_field_names_cover_every_field_of_a_measure():
    assert set(FIELD_NAMES) == {field.name for field in dataclasses.fields(Measure)}


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        (Condition("risks", FILLED), "„Risiken“ ist ausgefüllt.", "„Risiken“ ist nicht ausgefüllt."),
        (Condition("state", EQUALS, "done"), "„Stand“ ist „done“.", "„Stand“ ist nicht „done“."),
        (Condition("gates", CONTAINS, "g"), "„Sperren“ enthält „g“.", "„Sperren“ enthält „g“ nicht."),
    ],
)
def test_sentence_says_the_claim_or_its_opposite(condition, yes, no):
    assert (sentence(condition, holds=True).de, sentence(condition, holds=False).de) == (yes, no)


def test_sentence_speaks_english():
    assert sentence(Condition("gates", CONTAINS, "g"), holds=False).en == "“gates” does not contain “g”."


@given(st.text(max_size=5))
def test_is_met_a_text_equals_and_contains_itself(draft, words):
    measure = dataclasses.replace(draft.measures[0], risks=Text(words))

    assert is_met(Condition("risks", EQUALS, words), measure=measure)
    assert is_met(Condition("risks", FILLED), measure=measure) is bool(words.strip())
    if words:
        assert is_met(Condition("risks", CONTAINS, words), measure=measure)
