from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.check import check
from leitplanke.roadmap.model import Nearness, PlannedStart, Unit
from leitplanke.roadmap.nearness import Near, plan_of, solve_near
from leitplanke.roadmap.plan_repair import changes_of
from leitplanke.roadmap.problem import build_problem
from leitplanke.roadmap.roadmap import make_roadmap
from leitplanke.roadmap.solve import Stop

SEED = 7
WORTH = (("a", 3), ("b", 2), ("c", 1))


def _strategy(make, *, measures=WORTH, months=2):
    made = (make.measure(name, make.strategy_mode(months=months, staff=[("it", 100)])) for name, _ in measures)
    return make.strategy(*made, scores=[(name, "citizens", worth) for name, worth in measures])


def _resources(make, people):
    """So many people in each month."""
    units = (Unit("it", Text("IT"), tuple(100 * amount for amount in people)),)
    return replace(make.resources(), units=units)


def _roadmap(make, strategy, *, near=None, people=(1,) * 12):
    return make_roadmap(
        strategy,
        resources=_resources(make, people),
        profile=make.profile(),
        stop=Stop(5),
        seed=SEED,
        provenance=make.provenance,
        near=near,
    )


def _starts(roadmap):
    return {line.measure: line.start for line in roadmap.assignments}


def test_roadmap_near_a_published_one_changes_nothing_that_holds(make):
    """ "c" became worth most; planned anew it would come first, and all three would move."""
    published = _roadmap(make, _strategy(make))
    today = _strategy(make, measures=(("a", 3), ("b", 2), ("c", 9)))

    anew = _roadmap(make, today)
    near = _roadmap(make, today, near=Near(published, 0))

    assert _starts(published) == {"a": "2026-01", "b": "2026-03", "c": "2026-05"}
    assert _starts(anew) == {"c": "2026-01", "a": "2026-03", "b": "2026-05"}
    assert _starts(near) == _starts(published)
    assert near.nearness == Nearness(0, 0, 0)
    assert (anew.nearness, near.value < anew.value) == (None, True)


def test_more_changes_are_used_where_they_are_worth_it(make):
    published = _roadmap(make, _strategy(make))
    today = _strategy(make, measures=(("a", 3), ("b", 2), ("c", 9)))

    near = _roadmap(make, today, near=Near(published, 2))

    assert _starts(near) == {"c": "2026-01", "b": "2026-03", "a": "2026-05"}
    assert near.nearness == Nearness(2, 2, 0)


def test_what_must_change_changes_whatever_is_allowed(make):
    """Nobody works in January and February any more: "a" cannot stay, and finds a place after the others."""
    published = _roadmap(make, _strategy(make))
    near = _roadmap(make, _strategy(make), near=Near(published, 0), people=(0, 0, *[1] * 10))

    assert near.nearness == Nearness(0, 1, 1)
    assert {name: start for name, start in _starts(near).items() if name != "a"} == {"b": "2026-03", "c": "2026-05"}


def test_plan_of_counts_from_the_first_month_of_the_new_plan(make):
    published = _roadmap(make, _strategy(make))
    later = make.profile(first="2026-03", months=10)
    problem = build_problem(_strategy(make), resources=_resources(make, (1,) * 10), profile=later)

    assert plan_of(published, problem) == (
        PlannedStart("a", "own", -2),
        PlannedStart("b", "own", 0),
        PlannedStart("c", "own", 2),
    )


def test_plan_of_leaves_out_what_is_no_candidate_any_more(make):
    published = _roadmap(make, _strategy(make))
    without = _strategy(make, measures=WORTH[1:])
    problem = build_problem(without, resources=make.resources(), profile=make.profile())
    renamed = replace(published, assignments=tuple(replace(one, mode="other") for one in published.assignments))

    assert {line.activity for line in plan_of(published, problem)} == {"b", "c"}
    assert plan_of(renamed, problem) == ()


def test_near_refuses_a_number_below_zero(make):
    with pytest.raises(InvalidValueError, match="-1"):
        Near(_roadmap(make, _strategy(make)), -1)


@settings(max_examples=25, deadline=None)
@given(
    worth=st.lists(st.integers(0, 9), min_size=4, max_size=4),
    people=st.lists(st.integers(0, 2), min_size=12, max_size=12),
    allowed=st.integers(0, 4),
)
def test_plan_near_keeps_all_rules_and_changes_no_more_than_it_may_or_must(make, worth, people, allowed):
    names = "abcd"
    published = _roadmap(make, _strategy(make, measures=tuple(zip(names, (4, 3, 2, 1), strict=True))))
    today = _strategy(make, measures=tuple(zip(names, worth, strict=True)))
    problem = build_problem(today, resources=_resources(make, people), profile=make.profile())

    limited, found, told = solve_near(problem, Near(published, allowed), stop=Stop(3), seed=SEED)

    assert check(limited, found.plan) == ()
    assert told.changes == changes_of(problem, plan_of(published, problem), found.plan)
    assert told.least_changes <= told.changes <= max(allowed, told.least_changes)
    assert found.value <= found.bound
