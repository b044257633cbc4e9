from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.answers import Mended
from leitplanke.roadmap.change_offers import change_offers
from leitplanke.roadmap.check import check
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.model import FiscalYear, PlannedStart, Stability, Unit
from leitplanke.roadmap.plan_repair import mend
from leitplanke.roadmap.solve import Stop, solve

SEED = 7


def _touched(before, after):
    return len({line.activity for line in set(before) ^ set(after)})


def test_change_offers_show_what_more_changes_bring(make):
    """One a month from now on. By hand: a or b goes to the third month, 300 + 1,800 + 100; or all three move, c first:
    2,700 + 200 + 100.
    """
    one = make.mode(demand=[("it", 10)])
    activities = (make.activity(name, one, benefit=worth) for name, worth in (("a", 100), ("b", 100), ("c", 900)))
    town = make.problem(*activities, months=4, staff={"it": 20})
    plan = tuple(PlannedStart(name, "own", start) for name, start in (("a", 0), ("b", 0), ("c", 1)))
    cut = replace(town, units=(Unit("it", Text("it"), (10, 10, 10, 10)),))

    offers = change_offers(cut, plan, mend(cut, plan, seed=SEED), limits=(0, 2, None), stop=Stop(2), seed=SEED)

    assert [(one.most_changes, one.changes, one.value, one.bound) for one in offers] == [
        (1, 1, 2200, 2200),
        (2, 1, 2200, 2200),
        (None, 3, 3000, 3000),
    ]


def test_change_offers_end_with_the_first_one_where_they_are_cancelled(make):
    town = make.problem(make.activity("a"), make.activity("b"))
    plan = (PlannedStart("a", "own", 1),)
    stop = Stop(5, is_cancelled=lambda: True)

    offers = change_offers(town, plan, Mended(plan, 0, 0), limits=(0, 1, None), stop=stop, seed=SEED)

    assert [(one.most_changes, one.changes, one.plan) for one in offers] == [(0, 0, plan)]


def test_change_offers_refuse_a_problem_that_stays_near_another_plan(make):
    town = make.problem(make.activity("a"), stability=Stability((PlannedStart("a", "own", 1),)))
    plan = (PlannedStart("a", "own", 0),)

    with pytest.raises(InvalidValueError):
        change_offers(town, plan, Mended(plan, 0, 0), limits=(None,), stop=Stop(0), seed=SEED)


def test_change_offers_of_a_town_keep_the_limit_and_never_lose_value():
    town = generate(Size(100, 1, 48), seed=3)
    plan = solve(town, stop=Stop(0), seed=SEED).plan
    cut = replace(town, years=tuple(_cut(year, by=30 if place == 2 else 0) for place, year in enumerate(town.years)))
    mended = mend(cut, plan, seed=SEED, stop=Stop(3))

    offers = change_offers(cut, plan, mended, limits=(0, 10, 20, None), stop=Stop(3), seed=SEED)

    assert [check(cut, one.plan) for one in offers] == [()] * len(offers)
    assert all(one.most_changes is None or one.changes <= one.most_changes for one in offers)
    assert [one.value for one in offers] == sorted(one.value for one in offers)
    assert all(one.value <= one.bound for one in offers)
    assert 1 <= mended.least_changes <= mended.changes == _touched(plan, mended.plan)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_change_offers_are_as_good_as_any_plan_within_the_limit(make, data):
    town = data.draw(make.problems())
    before = data.draw(st.sampled_from(tuple(make.every_plan(town)) or (None,)))
    cut = replace(town, units=tuple(replace(unit, capacity=(unit.capacity[0] // 2,) * 5) for unit in town.units))
    left = tuple(make.every_plan(cut))
    if before is None or not left:
        return
    mended = mend(cut, before, seed=SEED)

    offers = change_offers(cut, before, mended, limits=(0, 1, 2, None), stop=Stop(5), seed=SEED)

    for offer in offers:
        most = len(cut.activities) if offer.most_changes is None else offer.most_changes
        within = [make.value_of(cut, plan) for plan in left if _touched(before, plan) <= most]
        assert (offer.value, offer.bound, offer.plan in left) == (max(within), max(within), True)


def _cut(year, *, by):
    return FiscalYear(year.year, year.investive_cents * (100 - by) // 100, year.consumptive_cents * (100 - by) // 100)
