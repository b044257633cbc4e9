"""What is told of a survey while it runs."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories.questionnaires import EVERY_KIND
from leitplanke.participation.fieldwork import FEWEST_TOLD, ROUNDED_TO, Counted, Tally, tallies, told_count
from leitplanke.participation.model import Answer, Missing

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
