from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.kernel.texts import Text
from leitplanke.roadmap import plan_repair
from leitplanke.roadmap.check import check
from leitplanke.roadmap.model import PlannedStart, RoadmapConflictError, Unit
from leitplanke.roadmap.plan_repair import mend

SEED = 7


def _touched(before, after):
    return len({line.activity for line in set(before) ^ set(after)})


def test_mend_moves_one_measure_instead_of_planning_anew(make):
    one = make.mode(demand=[("it", 10)])
    town = make.problem(*(make.activity(name, one) for name in "abc"), months=3, staff={"it": 20})
    plan = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 0), PlannedStart("c", "own", 1))
    cut = replace(town, units=(Unit("it", Text("it"), (10, 20, 20)),))

    found = mend(cut, plan, seed=SEED)

    assert (_touched(plan, found.plan), found.is_smallest, len(found.plan)) == (1, True, 3)
    assert check(cut, found.plan) == ()


def test_mend_leaves_a_plan_that_still_works(make):
    town = make.problem(make.activity("a"))
    plan = (PlannedStart("a", "own", 3),)

    assert mend(town, plan, seed=SEED).plan == plan


def test_mend_takes_up_a_new_duty(make):
    town = make.problem(make.activity("a"), make.activity("duty", benefit=0, is_mandatory=True, deadline=1))

    assert {line.activity for line in mend(town, (PlannedStart("a", "own", 0),), seed=SEED).plan} == {"a", "duty"}


def test_mend_says_what_conflicts(make):
    town = make.problem(make.activity("duty", make.mode(demand=[("it", 9)]), is_mandatory=True), staff={"it": 5})

    with pytest.raises(RoadmapConflictError):
        mend(town, (PlannedStart("duty", "own", 0),), seed=SEED)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_mend_changes_as_few_measures_as_any_plan(make, data):
    town = data.draw(make.problems())
    plans = tuple(make.every_plan(town))
    if not plans:
        return
    before = data.draw(st.sampled_from(plans))
    cut = replace(town, units=tuple(replace(unit, capacity=(unit.capacity[0] // 2,) * 5) for unit in town.units))
    left = tuple(make.every_plan(cut))
    if not left:
        return

    found = mend(cut, before, seed=SEED)

    assert found.plan in left
    assert found.is_smallest
    assert _touched(before, found.plan) == min(_touched(before, plan) for plan in left)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_mend_of_a_large_town_proves_no_more_than_is_true(make, data):
    """The way of large towns, on small ones: the proven least and the changes found enclose the truth."""
    town = data.draw(make.problems())
    plans = tuple(make.every_plan(town))
    cut = replace(town, units=tuple(replace(unit, capacity=(unit.capacity[0] // 2,) * 5) for unit in town.units))
    left = tuple(make.every_plan(cut))
    if not plans or not left:
        return
    before = data.draw(st.sampled_from(plans))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_repair, "MOST_AT_ONCE", 0)
        found = mend(cut, before, seed=SEED)

    fewest = min(_touched(before, plan) for plan in left)
    assert found.plan in left
    assert found.least_changes <= fewest <= found.changes == _touched(before, found.plan)
