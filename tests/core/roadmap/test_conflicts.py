from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.kernel.dates import Month
from leitplanke.kernel.relations import Wait, WaitKind
from leitplanke.roadmap.check import check
from leitplanke.roadmap.conflicts import demands, is_in_conflict, minimal_conflict
from leitplanke.roadmap.model import Demand, DemandKind, Exclusion, ExclusionKind, FixedStart, Release, ReleaseKind
from leitplanke.roadmap.solve import solve


def test_minimal_conflict_names_duties_and_staff_and_nothing_else(make):
    # Arrange: by hand, a and c need the only person in month 0; b and the money have no part in it
    town = make.problem(
        make.activity("a", make.mode(demand=[("it", 1)], investive=(3,)), is_mandatory=True, deadline=0),
        make.activity("b", make.mode(demand=[("it", 1)]), is_mandatory=True, deadline=3),
        make.activity("c", make.mode(demand=[("it", 1)]), is_mandatory=True, deadline=0),
        staff={"it": 1, "hr": 0},
        years=((2026, 3, 0),),
    )

    assert minimal_conflict(town) == (
        Demand(DemandKind.MANDATORY, "a", at=Month("2026-01")),
        Demand(DemandKind.MANDATORY, "c", at=Month("2026-01")),
        Demand(DemandKind.STAFF, "it"),
    )


def test_minimal_conflict_follows_a_duty_to_the_exclusion_of_what_it_needs(make):
    town = make.problem(
        make.activity("base"),
        make.activity("duty", prerequisites=("base",), is_mandatory=True),
        exclusions=(
            Exclusion("base", ExclusionKind.GATE_OPEN, "goals"),
            Exclusion("duty", ExclusionKind.PREREQUISITE_EXCLUDED, "base"),
        ),
    )

    assert minimal_conflict(town) == (
        Demand(DemandKind.MANDATORY, "duty"),
        Demand(DemandKind.PREREQUISITE, "duty", "base"),
        Demand(DemandKind.NOT_PLANNABLE, "base", "gate_open goals"),
    )


@pytest.mark.parametrize("never", [{}, {"any_of": (("gone",),)}, {"waits": (Wait("gone", WaitKind.AFTER_START, 0),)}])
def test_minimal_conflict_names_an_excluded_milestone_and_what_waits_for_it(make, never):
    """Of no duration, it would stand at the very end of the plan, behind the last start of anything else."""
    milestone = make.mode(duration=0)
    gone = make.activity("gone", milestone, is_mandatory=not never)
    duty = make.activity("duty", milestone, is_mandatory=True, **never)
    town = make.problem(gone, duty, exclusions=[Exclusion("gone", ExclusionKind.REJECTED)])

    assert Demand(DemandKind.NOT_PLANNABLE, "gone", "rejected") in minimal_conflict(town)
    free = replace(town, activities=tuple(replace(one, is_mandatory=False) for one in town.activities))
    assert [line.activity for line in solve(free, seed=1).plan] == ([] if never else ["duty"])


def test_minimal_conflict_names_a_release_after_the_deadline(make):
    town = make.problem(
        make.activity("duty", is_mandatory=True, deadline=2, releases=(Release(3, ReleaseKind.GATE, "goals"),))
    )

    assert minimal_conflict(town) == (
        Demand(DemandKind.MANDATORY, "duty", at=Month("2026-03")),
        Demand(DemandKind.RELEASE, "duty", "goals", Month("2026-04")),
    )


def test_minimal_conflict_names_what_runs_beyond_the_budget(make):
    town = make.problem(
        make.activity("runs", make.mode(investive=(9,)), fixed=FixedStart("own", 1)), years=((2026, 8, 0),)
    )

    assert minimal_conflict(town) == (
        Demand(DemandKind.FIXED, "runs", "own", Month("2026-02")),
        Demand(DemandKind.MONEY_INVESTIVE, "2026"),
    )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_minimal_conflict_is_a_conflict_and_no_part_of_it_is(make, data):
    town = data.draw(make.problems())
    has_plan = any(True for _ in make.every_plan(town))

    found = minimal_conflict(town)

    assert bool(found) is not has_plan
    if found:
        assert set(found) <= set(demands(town))
        assert is_in_conflict(town, found)
        assert not any(is_in_conflict(town, tuple(one for one in found if one != left)) for left in found)


def test_minimal_conflict_goes_away_when_the_town_gives_in(make):
    # Arrange: the enumeration, which shares no code with the filter, agrees for each demand that is dropped
    duty = {"is_mandatory": True, "deadline": 0}
    town = make.problem(
        make.activity("a", make.mode(demand=[("it", 1)]), **duty),
        make.activity("b", make.mode(demand=[("it", 1)]), **duty),
        staff={"it": 1},
        months=2,
    )
    more_staff = make.problem(*town.activities, staff={"it": 2}, months=2)

    assert len(minimal_conflict(town)) == 3
    assert minimal_conflict(more_staff) == ()
    assert all(check(more_staff, plan) == () for plan in make.every_plan(more_staff))
