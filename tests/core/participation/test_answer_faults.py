from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.questionnaires import AREAS, EVERY_KIND, answer_of, answer_sets, asked, equal
from leitplanke.kernel.texts import Text
from leitplanke.participation.answer_faults import answer_faults
from leitplanke.participation.asking import asked as shown_questions
from leitplanke.participation.asking import in_random_order
from leitplanke.participation.model import (
    Answer,
    Audience,
    Cells,
    Expression,
    ItemAnswer,
    Missing,
    Operator,
    Option,
    QuestionKind,
    Questionnaire,
)

TODAY = date(2026, 11, 26)
CITIZENS = (Audience("citizens", Text("Bürger")), Audience("companies", Text("Betriebe")))


def faults(questionnaire, *given):
    found = answer_faults(questionnaire, given, audience="citizens", today=TODAY)
    return [(fault.question, fault.item, fault.code.value) for fault in found]


def of(*questions):
    return Questionnaire("1", Text("Umfrage"), CITIZENS, questions)


@settings(deadline=None, max_examples=60)
@given(answer_sets())
def test_fitting_answers_have_no_fault(given_answers):
    assert faults(EVERY_KIND, *given_answers) == []


@settings(deadline=None, max_examples=60)
@given(answer_sets(), st.data())
def test_answer_to_another_kind_of_question_is_a_fault(given_answers, data):
    one, other = data.draw(st.sampled_from(given_answers)), data.draw(st.sampled_from(given_answers))
    kinds = {name: EVERY_KIND.question(name) for name in (one.question, other.question)}
    swapped = replace(one, question=other.question)

    found = faults(of(replace(kinds[other.question], shown_if=None)), swapped)

    text_like = {QuestionKind.TEXT, QuestionKind.SHORT_TEXT}
    number_like = {QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.RATING}
    pair = {kinds[one.question].kind, kinds[other.question].kind}
    share_options = set(kinds[one.question].option_ids) & set(kinds[other.question].option_ids)
    if len(pair) > 1 and not pair <= text_like and not pair <= number_like and not share_options:
        assert found != [] or QuestionKind.DATE in pair


@settings(deadline=None, max_examples=60)
@given(answer_sets())
def test_no_question_is_both_hidden_and_accepted(given_answers):
    by_name = {one.question: one for one in given_answers}
    shown = {one.id for one in shown_questions(EVERY_KIND, by_name, audience="citizens", today=TODAY)}

    assert shown.issuperset(by_name)


def test_section_that_is_not_shown_hides_its_questions():
    refused = (Answer("consent", ("no",)), Answer("mood", number=3))

    assert faults(EVERY_KIND, *refused) == [("consent", "", "not_given"), ("mood", "", "not_shown")]


def test_answer_to_a_hidden_question_does_not_show_another():
    chain = of(
        asked("a", QuestionKind.SINGLE, ("x", "y")),
        asked("b", QuestionKind.SINGLE, ("x", "y"), shown_if=equal("a", "x")),
        asked("c", QuestionKind.SINGLE, ("x", "y"), shown_if=equal("b", "x")),
    )

    found = faults(chain, Answer("a", ("y",)), Answer("b", ("x",)), Answer("c", ("x",)))

    assert found == [("b", "", "not_shown"), ("c", "", "not_shown")]


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        (Answer("nowhere", ("x",)), [("nowhere", "", "unknown_question")]),
        (Answer("areas", ("moon",)), [("areas", "", "unknown_option")]),
        (Answer("areas", ("kita", "bus", "bad")), [("areas", "", "too_many")]),
        (Answer("use", ("never", "often")), [("use", "", "too_many")]),
        (Answer("use", ("other",)), [("use", "", "other_without_text")]),
        (Answer("use", ("never",), other="text"), [("use", "", "other_without_text")]),
        (Answer("areas", missing=Missing.DONT_KNOW), [("areas", "", "not_offered")]),
        (Answer("use", missing=Missing.PREFER_NOT), []),
        (Answer("use", missing=Missing.NO_ANSWER), []),
        (Answer("coins", ("kita",), (-1,)), [("coins", "", "out_of_range")]),
        (Answer("coins", ("kita",)), [("coins", "", "wrong_kind")]),
        (Answer("mood", number=10.5), [("mood", "", "out_of_range")]),
        (Answer("mood", number=11), [("mood", "", "out_of_range")]),
        (Answer("mood", text="3"), [("mood", "", "wrong_kind")]),
        (Answer("years", number=100), [("years", "", "rule")]),
        (Answer("years", number=3.5), [("years", "", "out_of_range")]),
        (Answer("born", text="2026-13"), [("born", "", "no_date")]),
        (Answer("born", text="2026-01-01"), [("born", "", "no_date")]),
        (Answer("name", text="x" * 31), [("name", "", "too_long")]),
        (Answer("name", text="two\nlines"), [("name", "", "bad_letter")]),
        (Answer("wish", text="x" * 5001), [("wish", "", "too_long")]),
        (Answer("wish", text="nul\0"), [("wish", "", "bad_letter")]),
        (Answer("wish", text="half \ud800"), [("wish", "", "bad_letter")]),
        (Answer("hello", text="hi"), [("hello", "", "wrong_kind")]),
        (Answer("views", items=(ItemAnswer("s9", ("agree",)),)), [("views", "s9", "unknown_item")]),
        (Answer("views", items=(ItemAnswer("s1", ("good",)),)), [("views", "s1", "unknown_option")]),
        (Answer("grid", items=(ItemAnswer("hall", ("good", "bad")),)), [("grid", "hall", "too_many")]),
        (Answer("grid", items=(ItemAnswer("hall", missing=Missing.DONT_KNOW),)), []),
        (Answer("grid", items=(ItemAnswer("hall", missing=Missing.PREFER_NOT),)), [("grid", "hall", "not_offered")]),
        (Answer("sums", items=(ItemAnswer("hall", text="3"),)), [("sums", "hall", "wrong_kind")]),
        (Answer("lines", items=(ItemAnswer("hall", text="x", column="wer"),)), [("lines", "hall", "unknown_option")]),
        (Answer("best", items=(ItemAnswer("s1", (AREAS[0],)),)), [("best", "s1", "too_few")]),
        (Answer("best", items=(ItemAnswer("s9", AREAS[:2]),)), [("best", "s9", "unknown_item")]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_fault_is_named(answer, codes):
    voluntary = tuple(one for one in EVERY_KIND.questions if one.id != "consent")

    assert faults(of(*voluntary), answer) == codes


def test_mandatory_questions_and_rows_are_missed():
    questionnaire = of(
        asked("a", QuestionKind.SHORT_TEXT, is_mandatory=True),
        asked("b", QuestionKind.MATRIX, ("x", "y"), ("r1", "r2"), is_mandatory=True, cells=Cells.CHOICE),
    )

    found = faults(questionnaire, Answer("b", items=(ItemAnswer("r1", ("x",)),)))

    assert found == [("a", "", "missing"), ("b", "r2", "missing")]


def test_two_answers_to_one_question_are_a_fault():
    assert faults(of(asked("a", QuestionKind.TEXT)), Answer("a", text="x"), Answer("a", text="y")) == [
        ("a", "", "twice")
    ]


def test_option_that_is_not_shown_or_not_for_this_audience_is_unknown():
    hidden = Option("z", Text("Z"), shown_if=Expression(Operator.CHOSEN, question="a", part="x"))
    foreign = Option("f", Text("F"), audiences=("companies",))
    question = replace(asked("b", QuestionKind.MULTIPLE, ("y",)), options=(Option("y", Text("Y")), hidden, foreign))
    questionnaire = of(asked("a", QuestionKind.MULTIPLE, ("x",)), question)

    with_x = faults(questionnaire, Answer("a", ("x",)), Answer("b", ("z",)))
    without = faults(questionnaire, Answer("b", ("z",)))

    assert (with_x, without) == ([], [("b", "", "unknown_option")])
    assert faults(questionnaire, Answer("b", ("f",))) == [("b", "", "unknown_option")]


def test_exclusive_option_stands_alone():
    question = asked("a", QuestionKind.MULTIPLE, ("x", "y"))
    none = Option("none", Text("nichts davon"), is_exclusive=True)
    questionnaire = of(replace(question, options=(*question.options, none)))

    assert faults(questionnaire, Answer("a", ("x", "none"))) == [("a", "", "too_many")]
    assert faults(questionnaire, Answer("a", ("none",))) == []


def test_fault_of_an_exclusive_option_names_it_in_the_language_that_is_read():
    none = Option("none", Text("Nichts davon", "None of these"), is_exclusive=True)
    question = asked("a", QuestionKind.MULTIPLE, ("x",))
    questionnaire = of(replace(question, options=(*question.options, none)))

    (found,) = answer_faults(questionnaire, (Answer("a", ("x", "none")),), audience="citizens", today=TODAY)

    assert found.words.de == "„Nichts davon“ passt nicht zu anderen Antworten."
    assert found.words.en == "“None of these” does not go with other answers."


def test_random_order_leaves_exclusive_options_behind_the_others():
    question = asked("a", QuestionKind.MULTIPLE, tuple("uvwxyz"), is_shuffled=True)
    none = Option("none", Text("nichts davon"), is_exclusive=True)
    mixed = replace(question, options=(none, *question.options))

    orders = {in_random_order(mixed, seed=seed).option_ids for seed in range(40)}

    assert {order[-1] for order in orders} == {"none"}
    assert {frozenset(order) for order in orders} == {frozenset(mixed.option_ids)}
    assert len(orders) > 10


def test_variant_replaces_the_words_of_its_audience_alone():
    given_answers = {"consent": Answer("consent", ("yes",))}
    texts = {}
    for audience in ("citizens", "companies"):
        shown = shown_questions(EVERY_KIND, given_answers, audience=audience, today=TODAY)
        texts[audience] = next(one for one in shown if one.id == "wish").text.de

    assert texts == {"citizens": "Wie ist es mit wish?", "companies": "Was braucht Ihr Betrieb?"}


def test_rule_may_look_at_other_answers():
    kids = asked("kids", QuestionKind.NUMBER)
    message = Text("Zu viele.", "Too many.")
    limited = replace(
        asked("girls", QuestionKind.NUMBER),
        rules=(type(EVERY_KIND.question("years").rules[0])(
            Expression(Operator.AT_MOST, (Expression(Operator.THIS), answer_of("kids"))), message
        ),),
    )  # fmt: skip

    found = answer_faults(
        of(kids, limited), (Answer("kids", number=1), Answer("girls", number=2)), audience="citizens", today=TODAY
    )

    assert [(one.question, one.words) for one in found] == [("girls", message)]
