"""Deadlines under slips and the core index: against numbers worked out by hand."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.relations import Wait, WaitKind
from leitplanke.roadmap.answers import CoreIndex, Standing
from leitplanke.roadmap.check import check
from leitplanke.roadmap.core_index import core_indices, random_weights
from leitplanke.roadmap.model import FixedStart, PlannedStart
from leitplanke.roadmap.slips import DeadlineChance, Slip, deadline_chances


def test_deadline_chances_match_the_distribution(make):
    # Arrange: 10 months, 100 to 150 %, most likely 100 %: at most 12 months up to 125 %, 1 - (0.25 / 0.5)² = 3/4
    town = make.problem(make.activity("a", make.mode(duration=10), deadline=11, is_mandatory=True), months=20)

    (found,) = deadline_chances(town, (PlannedStart("a", "own", 0),), slip=Slip(100, 100, 150), runs=4000, seed=1)

    assert found.kept / found.runs == pytest.approx(0.75, abs=0.02)
    assert (found.is_hard, found.median, found.late_tenth) == (True, 10, 12)  # 11.46 and 13.42 months, rounded


@pytest.mark.parametrize(
    "waits_for",
    [
        {"prerequisites": ("a",)},
        {"waits": (Wait("a", WaitKind.AFTER_END, 0),)},
        {"waits": (Wait("a", WaitKind.AFTER_START, 2),)},
        {"any_of": (("a",),)},
        {},
    ],
)
def test_a_slip_reaches_what_waits_for_it_or_for_its_people(make, waits_for):
    # Arrange: everything takes exactly twice as long; the only person is free after 4 months, not after 2
    person = make.mode(duration=2, demand=[("it", 1)])
    town = make.problem(
        make.activity("a", person),
        make.activity("b", person, due=7, lateness=1, **waits_for),
        months=12,
        staff={"it": 1},
    )
    plan = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 2))

    found = deadline_chances(town, plan, slip=Slip(200, 200, 200), runs=3, seed=1)

    assert found == (DeadlineChance("b", 7, False, 3, 3, 7, 7),)


def test_what_is_done_slips_no_more_and_nothing_starts_before_its_month(make):
    town = make.problem(
        make.activity("done", make.mode(duration=2), fixed=FixedStart("own", -2), deadline=0),
        make.activity("a", make.mode(duration=2), prerequisites=("done",), deadline=4),
    )
    plan = (PlannedStart("done", "own", -2), PlannedStart("a", "own", 3))

    assert deadline_chances(town, plan, slip=Slip(50, 50, 50), runs=2, seed=1) == (
        DeadlineChance("a", 4, False, 2, 2, 3, 3),
    )


def test_measures_that_start_together_wait_for_each_other(make):
    """The one that all wait for stands last in the problem, and is reached by a short and by a long way."""
    together = {name: Wait(name, WaitKind.AFTER_START, 0) for name in ("b", "c")}
    town = make.problem(
        make.activity("a", make.mode(duration=2), deadline=4, waits=tuple(together.values())),
        make.activity("b", make.mode(duration=2), waits=(together["c"],)),
        make.activity("c", make.mode(duration=2)),
    )
    plan = tuple(PlannedStart(name, "own", 0) for name in "abc")

    found = deadline_chances(town, plan, slip=Slip(200, 200, 200), runs=2, seed=1)

    assert found == (DeadlineChance("a", 4, False, 2, 2, 3, 3),)


def test_a_milestone_counts_before_what_starts_with_it(make):
    town = make.problem(
        make.activity("a", deadline=4, prerequisites=("c",), any_of=(("milestone",),)),
        make.activity("milestone", make.mode(duration=0), prerequisites=("b",)),
        make.activity("b", prerequisites=("c",)),
        make.activity("c"),
    )
    plan = tuple(PlannedStart(name, "own", start) for name, start in (("a", 2), ("milestone", 2), ("b", 1), ("c", 0)))

    found = deadline_chances(town, plan, slip=Slip(200, 200, 200), runs=2, seed=1)

    assert found == (DeadlineChance("a", 4, False, 0, 2, 5, 5),)


def test_a_milestone_suffices_in_its_own_month_beside_others_that_go_round(make):
    town = make.problem(
        make.activity("a", make.mode(duration=2), deadline=4, any_of=(("milestone", "b"),)),
        make.activity("b", make.mode(duration=2), any_of=(("milestone", "a"),)),
        make.activity("milestone", make.mode(duration=0)),
    )
    plan = tuple(PlannedStart(name, "own", 1) for name in ("a", "b", "milestone"))

    found = deadline_chances(town, plan, slip=Slip(200, 200, 200), runs=2, seed=1)

    assert (check(town, plan), found) == ((), (DeadlineChance("a", 4, False, 2, 2, 4, 4),))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), data=st.data())
def test_nothing_moves_where_nothing_slips(make, seed, data):
    """Whatever the order of the problem: with waits, alternatives, milestones and fixed starts."""
    town = make.related(seed)
    milestones = data.draw(st.sets(st.sampled_from([one.id for one in town.activities])))
    town = replace(
        town,
        activities=tuple(
            replace(one, modes=(make.mode("own", duration=0),)) if one.id in milestones and one.fixed is None else one
            for one in data.draw(st.permutations(town.activities))
        ),
    )
    plans = tuple(make.every_plan(town))
    if not plans:
        return
    plan = data.draw(st.sampled_from(plans))

    found = deadline_chances(town, plan, slip=Slip(100, 100, 100), runs=1, seed=1)

    ends = {line.activity: line.start + town.activity(line.activity).mode(line.mode).duration - 1 for line in plan}
    assert [(one.median, one.late_tenth) for one in found] == [(ends[one.activity],) * 2 for one in found]


def test_what_runs_does_not_end_before_the_plan(make):
    # Arrange: planned 20 months of which 19 are over: with 90, 100, 160 % it takes 20 if the factor is below 102.5 %,
    # F(102.5) = 1 - 57.5² / (70 · 60) = 0.2128; below 97.5 %, F = 7.5² / (70 · 10) = 0.0804, it would be over
    town = make.problem(
        make.activity("runs", make.mode(duration=20), fixed=FixedStart("own", -19)),
        make.activity("next", prerequisites=("runs",), deadline=1),
        months=30,
    )
    plan = (PlannedStart("runs", "own", -19), PlannedStart("next", "own", 1))

    (found,) = deadline_chances(town, plan, runs=4000, seed=1)

    assert found.kept / found.runs == pytest.approx((0.2128 - 0.0804) / (1 - 0.0804), abs=0.02)


def test_what_runs_longer_than_its_worst_case_ends_in_the_first_month(make):
    town = make.problem(
        make.activity("runs", make.mode(duration=20), fixed=FixedStart("own", -19)),
        make.activity("next", prerequisites=("runs",), deadline=5),
    )
    plan = (PlannedStart("runs", "own", -19), PlannedStart("next", "own", 2))

    assert deadline_chances(town, plan, slip=Slip(50, 60, 70), runs=2, seed=1) == (
        DeadlineChance("next", 5, False, 2, 2, 2, 2),
    )


@given(
    percents=st.lists(st.integers(1, 300), min_size=3, max_size=3).map(sorted),
    planned=st.integers(2, 60),
    share=st.floats(0, 1, exclude_max=True),
    data=st.data(),
)
def test_months_of_running_work_are_those_of_all_work_that_takes_as_long(percents, planned, share, data):
    """Drawn from what is left, shares lie as among all shares whose work is not over."""
    slip, known = Slip(*percents), data.draw(st.integers(2, planned))
    evenly = [(step + 0.5) / 2000 for step in range(2000)]

    found = slip.months_of_running(planned, share, known=known)

    left = [months for one in evenly if (months := slip.months(planned, one)) >= known]
    assert found >= known
    if len(left) >= 200:
        assert sum(months < found for months in left) / len(left) <= share + 0.02
        assert sum(months <= found for months in left) / len(left) >= share - 0.02


def test_deadline_chances_are_the_same_for_the_same_seed(make):
    town = make.problem(make.activity("a", make.mode(duration=9), deadline=9), months=20)
    plan = (PlannedStart("a", "own", 0),)

    assert deadline_chances(town, plan, seed=3, runs=50) == deadline_chances(town, plan, seed=3, runs=50)
    assert deadline_chances(town, plan, seed=3, runs=50) != deadline_chances(town, plan, seed=4, runs=50)
    with pytest.raises(InvalidValueError, match="0 runs"):
        deadline_chances(town, plan, seed=3, runs=0)
    with pytest.raises(InvalidValueError, match="no range"):
        Slip(100, 90, 120)


def test_core_indices_golden_case(make):
    # Arrange: money for one; "a" serves only the first audience, "b" only the second, "c" nobody, "d" is a duty
    costly = make.mode(investive=(5,))
    benefits = {"a": (100, 0), "b": (0, 100), "c": (0, 0), "d": (1, 1)}
    one_audience = make.problem(
        *(make.activity(name, costly if name != "d" else make.mode(), is_mandatory=name == "d") for name in benefits),
        years=((2026, 5, 0),),
    )
    town = replace(
        one_audience,
        audiences=("companies", "residents"),
        weights_percent=(50, 50),
        activities=tuple(replace(one, benefit=benefits[one.id]) for one in one_audience.activities),
    )

    found = {one.activity: one for one in core_indices(town, (PlannedStart("d", "own", 0),), weightings=12, seed=1)}

    assert [one.standing for one in found.values()] == [
        Standing.BORDERLINE,
        Standing.BORDERLINE,
        Standing.NEVER,
        Standing.ALWAYS,
    ]
    assert found["a"].planned + found["b"].planned == 12


def test_random_weights_add_up_and_are_spread_evenly():
    draw = random.Random(1)

    found = [random_weights(draw, 3) for _ in range(3000)]

    assert {sum(weights) for weights in found} == {100}
    means = [sum(weights[place] for weights in found) / len(found) for place in range(3)]
    assert means == pytest.approx([100 / 3] * 3, abs=1.5)
    assert sum(weights[0] <= 50 for weights in found) / len(found) == pytest.approx(0.75, abs=0.03)  # 1 - 0.5²


def test_core_index_says_where_a_measure_stands():
    assert [CoreIndex("a", count, 4).standing for count in (4, 1, 0)] == list(Standing)
