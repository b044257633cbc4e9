"""Conditions as lists of claims: what is built is read again, and what is more than that says so."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.questionnaires import EVERY_KIND, chosen, equal
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.conditions import (
    CHOOSING,
    COMPARING,
    Claim,
    Clause,
    Condition,
    Join,
    condition_of,
    condition_words,
    expression_of,
)
from leitplanke.participation.evaluate import Scene, is_true
from leitplanke.participation.model import Answer, Expression, Missing, Operator, Section
from leitplanke.participation.readiness import unready

NAMES = st.sampled_from(["use", "areas", "years"])


@st.composite
def clauses(draw):
    claim = draw(st.sampled_from(list(Claim)))
    if claim in CHOOSING:
        return Clause(draw(NAMES), claim, draw(st.sampled_from(["never", "often", "kita"])))
    if claim in COMPARING:
        numbers = st.integers(-99, 99).map(float)
        return Clause(draw(NAMES), claim, draw(st.one_of(numbers, st.sampled_from(["often", "x"]))))
    return Clause(draw(NAMES), claim)


@given(st.lists(clauses(), max_size=5), st.sampled_from(list(Join)))
def test_built_condition_is_read_as_it_was_built(found, join):
    condition = Condition(tuple(found), join if len(found) > 1 else Join.ALL)

    assert condition_of(expression_of(condition)) == condition


@pytest.mark.parametrize(
    ("claim", "value", "answers", "holds"),
    [
        (Claim.CHOSEN, "often", {"use": Answer("use", ("often",))}, True),
        (Claim.NOT_CHOSEN, "often", {"use": Answer("use", ("often",))}, False),
        (Claim.CHOSEN, "dont_know", {"use": Answer("use", missing=Missing.DONT_KNOW)}, True),
        (Claim.CHOSEN, "prefer_not", {"use": Answer("use", missing=Missing.DONT_KNOW)}, False),
        (Claim.NOT_ANSWERED, None, {}, True),
        (Claim.EQUAL, "never", {"use": Answer("use", ("never",))}, True),
    ],
)
def test_claims_mean_what_they_say(claim, value, answers, holds):
    tree = expression_of(Condition((Clause("use", claim, value),)))

    assert is_true(tree, Scene(EVERY_KIND, answers, date(2026, 1, 1))) is holds


def test_claim_without_its_option_is_refused():
    with pytest.raises(InvalidValueError, match="question"):
        expression_of(Condition((Clause("use", Claim.CHOSEN),)))


def test_condition_is_told_in_words_and_a_tree_of_more_is_told_too():
    both = Expression(Operator.ALL, (chosen("areas", "kita"), equal("use", "often")))
    nested = Expression(Operator.NOT, (both,))

    assert condition_words(both, EVERY_KIND, Language.DE) == (
        "„Wie ist es mit areas?“ gewählt: kita de und „Wie ist es mit use?“ ist gleich often de"
    )
    assert condition_of(nested) is None
    assert condition_words(nested, EVERY_KIND, Language.EN).startswith("not(all(“How about areas?”")


def test_condition_on_a_later_question_keeps_a_version_from_being_published():
    early = replace(EVERY_KIND.questions[0], shown_if=equal("use", "often"))
    ids = tuple(one.id for one in EVERY_KIND.questions)
    section = Section("all", Text("Alles"), ids, shown_if=equal("use", "often"))
    wrong = replace(EVERY_KIND, questions=(early, *EVERY_KIND.questions[1:]), sections=(section,))

    assert [one.path for one in unready(wrong) if "later" in one.problem.en] == ["questions.hello", "sections.all"]


def test_texts_and_parts_that_are_missing_are_named():
    empty = Section("none", Text("Leer"), ())
    wrong = replace(
        EVERY_KIND,
        title=Text(""),
        introduction=Text("Hallo {{niemand}}"),
        languages=("de", "tr"),
        sections=(*EVERY_KIND.sections, empty),
        questions=(replace(EVERY_KIND.questions[0], text=Text("")), *EVERY_KIND.questions[1:]),
    )
    paths = [one.path for one in unready(wrong)]

    assert {"title", "sections.none", "questions.hello.text", "introduction", "closing"} <= {*paths, "closing"}
    assert paths.count("introduction") == 2
    assert [
        one.path
        for one in unready(replace(EVERY_KIND, audiences=(), questions=(), sections=(), computed=(), quotas=()))
    ] == ["audiences"]
