"""Problems that nobody should have: a clear answer in bounded work."""

from dataclasses import replace

import pytest

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.roadmap.check import check
from leitplanke.roadmap.model import (
    MOST_MONTHS,
    FixedStart,
    PlannedStart,
    RoadmapConflictError,
    SolveStatus,
    Stability,
)
from leitplanke.roadmap.solve import Stop, solve
from leitplanke.roadmap.value_pieces import MOST_COLUMNS


def test_problem_of_a_million_months_is_refused(make):
    with pytest.raises(InvalidValueError, match=f"1 to {MOST_MONTHS}"):
        make.problem(months=1_000_000, years=())


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration": -1},
        {"demand": [("it", -1)]},
        {"running": 10**14},
        {"duration": 2, "investive": (1,)},
        {"investive": (10**30,)},
        {"consumptive": (-1,)},
    ],
)
def test_mode_with_an_absurd_number_is_refused(make, wrong):
    with pytest.raises(InvalidValueError):
        make.mode(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"modes": ()}, {"fixed": FixedStart("unknown", 0)}, {"fixed": FixedStart("own", 2**63)}]
)
def test_measure_that_nothing_could_be_done_with_is_refused(make, wrong):
    with pytest.raises(InvalidValueError):
        replace(make.activity("a"), **wrong)


@pytest.mark.parametrize("wrong", [{"start": 10**30}, {"most_changes": 10**30}, {"keeping": -1}])
def test_nearness_to_a_plan_with_an_absurd_number_is_refused(wrong):
    with pytest.raises(InvalidValueError):
        Stability((PlannedStart("a", "own", wrong.pop("start", 0)),), **wrong)


@pytest.mark.parametrize("wrong", [{"audiences": ("x", "y")}, {"weights_percent": ()}, {"audiences": ()}])
def test_problem_needs_a_weight_and_a_benefit_per_audience(make, wrong):
    with pytest.raises(InvalidValueError, match="audiences"):
        replace(make.problem(make.activity("a")), **wrong)


def test_a_negative_weight_is_refused(make):
    with pytest.raises(InvalidValueError, match="negative"):
        replace(make.problem(), weights_percent=(-1,))


@pytest.mark.parametrize("seed", [13, 42, 45])
def test_solve_proves_the_best_plan_of_enormous_values(make, seed):
    """Beyond 2^53 the solver's floats leave whole numbers out."""
    town = make.related(seed)
    town = replace(town, weights_percent=(2**48 + 12_345,))

    found = solve(town, seed=1)

    best = max(make.value_of(town, plan) for plan in make.every_plan(town))
    assert best > 2**53
    assert (found.value, found.bound, found.status) == (best, best, SolveStatus.OPTIMAL)


@pytest.mark.parametrize(
    ("field", "build"),
    [
        ("modes", lambda make: make.activity("a", make.mode("one"), make.mode("one", duration=2))),
        ("draws", lambda make: make.mode(draws=[("one", 3), ("one", 3)])),
        ("units", lambda make: replace(make.problem(staff={"one": 1}), units=make.problem(staff={"one": 1}).units * 2)),
        ("years", lambda make: make.problem(years=((2026, 0, 0), (2026, 10, 0)))),
    ],
)
def test_what_stands_twice_under_one_name_is_refused(make, field, build):
    with pytest.raises(InvalidValueError, match=f"^{field}: Identifier used twice: (one|2026)"):
        build(make)


@pytest.mark.parametrize("cost", [{"investive": (1,)}, {"consumptive": (1,)}, {"running": 1}])
def test_problem_that_costs_says_what_money_each_of_its_years_has(make, cost):
    costly, free = make.activity("a", make.mode(**cost)), make.activity("b")

    with pytest.raises(InvalidValueError, match=r"^years: Fiscal year without a row: 2027, 2028\. Every year") as told:
        make.problem(costly, months=25, years=((2026, 9, 9),), first_month="2026-12")

    assert told.value.problem.de == "Haushaltsjahr ohne Zeile: 2027, 2028."
    assert solve(make.problem(costly, months=2, years=((2026, 0, 0),)), seed=1).plan == ()
    assert make.problem(free, months=25, years=()).years == ()


def test_years_stand_in_order_of_time_because_money_carries_over(make):
    with pytest.raises(InvalidValueError, match=r"^years: Fiscal year behind a later one: 2026\. Put the years in asc"):
        make.problem(make.activity("a"), months=24, years=((2027, 20, 0), (2026, 0, 0)), investive_carries_over=True)


def test_years_beyond_9999_are_years_of_the_plan(make):
    with pytest.raises(InvalidValueError, match="Fiscal year without a row: 10000,"):
        make.problem(
            make.activity("a", make.mode(investive=(1,))),
            months=MOST_MONTHS,
            years=[(year, 0, 0) for year in range(2026, 10_000)],
        )


def test_problem_with_a_need_of_an_unknown_unit_is_refused(make):
    with pytest.raises(InvalidValueError, match="Unknown unit or pot"):
        make.problem(make.activity("a", make.mode(demand=[("nobody", 1)])))


def test_solve_refuses_what_would_not_fit_into_memory(make):
    with pytest.raises(InvalidValueError, match="too much at once"):
        solve(make.problem(*(make.activity(f"m{n}") for n in range(300)), months=50_000, first_month="1901-01"), seed=1)


def test_solve_leaves_out_a_measure_longer_than_the_horizon(make):
    town = make.problem(make.activity("long", make.mode(duration=9)), make.activity("short"), months=6)

    assert [line.activity for line in solve(town, seed=1).plan] == ["short"]


def test_solve_names_a_duty_longer_than_the_horizon(make):
    town = make.problem(make.activity("long", make.mode(duration=9), is_mandatory=True), months=6)

    with pytest.raises(RoadmapConflictError, match="mandatory long"):
        solve(town, seed=1)


def test_solve_plans_what_needs_nobody_where_nobody_is_there(make):
    town = make.problem(make.activity("a", make.mode(demand=[("it", 1)])), make.activity("b"), staff={"it": 0})

    assert [line.activity for line in solve(town, seed=1).plan] == ["b"]


def test_solve_gives_a_checked_plan_where_a_relaxation_would_be_too_large(make):
    months = MOST_COLUMNS // 100
    town = make.problem(*(make.activity(f"m{n}") for n in range(101)), months=months, years=(), first_month="1901-01")

    found = solve(town, seed=1, stop=Stop(0))

    assert check(town, found.plan) == ()
    assert found.value <= found.bound


@pytest.mark.parametrize("benefit", [10**30, 2**53])
def test_values_that_no_solver_could_add_up_are_refused(make, benefit):
    """The second one is worth 2^59 at most, but a solver adds up 60 places of it."""
    with pytest.raises(InvalidValueError, match="The value of all measures is too large") as told:
        make.problem(make.activity("a", benefit=benefit), months=60)

    assert told.value.field == "benefit"
