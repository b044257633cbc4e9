from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solvers.lp import _dual_feasible, relax
from leitplanke.roadmap.tables import Ledger, build_tables


def _relax(problem):
    tables = build_tables(problem)
    return relax(tables, fixed=fixed_draft(tables))


def test_relax_golden_case_fills_the_last_place_with_a_part(make):
    # Arrange: 40 cents for projects of 30 (worth 9) and 20 (worth 5): by hand 9 + 5 · 1/2 over 6 months of use
    town = make.problem(
        make.activity("large", make.mode(investive=(30,)), benefit=18),
        make.activity("small", make.mode(investive=(20,)), benefit=10),
        years=((2026, 40, 0),),
    )

    found = _relax(town)

    assert found.bound == pytest.approx((18 + 10 / 2) * 5, abs=1)
    assert found.started[0][0][0] == pytest.approx(1.0)
    assert found.started[1][0][0] == pytest.approx(0.5)


def test_relax_knows_that_two_large_measures_never_share_a_unit(make):
    # Arrange: 60 + 60 > 100: without the dual feasible rows a part of the second would fit beside the first
    large = make.mode(duration=3, demand=[("it", 60)])
    town = make.problem(
        make.activity("a", large, benefit=1), make.activity("b", large, benefit=1), months=3, staff={"it": 100}
    )

    assert _relax(town).bound <= 0 + 1


def test_relax_takes_no_other_measure_for_a_prerequisite_outside_the_problem(make):
    # Arrange: starts for a, as if dates alone allowed them; b is the last activity of the tables, which -1 would be
    tables = build_tables(make.problem(make.activity("a", benefit=50), make.activity("b", benefit=1)))
    lacking = replace(tables, before=((-1,), ()))

    assert relax(lacking, fixed={}).bound == pytest.approx(1 * 5, abs=1)


def test_relax_says_if_a_duty_has_no_place(make):
    assert _relax(make.problem(make.activity("a", make.mode(duration=7), is_mandatory=True))).bound is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_relax_bounds_every_plan(make, data):
    town = data.draw(make.problems())
    best = max((make.value_of(town, plan) for plan in make.every_plan(town)), default=None)
    tables = build_tables(town)

    if best is not None:
        assert not Ledger(tables, fixed_draft(tables)).is_overdrawn
        bound = _relax(town).bound
        assert bound is not None
        assert bound >= best


@given(
    parts=st.integers(1, 5), amounts=st.lists(st.integers(1, 100), min_size=1, max_size=8), capacity=st.integers(1, 100)
)
def test_dual_feasible_shares_of_what_fits_together_fit(parts, amounts, capacity):
    while sum(amounts) > capacity:
        amounts = amounts[1:]

    assert sum(_dual_feasible(Fraction(amount, capacity), parts) for amount in amounts) <= 1
