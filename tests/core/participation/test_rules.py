"""Rules, computed values and quotas as people build them: what is built is read again and means what it says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.questionnaires import BELOW_100, EVERY_KIND, answer_of, equal
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation import arranging
from leitplanke.participation.calculations import (
    PAIRS,
    Calculation,
    Term,
    Way,
    calculation_expression,
    calculation_of,
    calculation_words,
)
from leitplanke.participation.evaluate import Scene, is_true, value_of
from leitplanke.participation.model import (
    Answer,
    Computed,
    Expression,
    Operator,
    Option,
    Question,
    QuestionKind,
    Quota,
    Section,
    constant,
)
from leitplanke.participation.quotas import closed_quota, full_quotas, opinions_counted
from leitplanke.participation.readiness import unready
from leitplanke.participation.rules import (
    COUNTING,
    RuleClaim,
    RuleClause,
    claims_for,
    rule_clause,
    rule_expression,
    rule_words,
)

DAY = date(2026, 11, 26)
NUMBERS = st.integers(-99, 99).map(float)
TERMS = st.one_of(
    NUMBERS.map(lambda number: Term(number=number)), st.sampled_from([Term("years"), Term("sums", "hall")])
)


@st.composite
def rule_clauses(draw):
    claim = draw(st.sampled_from(list(RuleClaim)))
    if claim in COUNTING:
        return RuleClause(claim, draw(NUMBERS))
    if claim is RuleClaim.MATCHES:
        return RuleClause(claim, draw(st.sampled_from(["[0-9]{5}", "a|b"])))
    kind = draw(st.integers(0, 2))
    if kind:
        return RuleClause(claim, question="born") if kind == 1 else RuleClause(claim, is_today=True)
    return RuleClause(claim, draw(st.one_of(NUMBERS, st.sampled_from(["2026-01-31", "x"]))))


@given(rule_clauses())
def test_built_rule_is_read_as_it_was_built(clause):
    assert rule_clause(rule_expression(clause)) == clause


@given(st.sampled_from(list(Way)), st.lists(TERMS, min_size=2, max_size=2), TERMS)
def test_built_calculation_is_read_as_it_was_built(way, terms, more):
    calculation = Calculation(way, (*terms, *(() if way in PAIRS else (more,))))

    assert calculation_of(calculation_expression(calculation)) == calculation


@pytest.mark.parametrize(
    ("clause", "this", "holds"),
    [
        (RuleClause(RuleClaim.AT_LEAST, 18.0), 17.0, False),
        (RuleClause(RuleClaim.AT_LEAST, 18.0), 18.0, True),
        (RuleClause(RuleClaim.AT_MOST, is_today=True), "2026-11-27", False),
        (RuleClause(RuleClaim.AT_MOST, is_today=True), "2026-11", True),
        (RuleClause(RuleClaim.MORE, question="born"), "1999-12", False),  # born 2000-01
        (RuleClause(RuleClaim.MORE, question="name"), "1999-12", True),  # not answered
        (RuleClause(RuleClaim.MATCHES, "[0-9]{5}"), "65232", True),
        (RuleClause(RuleClaim.MATCHES, "[0-9]{5}"), "652321", False),
        (RuleClause(RuleClaim.LETTERS_AT_LEAST, 3.0), "ab", False),
        (RuleClause(RuleClaim.CONTAINS, "b"), "abc", True),
    ],
)
def test_rules_mean_what_they_say(clause, this, holds):
    answers = {"born": Answer("born", text="2000-01")}

    assert is_true(rule_expression(clause), Scene(EVERY_KIND, answers, DAY, this=this)) is holds


def test_rule_that_is_more_than_a_claim_stays_and_is_told():
    tree = Expression(Operator.ALL, (BELOW_100, equal("use", "often")))

    assert rule_clause(tree) is None
    assert rule_clause(Expression(Operator.LESS, (Expression(Operator.THIS), answer_of("years")))) is None
    assert "often de" in rule_words(tree, EVERY_KIND, Language.DE)
    assert rule_words(BELOW_100, EVERY_KIND, Language.EN) == "is less than (a date: before) 100"


@pytest.mark.parametrize("fields", [{}, {"value": 1.0, "is_today": True}, {"question": "born", "value": "x"}])
def test_rule_is_held_against_exactly_one_thing(fields):
    with pytest.raises(InvalidValueError):
        RuleClause(RuleClaim.EQUAL, **fields)


def test_pattern_that_cannot_be_read_is_refused():
    with pytest.raises(InvalidValueError, match="pattern"):
        RuleClause(RuleClaim.MATCHES, "[0-9")


def test_only_numbers_dates_and_texts_have_rules():
    assert {kind for kind in QuestionKind if claims_for(kind)} == {
        QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.RATING, QuestionKind.DATE, QuestionKind.SHORT_TEXT,
        QuestionKind.TEXT,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (Way.SUM, 12.0), (Way.MEAN, 6.0), (Way.LOWEST, 2.0), (Way.HIGHEST, 10.0), (Way.COUNT, 2.0), (Way.MULTIPLY, ""),
        (Way.FIRST, 2.0), (Way.JOIN, "210"),
    ],
)  # fmt: skip
def test_values_are_computed_from_what_is_answered(way, value):
    tree = calculation_expression(Calculation(way, (Term("years"), Term("mood"), Term(number=10.0))))

    assert value_of(tree, Scene(EVERY_KIND, {"years": Answer("years", number=2.0)}, DAY)) == value


def test_mean_of_nothing_is_nothing():
    tree = calculation_expression(Calculation(Way.MEAN, (Term("years"), Term("mood"))))

    assert value_of(tree, Scene(EVERY_KIND, {}, DAY)) == ""
    assert calculation_words(tree, EVERY_KIND, Language.DE) == (
        "Mittelwert: „Wie ist es mit years?“; „Wie ist es mit mood?“"
    )


def test_computed_value_stands_where_its_last_question_does():
    late = Computed(
        "late", Expression(Operator.ADD, (Expression(Operator.ANSWER, question="next_year"), constant(1.0)))
    )
    value = arranging.with_computed(EVERY_KIND, late)
    first = replace(value.question("consent"), shown_if=equal("late", 3.0))

    found = [one.path for one in unready(arranging.with_changed_question(value, first))]

    assert "questions.consent" in found
    assert "questions.consent" not in [one.path for one in unready(value)]


def test_computed_value_that_something_looks_at_stays():
    asked = replace(EVERY_KIND.question("born"), shown_if=equal("next_year", 3.0))
    value = arranging.with_changed_question(EVERY_KIND, asked)

    with pytest.raises(InvalidValueError):
        arranging.without_computed(value, "next_year")
    assert arranging.without_computed(EVERY_KIND, "next_year").computed == ()
    with pytest.raises(KeyError):
        arranging.without_computed(value, "nowhere")


def test_option_gets_a_condition_and_loses_it():
    tree = equal("use", "often")
    value = arranging.with_condition_of_part(EVERY_KIND, "areas", "options", "bus", tree)

    assert arranging.part_of(value, "areas", "options", "bus").shown_if == tree
    assert arranging.with_condition_of_part(value, "areas", "options", "bus", None) == EVERY_KIND
    with pytest.raises(KeyError):
        arranging.with_condition_of_part(EVERY_KIND, "areas", "options", "tram", tree)


def test_quota_is_full_when_as_many_answered_so_and_closes_for_those_alone():
    often, never = ({"use": Answer("use", (one,))} for one in ("often", "never"))
    person = replace(EVERY_KIND.question("use"), about_person=True)
    value = arranging.with_changed_question(EVERY_KIND, person)
    value = arranging.with_quota(value, replace(EVERY_KIND.quotas[0], most=10))

    assert full_quotas(value, [often] * 9 + [never], today=DAY) == ()
    assert full_quotas(value, [often] * 10, today=DAY) == ("often",)
    assert closed_quota(value, often, full=("often",), today=DAY) == value.quotas[0]
    assert closed_quota(value, never, full=("often",), today=DAY) is None
    assert closed_quota(value, often, full=(), today=DAY) is None


def test_quota_that_came_with_a_file_and_counts_opinions_never_gets_full():
    value = arranging.with_quota(EVERY_KIND, replace(EVERY_KIND.quotas[0], most=10))

    assert full_quotas(value, [{"use": Answer("use", ("often",))}] * 50, today=DAY) == ()


@pytest.mark.parametrize("place", ["question", "section", "option"])
def test_quota_of_those_who_were_asked_about_themselves_after_an_opinion_counts_the_opinion(place):
    """Nobody without the opinion has an answer, so that the quota is full would tell how many have it."""
    both = EVERY_KIND.audiences[0].id
    options = (Option("north", Text("Nord")), Option("south", Text("Süd")))
    opinion = Question("view", QuestionKind.SINGLE, Text("Dafür?"), (both,), options=options)
    person = replace(opinion, id="home", text=Text("Wo?"), about_person=True)
    holds = equal("view", "north")
    if place == "question":
        person = replace(person, shown_if=holds)
    if place == "option":
        person = replace(person, options=(replace(options[0], shown_if=holds), options[1]))
    sections = (
        Section("a", Text("A"), ("view",)),
        Section("b", Text("B"), ("home",), shown_if=holds if place == "section" else None),
    )
    quota = Quota("north", equal("home", "north"), 50, Text("Genug."))
    value = replace(EVERY_KIND, questions=(opinion, person), sections=sections, computed=(), quotas=(quota,))
    asked = {one: Answer(one, ("north",)) for one in ("view", "home")}

    assert opinions_counted(value, quota) == ("view",)
    assert "quotas.north" in [one.path for one in unready(value)]
    assert full_quotas(value, [asked] * 60, today=DAY) == ()


def test_quota_of_nobody_is_full_from_the_start_and_a_small_one_is_not_published():
    nobody = arranging.with_quota(EVERY_KIND, Quota("none", equal("use", "never"), 0))
    small = arranging.with_quota(EVERY_KIND, Quota("none", equal("use", "never"), 9))

    assert closed_quota(nobody, {"use": Answer("use", ("never",))}, full=(), today=DAY) == nobody.quotas[-1]
    assert "quotas.none" not in [one.path for one in unready(nobody)]
    assert "quotas.none" in [one.path for one in unready(small)]
    assert opinions_counted(small, small.quotas[-1]) == ("use",)
    person = replace(EVERY_KIND.question("use"), about_person=True)
    sound = arranging.with_changed_question(nobody, person)
    assert "quotas.often" in [one.path for one in unready(nobody)]
    assert "quotas.often" not in [one.path for one in unready(sound)]
    assert arranging.without_quota(nobody, "none") == EVERY_KIND
