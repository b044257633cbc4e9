from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.kernel.texts import Text
from leitplanke.roadmap import plan_repair
from leitplanke.roadmap.answers import Mended
from leitplanke.roadmap.check import check
from leitplanke.roadmap.incidents import Delay, with_incidents
from leitplanke.roadmap.model import PlannedStart, Release, ReleaseKind, RoadmapConflictError, Unit
from leitplanke.roadmap.plan_repair import mend
from leitplanke.roadmap.tables import build_tables, draft_of

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


@pytest.mark.parametrize("at_once", [80, 0], ids=["proven at once", "as in large towns"])
def test_mend_moves_a_delayed_measure_instead_of_leaving_it_out(make, monkeypatch, at_once):
    """Its old place is gone: to move it is the one change that leaving it out would be, and worth more."""
    town = make.problem(make.activity("a", make.mode(duration=2), benefit=50), make.activity("b", benefit=10), months=8)
    monkeypatch.setattr(plan_repair, "MOST_AT_ONCE", at_once)

    found = mend(
        with_incidents(town, (Delay("a", 1),)),
        (PlannedStart("a", "own", 0), PlannedStart("b", "own", 0)),
        seed=SEED,
    )

    assert found == Mended((PlannedStart("a", "own", 1), PlannedStart("b", "own", 0)), 1, 1)


def test_mend_moves_a_delayed_measure_that_is_worth_less_late_for_who_needs_it(make):
    """A published line that dates no longer allow is no new measure: it was told that two have to change, proven."""
    town = make.problem(
        make.activity("a", benefit=1, due=0, lateness=1000),
        make.activity("b", benefit=1, prerequisites=("a",)),
        months=8,
    )

    found = mend(
        with_incidents(town, (Delay("a", 2),)), (PlannedStart("a", "own", 0), PlannedStart("b", "own", 3)), seed=SEED
    )

    assert found == Mended((PlannedStart("a", "own", 2), PlannedStart("b", "own", 3)), 1, 1)


def test_a_gate_that_is_called_like_a_unit_overloads_nobody(make):
    """What is hit is freed first; it was everybody of the unit."""
    person = make.mode(demand=[("it", 1)])
    town = make.problem(
        make.activity("a", releases=(Release(3, ReleaseKind.GATE, "it"),)), make.activity("b", person), staff={"it": 1}
    )
    tables = build_tables(town)
    plan = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 0))

    hit = plan_repair._hit(tables, draft_of(tables, plan[1:]), check(town, plan))  # noqa: SLF001 - seen nowhere else

    assert hit == {0}


@pytest.mark.parametrize("at_once", [80, 0], ids=["proven at once", "as in large towns"])
def test_mend_does_not_count_what_is_no_candidate_any_more(make, monkeypatch, at_once):
    town = make.problem(make.activity("a"))
    monkeypatch.setattr(plan_repair, "MOST_AT_ONCE", at_once)

    found = mend(town, (PlannedStart("a", "own", 3), PlannedStart("gone", "own", 0)), seed=SEED)

    assert found == Mended((PlannedStart("a", "own", 3),), 0, 0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), data=st.data())
def test_mend_after_a_delay_is_worth_as_much_as_any_plan_with_as_few_changes(make, seed, data):
    """With lateness, waits, alternatives and choices, where leaving out is tempting."""
    town = make.related(seed)
    plans = tuple(make.every_plan(town))
    names = [one.id for one in town.activities if one.fixed is None]
    if not plans or not names:
        return
    before = data.draw(st.sampled_from(plans))
    late = with_incidents(town, (Delay(data.draw(st.sampled_from(names)), data.draw(st.integers(1, 4))),))
    left = {plan: _touched(before, plan) for plan in make.every_plan(late)}
    if not left:
        return

    found = mend(late, before, seed=SEED)

    fewest = min(left.values())
    best = max(make.value_of(late, plan) for plan, changes in left.items() if changes == fewest)
    assert (found.changes, found.least_changes, make.value_of(late, found.plan)) == (fewest, fewest, best)


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
    fewest = min(_touched(before, plan) for plan in left)
    assert _touched(before, found.plan) == fewest
    best = max(make.value_of(cut, plan) for plan in left if _touched(before, plan) == fewest)
    assert make.value_of(cut, found.plan) == best


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_mend_of_a_large_town_proves_no_more_than_is_true(make, data):
    """The way of large towns, on small ones: the proven least and the changes found enclose the truth."""
    town = data.draw(make.problems())
    plans = tuple(make.every_plan(town))
    cut = replace(town, units=tuple(replace(unit, capacity=(unit.capacity[0] // 2,) * 5) for unit in town.units))
    excluded = {one.activity for one in town.exclusions}
    names = [one.id for one in town.activities if one.fixed is None and one.id not in excluded]
    if names and data.draw(st.booleans()):
        cut = with_incidents(cut, (Delay(data.draw(st.sampled_from(names)), data.draw(st.integers(1, 3))),))
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
