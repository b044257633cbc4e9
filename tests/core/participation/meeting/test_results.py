from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import (
    Cast,
    Mark,
    Step,
    StepKind,
    Topic,
    checked_marks,
    result_of,
    result_words,
    told_groups,
)
from leitplanke.participation.meeting.marks import DEGREES

TOPICS = (Topic("a", Text("A")), Topic("b", Text("B")), Topic("c", Text("C")))
SIZES = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 20))
STRENGTHS = st.lists(st.sampled_from((9.0, 5.0, 3.0, 1.0, 1 / 3, 1 / 5, 1 / 9)), min_size=1, max_size=12)


def step_of(kind, **more):
    topics = TOPICS if kind is not StepKind.DOTS else ()
    return Step("s", kind, Text("Schritt"), 10, topics=topics, **more)


def casts(kind, *tables, group="g"):
    return result_of(
        step_of(kind, **({"dots": 9, "board": "x"} if kind is StepKind.DOTS else {})),
        [Cast(group, tuple(Mark(item, value) for item, value in table.items())) for table in tables],
        items=tuple(dict.fromkeys(item for table in tables for item in table)),
        minimum=1,
    )


def test_dots_are_summed_and_opinions_counted():
    assert casts(StepKind.DOTS, {"x": 2, "y": 1}, {"x": 1}).everybody == ((3.0,), (1.0,))
    assert casts(StepKind.OPINIONS, {"a": 1, "b": -1}, {"a": 1, "b": 0}).everybody == ((2, 0, 0), (0, 1, 1))


def test_generous_and_thrifty_points_weigh_alike():
    assert casts(StepKind.SWING, {"a": 100, "b": 100}, {"a": 10, "b": 30}).everybody == ((0.375,), (0.625,))


def risks(*people):
    step = Step("s", StepKind.RISKS, Text("Risiken"), 10, topics=(Topic("a", Text("A")), Topic("b", Text("B"))))
    given_by = [
        Cast("g", checked_marks(step, [Mark(f"{name}~{what}", value) for (name, what), value in one.items()]))
        for one in people
    ]
    return result_of(step, given_by, items=("a", "b"), minimum=1)


def test_risk_is_the_mean_of_each_persons_product():
    first = {("a", "likely"): 3.0, ("a", "harm"): 1.0}
    second = {("a", "likely"): 1.0, ("a", "harm"): 3.0, ("b", "likely"): 3.0, ("b", "harm"): 3.0}
    found = risks(first, second)

    assert found.everybody == ((3.0, 2.0, 2.0), (9.0, 3.0, 3.0))  # 2 times 2 would be 4


def test_results_say_in_words_what_each_number_is():
    said = {
        StepKind.RISKS: (4.7, 2.0, 2.35),
        StepKind.OPINIONS: (2.0, 1.0, 0.0),
        StepKind.PAIRS: (0.524,),
        StepKind.SWING: (0.11,),
        StepKind.DOTS: (6.0,),
    }

    assert [result_words(kind, numbers) for kind, numbers in said.items()] == [
        Text("4,7 (wahrscheinlich 2,0, schlimm 2,4)", "4.7 (likely 2.0, bad 2.4)"),
        Text("2 ja, 1 nein, 0 weiter", "2 agree, 1 disagree, 0 pass"),
        Text("52 %", "52%"),
        Text("11 %", "11%"),
        Text("6", "6"),
    ]
    assert result_words(StepKind.RISKS, (0.0, 0.0, 0.0)) == Text("–", "–")


@given(st.lists(st.tuples(st.sampled_from(DEGREES), st.sampled_from(DEGREES)), min_size=1, max_size=20))
def test_risk_lies_between_one_and_nine_and_grows_with_what_people_say(said):
    people = [{("a", "likely"): likely, ("a", "harm"): harm} for likely, harm in said]
    worst = [{("a", "likely"): 3.0, ("a", "harm"): harm} for _, harm in said]
    risk, likely, harm = risks(*people).everybody[0]

    assert 1 <= risk <= 9
    assert 1 <= likely <= 3
    assert 1 <= harm <= 3
    assert risks(*worst).everybody[0][0] >= risk
    assert risks(*people).everybody[1] == (0.0, 0.0, 0.0)


def test_opposite_comparisons_are_even():
    assert isclose(casts(StepKind.PAIRS, {"a~b": 9.0}, {"a~b": 1 / 9}).everybody[0][0], 1.0)


@given(STRENGTHS)
def test_combined_comparison_turns_round_with_its_pair(values):
    there = casts(StepKind.PAIRS, *({"a~b": value} for value in values)).everybody[0][0]
    back = casts(StepKind.PAIRS, *({"a~b": 1 / value} for value in values)).everybody[0][0]

    assert isclose(there * back, 1.0)


def test_small_group_is_not_told_and_cannot_be_worked_out():
    assert told_groups({"a": 9, "b": 7, "c": 2}, 5) == ("a",)
    assert told_groups({"a": 9, "c": 2}, 5) == ()
    assert told_groups({"a": 9, "b": 5}, 5) == ("a", "b")
    assert told_groups({"a": 9, "b": 3, "c": 2, "d": 0}, 5) == ("a",)


@given(SIZES, st.integers(1, 12))
def test_what_is_hidden_is_none_or_enough(sizes, minimum):
    voted = [Cast(name, (Mark("x", 1),)) for name, size in sizes.items() for _ in range(size)]
    found = result_of(step_of(StepKind.DOTS, dots=3, board="i"), voted, items=("x",), minimum=minimum)
    if found is None:
        assert len(voted) < minimum
        return
    hidden = found.voters - sum(found.told_voters.values())

    assert all(size >= minimum for size in (found.voters, *found.told_voters.values()))
    assert not 0 < hidden < minimum


@given(SIZES, st.integers(1, 12))
def test_no_group_gives_way_in_vain(sizes, minimum):
    small = sum(size for size in sizes.values() if size < minimum)
    large = {name for name, size in sizes.items() if size >= minimum}

    assert len(large) - len(told_groups(sizes, minimum)) == (1 if large and 0 < small < minimum else 0)


@pytest.mark.parametrize("kind", [StepKind.DOTS, StepKind.OPINIONS, StepKind.PAIRS, StepKind.SWING, StepKind.RISKS])
def test_fewer_than_the_minimum_have_no_result_whatever_they_marked(kind):
    step = step_of(kind, **({"dots": 3, "board": "i"} if kind is StepKind.DOTS else {}))
    few, enough = ([Cast("a", ())] * number for number in (4, 5))

    assert result_of(step, few, items=(), minimum=5) is None
    assert result_of(step, enough, items=(), minimum=5).voters == 5


def test_result_of_a_group_is_its_own():
    voted = [Cast("a", (Mark("x", 1),))] * 5 + [Cast("b", (Mark("x", 2),))] * 6
    found = result_of(step_of(StepKind.DOTS, dots=3, board="i"), voted, items=("x",), minimum=5)

    assert (found.voters, found.everybody, found.groups) == (11, ((17.0,),), {"a": ((5.0,),), "b": ((12.0,),)})


@pytest.mark.parametrize(
    ("kind", "marks", "words"),
    [
        (StepKind.DOTS, {"x": 4}, "Das sind 4 Punkte."),
        (StepKind.DOTS, {"nowhere": 1}, "passt nicht"),
        (StepKind.DOTS, {"x": 0.5}, "passt nicht"),
        (StepKind.DOTS, {"x": -1}, "passt nicht"),
        (StepKind.OPINIONS, {"a": 2}, "passt nicht"),
        (StepKind.PAIRS, {"a~b": 4}, "passt nicht"),
        (StepKind.PAIRS, {"a~b": 3}, "Es fehlen noch 2 von 3."),
        (StepKind.SWING, {"a": 0, "b": 0, "c": 0}, "Alle Zeilen haben 0 Punkte."),
        (StepKind.SWING, {"a": float("nan"), "b": 1, "c": 1}, "passt nicht"),
        (StepKind.RISKS, {"a~likely": 4, "a~harm": 1}, "passt nicht"),
        (StepKind.RISKS, {"a": 1}, "passt nicht"),
        (StepKind.RISKS, {"a~likely": 2}, "fehlt eine der beiden Angaben"),
        (StepKind.TALK, {"a": 1}, "passt nicht"),
    ],
)
def test_marks_that_do_not_fit_are_refused(kind, marks, words):
    step = (
        Step("s", kind, Text("Schritt"), 10)
        if kind is StepKind.TALK
        else step_of(kind, **({"dots": 3, "board": "i"} if kind is StepKind.DOTS else {}))
    )
    with pytest.raises(InvalidValueError) as raised:
        checked_marks(step, [Mark(item, value) for item, value in marks.items()], clusters=("x", "y"))

    assert words in raised.value.problem.de


def test_zeros_are_no_dots():
    step = step_of(StepKind.DOTS, dots=3, board="i")

    assert checked_marks(step, [Mark("x", 0), Mark("y", 3)], clusters=("x", "y")) == (Mark("y", 3),)
