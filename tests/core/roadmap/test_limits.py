"""Problems that nobody should have: a clear answer in bounded work."""

from dataclasses import replace

import pytest

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.check import check
from leitplanke.roadmap.model import (
    MOST_MONTHS,
    FiscalYear,
    FixedStart,
    PlannedStart,
    RoadmapConflictError,
    Stability,
    Unit,
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


@pytest.mark.parametrize(
    ("field", "value"),
    [("years", (FiscalYear(2026, 1, 1),) * 2), ("units", (Unit("it", Text("IT"), (1,) * 6),) * 2)],
)
def test_nothing_stands_twice(make, field, value):
    with pytest.raises(InvalidValueError, match="once"):
        replace(make.problem(), **{field: value})


def test_a_negative_weight_is_refused(make):
    with pytest.raises(InvalidValueError, match="negative"):
        replace(make.problem(), weights_percent=(-1,))


def test_bound_is_never_below_the_value_of_enormous_benefits(make):
    """Beyond 2^53 the solver's floats leave whole numbers out."""
    town = make.problem(*(make.activity(name, benefit=10**15 + 1) for name in "abc"), staff={"it": 1}, tail_months=7)

    found = solve(town, seed=1)

    assert 0 <= found.bound - found.value <= found.value // 2**50


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


def test_values_that_no_solver_could_add_up_are_refused(make):
    with pytest.raises(InvalidValueError, match="The value of all measures is too large") as told:
        make.problem(make.activity("a", benefit=10**30))

    assert told.value.field == "benefit"
