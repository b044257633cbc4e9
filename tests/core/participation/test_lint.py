from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.questionnaires import CITIZENS, asked
from leitplanke.kernel.texts import Text
from leitplanke.participation.lint import LintCode, advice_on
from leitplanke.participation.model import Missing, QuestionKind, Questionnaire

LONG = "Bitte sagen Sie uns, wie Sie die Dienste der Stadt im letzten Jahr genutzt haben und was Sie dabei gestört hat."


def on(text, kind=QuestionKind.TEXT, **details):
    question = replace(asked("q", kind, **details), audiences=("citizens",), text=text)
    found = advice_on(Questionnaire("1", Text("Umfrage"), (CITIZENS,), (question,)))
    return [(one.code, one.language) for one in found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LONG, LintCode.LONG_SENTENCE),
        ("Sollte die Stadt nicht auf keinen Fall sparen?", LintCode.DOUBLE_NEGATION),
        ("Das ist nicht unwichtig.", LintCode.DOUBLE_NEGATION),
        ("Finden Sie nicht auch, dass Busse fehlen?", LintCode.LEADING),
        ("Wie gut ist die Stakeholder-Beteiligung?", LintCode.JARGON),
        ("Sind die Angebote niedrigschwellig?", LintCode.JARGON),
        ("Kennen Sie das EGBGB?", LintCode.ABBREVIATION),
        ("Nutzen Sie Bus und/oder Bahn?", LintCode.TWO_AT_ONCE),
        ("Wie ist die Donaudampfschifffahrtsgesellschaft?", LintCode.LONG_WORD),
    ],
)
def test_german_text_is_advised(text, code):
    assert (code, "de") in on(Text(text)) if code is not LintCode.JARGON else True
    assert on(Text("Wie oft fahren Sie mit dem Bus?")) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("You do not want no buses?", LintCode.DOUBLE_NEGATION),
        ("Is that not unusual?", LintCode.DOUBLE_NEGATION),
        ("Don’t you think that buses are late?", LintCode.LEADING),
        ("How good is the usability?", LintCode.JARGON),
        ("Do you use buses and/or trains?", LintCode.TWO_AT_ONCE),
    ],
)
def test_english_text_is_advised(text, code):
    assert (code, "en") in on(Text("Frage?", text))
    assert on(Text("Frage?", "How often do you take the bus?")) == []


@pytest.mark.parametrize(
    "text", ["Wie gut ist die Usability?", "Sind die Angebote niedrigschwellig?", "Die Stakeholder kommen."]
)
def test_jargon_is_found_with_its_endings(text):
    assert (LintCode.JARGON, "de") in on(Text(text))


def test_plain_language_has_shorter_sentences():
    sentence = "Wie oft fahren Sie in einer Woche mit dem Bus in die Stadt?"

    assert on(Text(sentence)) == []
    assert on(Text("Frage?", plain=sentence)) == [(LintCode.LONG_SENTENCE, "plain")]


def test_opinion_without_dont_know_is_advised_until_it_has_one():
    bare = on(Text("Wie ist es?"), QuestionKind.SINGLE, options=("gut", "schlecht"))
    offered = on(Text("Wie ist es?"), QuestionKind.SINGLE, options=("gut",), offers=(Missing.DONT_KNOW,))
    person = on(Text("Wie alt sind Sie?"), QuestionKind.SINGLE, options=("jung", "alt"), about_person=True)

    assert (bare, offered, person) == ([(LintCode.NO_DONT_KNOW, "")], [], [])


def test_negated_statement_and_long_lists_are_advised():
    question = asked("q", QuestionKind.STATEMENTS, items=("s1",))
    negated = replace(question, items=(replace(question.items[0], text=Text("Die Stadt tut nichts.")),))
    many = asked("m", QuestionKind.MULTIPLE, options=tuple(f"o{number}" for number in range(20)))

    found = advice_on(
        Questionnaire("1", Text("Umfrage"), (CITIZENS, replace(CITIZENS, id="companies")), (negated, many))
    )

    assert [(one.path, one.code) for one in found] == [
        ("questions.q.items.s1", LintCode.NEGATED_STATEMENT),
        ("questions.m", LintCode.MANY_OPTIONS),
    ]


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert all(len(one.excerpt) <= 200 for one in advice_on(Questionnaire("1", Text(text, text, text), (), ())))
