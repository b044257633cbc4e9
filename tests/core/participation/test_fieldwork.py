"""What is told of a survey while it runs."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from factories.questionnaires import EVERY_KIND, answer_of, chosen, equal
from factories.questionnaires import asked as question
from leitplanke.kernel.texts import Text
from leitplanke.participation.asking import asked
from leitplanke.participation.fieldwork import FEWEST_TOLD, ROUNDED_TO, Counted, Tally, tallies, told_count, untold
from leitplanke.participation.model import (
    Answer,
    Computed,
    Expression,
    ItemAnswer,
    Missing,
    Operator,
    QuestionKind,
    Questionnaire,
    Section,
)

ABOUT = replace(
    EVERY_KIND,
    questions=tuple(replace(one, about_person=one.id == "use") for one in EVERY_KIND.questions),
)
OFTEN = (Answer("use", ("often",)), Answer("wish", text="mehr Bänke"))
NEVER = (Answer("use", ("never",)), Answer("wish", missing=Missing.NO_ANSWER))


@given(st.integers(0, 10_000))
def test_told_count_is_never_more_and_less_than_five_below(count):
    told = told_count(count)

    assert told % ROUNDED_TO == 0
    assert told <= count
    assert (told == 0) if count < FEWEST_TOLD else (count - told < ROUNDED_TO)


def test_tallies_count_asked_unanswered_and_who_answered():
    responses = [("citizens", OFTEN)] * 23 + [("citizens", NEVER)] * 12

    assert tallies(ABOUT, responses, {("citizens", "use"): 51, ("companies", "use"): 4}) == (
        Tally("citizens", "use", Counted.ASKED, 35),
        Tally("citizens", "use", Counted.CHOSEN, 10, "never"),
        Tally("citizens", "use", Counted.CHOSEN, 20, "often"),
        Tally("citizens", "use", Counted.REACHED, 50),
        Tally("citizens", "wish", Counted.ASKED, 35),
        Tally("citizens", "wish", Counted.UNANSWERED, 10),
        Tally("companies", "use", Counted.REACHED, 0),
    )


def test_what_people_think_is_not_tallied():
    counted = tallies(ABOUT, [("citizens", (Answer("areas", ("kita",)),))] * 40, {})

    assert {one.counted for one in counted} == {Counted.ASKED}


@given(st.integers(0, 60), st.integers(0, 60))
def test_two_nights_differ_by_no_single_person(before, more):
    """Whoever knows that one person came in between cannot tell by the counts what that person answered."""
    night = tallies(ABOUT, [("citizens", OFTEN)] * before + [("citizens", NEVER)] * more, {})

    assert all(one.count % ROUNDED_TO == 0 and one.count != ROUNDED_TO for one in night)


AGAINST = chosen("view", "against")
NEEDS_AN_OPINION = {"why", "age", "pick", "grid", "score", "deep", "beside"}


def only_after(shown_if, *parts):
    return tuple(replace(part, shown_if=shown_if) for part in parts)


def branching():
    """Every way in which a question can depend on an opinion: `view` or, in the end, on `why`."""
    answered = Expression(Operator.ANSWERED, question="why")
    pick = question("pick", QuestionKind.SINGLE, ("a", "b"))
    grid = question("grid", QuestionKind.MATRIX, ("good", "bad"), ("hall", "site"))
    questions = (
        question("unit", QuestionKind.SINGLE, ("desk", "yard"), about_person=True),
        question("years", QuestionKind.SINGLE, ("few", "many"), about_person=True, shown_if=equal("unit", "yard")),
        question("view", QuestionKind.SINGLE, ("for", "against")),
        question("why", QuestionKind.TEXT, shown_if=AGAINST),
        question("age", QuestionKind.SINGLE, ("young", "old"), about_person=True, shown_if=answered),
        replace(pick, options=only_after(AGAINST, *pick.options)),
        replace(grid, items=only_after(AGAINST, *grid.items)),
        question("score", QuestionKind.TEXT, shown_if=equal("twice", "against")),
        question("behind", QuestionKind.TEXT),
        question("deep", QuestionKind.SINGLE, ("x", "y"), about_person=True),
        question("last", QuestionKind.TEXT),
        question("beside", QuestionKind.TEXT, shown_if=AGAINST),
        question("end", QuestionKind.TEXT),
    )
    names = [one.id for one in questions]
    parts = {"first": names[:3], "second": names[3:9], "third": names[9:10], "fourth": names[10:]}
    sections = (
        Section(name, Text(name), tuple(inside), shown_if=AGAINST if name == "third" else None)
        for name, inside in parts.items()
    )
    computed = (Computed("once", answer_of("view")), Computed("twice", answer_of("once")))
    return Questionnaire("1", Text("Umfrage"), EVERY_KIND.audiences, questions, tuple(sections), computed)


def field_of(questionnaire, people):
    """The tallies if these people, each with unit and opinion, answer all that they are asked, two on each style."""
    responses, reached = [], Counter()
    for unit, view in people:
        given = {name: Answer(name, text="gez. [Name]") for name in ("why", "score", "behind", "last", "beside", "end")}
        given |= {
            name: Answer(name, (option,))
            for name, option in {
                "unit": unit,
                "years": "few",
                "view": view,
                "age": "old",
                "pick": "a",
                "deep": "x",
            }.items()
        }
        given["grid"] = Answer("grid", items=(ItemAnswer("hall", ("good",)), ItemAnswer("site", ("bad",))))
        shown = [one.id for one in asked(questionnaire, given, audience="citizens", today=date(2026, 9, 1))]
        responses.append(("citizens", tuple(given[name] for name in shown)))
        begins = {next(iter(name for name in one.questions if name in shown), "") for one in questionnaire.sections}
        reached.update(("citizens", name) for name in [*shown, *begins] if name)
    return tallies(questionnaire, responses, reached)


PEOPLE = st.lists(st.sampled_from(["desk", "yard"]), min_size=12, max_size=40)


@given(st.data(), PEOPLE)
def test_nobody_learns_from_the_field_how_many_hold_an_opinion(data, units):
    """Attack: the same people with other opinions, told or kept, leave the very same counts."""
    questionnaire = branching()
    views = st.lists(st.sampled_from(["for", "against"]), min_size=len(units), max_size=len(units))
    first, second = (zip(units, data.draw(views), strict=True) for _ in range(2))

    assert field_of(questionnaire, first) == field_of(questionnaire, second)


def test_what_tells_no_opinion_is_still_counted():
    told = {(one.question, one.counted) for one in field_of(branching(), [("yard", "against")] * 20)}

    assert {name for name, _ in told} == {"unit", "years", "view", "behind", "last", "end"}
    assert {counted for name, counted in told if name == "years"} == {Counted.ASKED, Counted.CHOSEN, Counted.REACHED}
    assert {counted for name, counted in told if name == "behind"} == {Counted.ASKED, Counted.MASKED}
    assert {counted for name, counted in told if name == "end"} == {Counted.ASKED, Counted.MASKED, Counted.REACHED}
    assert {name for name, counted in untold(branching()) if counted is Counted.ASKED} == {
        *NEEDS_AN_OPINION, "once", "twice"
    }  # fmt: skip
    assert ("wish", Counted.ASKED) not in untold(EVERY_KIND)  # its section asks for a consent that all have given
