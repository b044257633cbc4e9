import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.parts import parts_of
from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solvers.lp import relax
from leitplanke.roadmap.tables import build_tables

LENIENT = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def test_parts_are_towns_that_share_the_data_centre_and_the_money():
    town = generate(Size(60, 3, 24), seed=1)
    tables = build_tables(town)
    places = sum(len(way.starts) for options in tables.ways for way in options)

    parts = parts_of(tables, most=places // 2)

    assert parts.members == tuple(frozenset(range(first, first + 20)) for first in (0, 20, 40))
    assert [town.units[unit].id for unit in parts.units] == ["centre"]
    assert len(parts.pots) == 2 * len(town.years) + 1  # each year and kind, and the grant; a choice is a town's own


def test_a_problem_that_fits_is_one_part_and_shares_nothing():
    parts = parts_of(build_tables(generate(Size(60, 3, 24), seed=1)))

    assert (len(parts.members), parts.units, parts.pots) == (1, (), ())


@pytest.fixture
def two(make):
    """One needs 2 hundredths for two months and 5 cents, the other 1 for one month and 1 cent."""
    return make.problem(
        make.activity("a", make.mode(duration=2, demand=[("it", 2)], investive=(5, 0))),
        make.activity("b", make.mode(demand=[("it", 1)], investive=(1,))),
        months=3,
        staff={"it": 4},
        years=((2026, 9, 9),),
        tail_months=0,
    )


def test_a_part_pays_for_what_it_uses_of_the_shared(two):
    # by hand: 2 hundredths for two months at 3 each, and 5 cents at 10 each
    tables = build_tables(two)
    parts = parts_of(tables, most=0)
    prices = parts.prices(tables, np.array([3.0, 3.0, 3.0, 10.0]))

    part = parts.part(tables, 0, prices)

    assert (parts.members, parts.units, parts.pots) == ((frozenset({0}), frozenset({1})), (0,), (0,))
    assert parts.worth_of_shared(tables, prices) == 4 * 3 * 3 + 9 * 10 + 1  # rounded up from a hair above
    exact = [two.value(two.activities[0], start + 1) - (2 * 2 * 3 + 5 * 10) for start in (0, 1)]
    assert part.ways[0][0].value.tolist() == [value + 1 for value in exact]  # likewise
    assert (part.ways[0][0].staff, part.ways[0][0].money.any(), part.ways[1]) == ((), False, ())


def test_shares_use_what_whole_measures_use(two):
    tables = build_tables(two)

    value, used = parts_of(tables, most=0).used(tables, {0: ((0.5, 1.0),), 1: ((0.0, 0.0, 1.0),)})

    values = [two.value(two.activities[number], end) for number, end in ((0, 1), (0, 2), (1, 2))]
    assert value == (values[0] + values[1]) / 2 + values[2]
    assert used.tolist() == [1.0, 2.0, 2.0, 6.0]


def test_claims_spread_each_measure_evenly_over_its_starts(two):
    tables = build_tables(two)

    claims = parts_of(tables, most=0).claims(tables, frozenset({0, 1}))

    assert claims.staff[0].tolist() == pytest.approx([1 + 1 / 3, 2 + 1 / 3, 1 + 1 / 3])
    assert claims.money.tolist() == pytest.approx([6])


@LENIENT
@given(data=st.data())
def test_whatever_the_prices_no_plan_is_worth_more_than_the_parts_and_the_shared(make, data):
    town = data.draw(make.problems())
    values = [make.value_of(town, plan) for plan in make.every_plan(town)]
    tables = build_tables(town)
    parts = parts_of(tables, most=0)
    size = len(parts.prices(tables).row)
    row = np.array(data.draw(st.lists(st.floats(0, 500), min_size=size, max_size=size)))
    prices = parts.prices(tables, row)

    bounds = []
    for place in range(len(parts.members)):
        part = parts.part(tables, place, prices)
        bounds.append(relax(part, fixed=fixed_draft(part)).bound)

    if values:
        highest = parts.highest(tables, prices)
        assert None not in bounds
        assert max(values) <= parts.worth_of_shared(tables, prices) + sum(map(min, bounds, highest))
