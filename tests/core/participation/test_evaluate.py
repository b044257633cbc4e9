import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.questionnaires import EVERY_KIND, answer_of
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.evaluate import Scene, is_true, number_of, text_of, truth, value_of
from leitplanke.participation.languages import Untranslated, untranslated
from leitplanke.participation.model import (
    Answer,
    Computed,
    DateForm,
    Expression,
    ItemAnswer,
    Operator,
    Questionnaire,
    constant,
)
from leitplanke.participation.model.expressions import terms_of
from leitplanke.participation.piping import piped, unknown_pipes

TODAY = date(2026, 11, 26)
VALUES = st.text(max_size=8) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
INNER = [one for one in Operator if terms_of(one)[1] != 0]


def scene(*answers, **details):
    return Scene(EVERY_KIND, {one.question: one for one in answers}, TODAY, **details)


def of(operator, *values):
    return value_of(Expression(operator, tuple(map(constant, values))), scene())


def trees():
    leaves = VALUES.map(constant) | st.sampled_from(
        [answer_of(one.id) for one in EVERY_KIND.questions] + [Expression(Operator.TODAY), Expression(Operator.THIS)]
    )

    def grown(below):
        return st.one_of(
            *(
                st.lists(below, min_size=terms_of(one)[0], max_size=terms_of(one)[1] or 4).map(
                    lambda terms, one=one: Expression(one, tuple(terms))
                )
                for one in INNER
            )
        )

    return st.recursive(leaves, grown, max_leaves=12)


@given(trees())
def test_any_tree_has_a_value_that_is_text_truth_or_a_finite_number(tree):
    value = value_of(tree, scene(Answer("years", number=7), Answer("use", ("often",))))

    assert isinstance(value, str | bool) or math.isfinite(value)


@given(VALUES, VALUES)
def test_comparisons_agree_with_each_other(one, other):
    less, more = of(Operator.LESS, one, other), of(Operator.MORE, one, other)

    assert not (less and more)
    assert less == of(Operator.MORE, other, one)
    assert of(Operator.UNEQUAL, one, other) is not of(Operator.EQUAL, one, other)
    assert of(Operator.EQUAL, one, other) == of(Operator.EQUAL, other, one)


@given(st.lists(st.booleans(), min_size=1, max_size=5))
def test_all_any_and_not_follow_de_morgan(truths):
    negated = [not one for one in truths]

    assert of(Operator.ALL, *truths) == (not of(Operator.ANY, *negated))


@pytest.mark.parametrize(
    ("operator", "values", "result"),
    [
        (Operator.EQUAL, ("2", 2.0), True),
        (Operator.EQUAL, ("02", "2"), True),
        (Operator.EQUAL, ("a", "A"), False),
        (Operator.EQUAL, ("", 0.0), False),
        (Operator.LESS, ("", 5.0), False),
        (Operator.LESS, ("10", "9"), False),
        (Operator.MORE, ("2026-02-01", "2026-01-31"), True),
        (Operator.ADD, ("2", 3.0), 5.0),
        (Operator.ADD, ("x", 3.0), ""),
        (Operator.DIVIDE, (1.0, 0.0), ""),
        (Operator.POWER, (10.0, 1e9), ""),
        (Operator.POWER, (-8.0, 0.5), ""),
        (Operator.ROOT, (-1.0,), ""),
        (Operator.REMAINDER, (7.0, 4.0), 3.0),
        (Operator.SUM, ("1", "x", 2.0), 3.0),
        (Operator.COUNT, ("1", "", 2.0), 2.0),
        (Operator.LOWEST, ("", 4.0, 2.0), 2.0),
        (Operator.HIGHEST, ("", ""), ""),
        (Operator.ROUND, (2.5,), 3.0),
        (Operator.ROUND, (-2.25, 1.0), -2.3),
        (Operator.TRUNCATE, ("-2.7",), -2.0),
        (Operator.IS_NUMBER, ("1_0",), False),
        (Operator.IS_NUMBER, ("١٢",), False),
        (Operator.IS_NUMBER, ("1e999",), False),
        (Operator.JOIN, ("a", 2.0, True), "a21"),
        (Operator.LENGTH, ("Größe",), 5.0),
        (Operator.PART, ("Ahornstein", 1.0, 4.0), "horn"),
        (Operator.PART, ("Ahornstein", -5.0), "stein"),
        (Operator.MATCHES, ("65232", "[0-9]{5}"), True),
        (Operator.MATCHES, ("652321", "[0-9]{5}"), False),
        (Operator.FINDS, ("PLZ 65232", "[0-9]{5}"), True),
        (Operator.MATCHES, ("x", "(?=x)"), False),  # RE2 has no lookahead: nothing matches
        (Operator.FIRST, ("", "b", "c"), "b"),
        (Operator.REPLACE, ("a-b", "-", "+"), "a+b"),
    ],
)
def test_operator_has_this_value(operator, values, result):
    assert of(operator, *values) == result


def test_pattern_made_to_hang_answers_at_once():
    assert of(Operator.MATCHES, "a" * 5_000 + "!", "(a+)+") is False


@pytest.mark.parametrize(
    ("tree", "result"),
    [
        (Expression(Operator.ANSWER, question="use"), "other"),
        (Expression(Operator.ANSWER, question="use", part="other"), "mit dem Rad"),
        (Expression(Operator.SHOWN, question="use"), "mit dem Rad"),
        (Expression(Operator.SHOWN, question="areas"), "bus de"),
        (Expression(Operator.ANSWER, question="areas", part="bus"), "Y"),
        (Expression(Operator.ANSWER, question="areas", part="kita"), ""),
        (Expression(Operator.CHOSEN, question="areas", part="bus"), True),
        (Expression(Operator.CHOICES, question="areas"), 1.0),
        (Expression(Operator.ANSWERED, question="grid"), True),
        (Expression(Operator.ANSWERED, question="wish"), False),
        (Expression(Operator.ANSWER, question="grid", part="hall"), "good"),
        (Expression(Operator.ANSWER, question="lines", part="hall.was"), "Dach"),
        (Expression(Operator.ANSWER, question="coins", part="bad"), 4.0),
        (Expression(Operator.ANSWER, question="order", part="2"), "kita"),
        (Expression(Operator.ANSWER, question="consent"), "Y"),
        (Expression(Operator.ANSWER, question="next_year"), 8.0),
        (Expression(Operator.TODAY), "2026-11-26"),
    ],
    ids=lambda value: getattr(value, "operator", None),
)
def test_answer_is_looked_up(tree, result):
    given_answers = (
        Answer("use", ("other",), other="mit dem Rad"),
        Answer("areas", ("bus",)),
        Answer("grid", items=(ItemAnswer("hall", ("good",)),)),
        Answer("lines", items=(ItemAnswer("hall", text="Dach", column="was"),)),
        Answer("coins", ("bus", "bad"), (1, 4)),
        Answer("order", ("bus", "kita")),
        Answer("consent", ("yes",)),
        Answer("years", number=7),
    )

    assert value_of(tree, scene(*given_answers)) == result


def test_values_that_need_each_other_many_times_are_computed_once_each():
    doubled = [Computed("c0", constant(1.0))]
    doubled += [Computed(f"c{n}", Expression(Operator.ADD, (answer_of(f"c{n - 1}"),) * 2)) for n in range(1, 60)]
    questionnaire = Questionnaire("1", Text("U"), EVERY_KIND.audiences, (), computed=tuple(doubled))

    assert value_of(answer_of("c59"), Scene(questionnaire, {}, TODAY)) == 2.0**59


@pytest.mark.parametrize("links", [[("a", "a")], [("a", "b"), ("b", "a")]])
def test_computed_values_in_a_circle_are_refused(links):
    with pytest.raises(InvalidValueError) as refused:
        Questionnaire("1", Text("U"), (), (), computed=tuple(Computed(one, answer_of(other)) for one, other in links))

    assert refused.value.field == "computed"


def test_tree_that_is_too_deep_is_refused():
    tree = constant(1.0)
    for _ in range(100):
        tree = Expression(Operator.NOT, (tree,))

    with pytest.raises(InvalidValueError):
        Computed("deep", tree)


def test_piping_puts_answers_in_their_places_and_reads_none_twice():
    typed = scene(Answer("years", number=7), Answer("use", ("other",), other="{{years}}"))

    told = piped("Sie sind {{years}}, {{ use }}, {{nowhere}}.", typed)

    assert told == "Sie sind 7, {{years}}, {{nowhere}}."


def test_piped_date_is_told_in_the_words_of_whoever_reads():
    asked = replace(EVERY_KIND.question("born"), form=DateForm.DAY)
    only = Questionnaire("1", Text("Geboren?"), EVERY_KIND.audiences, (asked,))
    seen = Scene(only, {"born": Answer("born", text="2026-01-31")}, TODAY)

    assert piped("{{born}}", seen) == "2026-01-31"
    assert piped("{{born}}", seen, date_words=lambda iso, form: f"{form} {iso}") == "day 2026-01-31"
    assert piped("{{born}}", replace(seen, answers={}), date_words=lambda iso, _form: iso[99]) == ""


def test_pipe_to_nowhere_is_told():
    questionnaire = Questionnaire("1", Text("Zu {{nichts}}"), (), ())

    assert unknown_pipes(questionnaire) == (("title", "nichts"),)


def test_missing_texts_are_told_by_path_and_language():
    questionnaire = Questionnaire(
        "1", Text("Titel", "Title"), (), (), introduction=Text("Hallo"), languages=("de", "en", "fr")
    )

    assert untranslated(questionnaire) == (
        Untranslated("title", "fr"),
        Untranslated("introduction", "en"),
        Untranslated("introduction", "fr"),
    )


def test_no_condition_always_holds():
    assert is_true(None, scene())


@pytest.mark.parametrize(("value", "text"), [(3.0, "3"), (0.5, "0.5"), (True, "1"), (False, ""), (1e20, "1e+20")])
def test_value_reads_as_text(value, text):
    assert text_of(value) == text


def test_only_emptiness_and_zero_are_false():
    assert [truth(value) for value in ("", "0", 0.0, 0.1, False)] == [False, True, False, True, False]
    assert number_of("x") is None
