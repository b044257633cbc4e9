from dataclasses import replace

import pytest

from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.model import Exclusion, ExclusionKind, FixedStart, PlannedStart, Release, ReleaseKind

GOOD = (PlannedStart("base", "own", 0), PlannedStart("portal", "own", 3), PlannedStart("runs", "own", -2))


@pytest.fixture
def town(make):
    """A base of 2 months, a portal on it (a duty until month 5, gate in month 2), something that runs since -2."""
    return make.problem(
        make.activity("base", make.mode(duration=2, demand=[("it", 60)], investive=(500, 500))),
        make.activity(
            "portal",
            make.mode(duration=2, demand=[("it", 100)], consumptive=(300, 301), running=1200),
            make.mode("bought", duration=1, demand=[("it", 120)]),
            prerequisites=("base",),
            releases=(Release(2, ReleaseKind.GATE, "goals"), Release(1, ReleaseKind.TOWN, "portal")),
            deadline=5,
            is_mandatory=True,
        ),
        make.activity("runs", make.mode(duration=4, demand=[("it", 40)]), fixed=FixedStart("own", -2)),
        months=8,
        staff={"it": 100},
        years=((2026, 1000, 601), (2027, 0, 200)),
        first_month="2026-07",
    )


def _with(activity, mode, start):
    return (*(line for line in GOOD if line.activity != activity), PlannedStart(activity, mode, start))


def test_check_accepts_a_plan_that_uses_every_capacity_to_the_last_unit(town):
    # Arrange: portal ends in November; one month of running cost in 2026 (100) and two in 2027 (200)
    exact = replace(town, years=(town.years[0], town.years[1]))
    budget = replace(exact.years[0], consumptive_cents=701)

    assert check(replace(exact, years=(budget, exact.years[1])), GOOD) == ()
    assert check(town, GOOD) == (Violation(ViolationKind.MONEY_CONSUMPTIVE, ref="2026", year=2026, excess=100),)


@pytest.mark.parametrize(
    ("plan", "violation"),
    [
        ((*GOOD, PlannedStart("ghost", "own", 0)), Violation(ViolationKind.UNKNOWN_ACTIVITY, "ghost")),
        (_with("base", "magic", 0), Violation(ViolationKind.UNKNOWN_MODE, "base", "magic")),
        ((*GOOD, GOOD[0]), Violation(ViolationKind.PLANNED_TWICE, "base")),
        (_with("base", "own", -1), Violation(ViolationKind.BEFORE_PLAN, "base", month=0, excess=1)),
        (_with("base", "own", 7), Violation(ViolationKind.BEYOND_HORIZON, "base", month=7, excess=1)),
        ((GOOD[0], GOOD[2]), Violation(ViolationKind.MANDATORY_MISSING, "portal")),
        (GOOD[:2], Violation(ViolationKind.FIXED_MOVED, "runs", "own", -2)),
        (_with("runs", "own", 1), Violation(ViolationKind.FIXED_MOVED, "runs", "own", -2, excess=3)),
        (_with("portal", "own", 0), Violation(ViolationKind.RELEASE, "portal", "portal", 1, excess=1)),
        (_with("portal", "own", 1), Violation(ViolationKind.GATE, "portal", "goals", 2, excess=1)),
        (_with("portal", "own", 5), Violation(ViolationKind.DEADLINE, "portal", month=5, excess=1)),
        (GOOD[1:], Violation(ViolationKind.PREREQUISITE_MISSING, "portal", "base")),
        (
            _with("base", "own", 2),
            Violation(ViolationKind.PREREQUISITE_NOT_FINISHED, "portal", "base", 4, excess=1),
        ),
        (_with("portal", "bought", 3), Violation(ViolationKind.STAFF, ref="it", month=3, year=2026, excess=20)),
        (_with("portal", "own", 1), Violation(ViolationKind.STAFF, ref="it", month=1, year=2026, excess=100)),
        (
            (*GOOD, PlannedStart("base", "own", 4)),
            Violation(ViolationKind.MONEY_INVESTIVE, ref="2026", year=2026, excess=1000),
        ),
        (
            _with("base", "own", 5),
            Violation(ViolationKind.MONEY_INVESTIVE, ref="2027", year=2027, excess=500),
        ),
    ],
)
def test_check_names_a_planted_violation(town, plan, violation):
    assert violation in check(town, plan)


def test_check_refuses_an_excluded_measure(town):
    closed = replace(town, exclusions=(Exclusion("base", ExclusionKind.REJECTED),))

    assert Violation(ViolationKind.EXCLUDED, "base") in check(closed, GOOD)


def test_check_takes_a_deadline_of_an_optional_measure_as_an_indication(make):
    late = make.problem(make.activity("late", deadline=0))

    assert check(late, (PlannedStart("late", "own", 3),)) == ()


@pytest.mark.parametrize(("yearly", "budget"), [(12, 5), (1, 1), (13, 6), (0, 0)])
def test_check_rounds_running_cost_up_once_per_year(make, yearly, budget):
    # Arrange: it ends in July, so five months of running cost: 5/12 of the yearly amount, rounded up
    plan = (PlannedStart("one", "own", 6),)
    town = make.problem(
        make.activity("one", make.mode(running=yearly)), months=12, years=((2026, 0, budget),), first_month="2026-01"
    )
    short = replace(town, years=(replace(town.years[0], consumptive_cents=max(0, budget - 1)),))

    assert check(town, plan) == ()
    assert len(check(short, plan)) == (1 if budget else 0)


def test_check_loads_a_fixed_measure_only_within_the_plan(make):
    # Arrange: four months from -2 on; only the last two of its amounts count, and running cost of four months
    town = make.problem(
        make.activity(
            "runs",
            make.mode(duration=4, demand=[("it", 10)], investive=(1, 2, 4, 8), running=12),
            fixed=FixedStart("own", -2),
        ),
        months=6,
        staff={"it": 9},
        years=((2026, 11, 3),),
    )

    assert check(town, (PlannedStart("runs", "own", -2),)) == (
        Violation(ViolationKind.STAFF, ref="it", month=0, year=2026, excess=1),
        Violation(ViolationKind.STAFF, ref="it", month=1, year=2026, excess=1),
        Violation(ViolationKind.MONEY_INVESTIVE, ref="2026", year=2026, excess=1),
        Violation(ViolationKind.MONEY_CONSUMPTIVE, ref="2026", year=2026, excess=1),
    )
