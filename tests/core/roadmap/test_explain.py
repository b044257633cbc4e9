from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from leitplanke.kernel.dates import Month, months_between
from leitplanke.roadmap.check import ViolationKind, check
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.model import (
    Exclusion,
    ExclusionKind,
    FixedStart,
    PlannedStart,
    Reason,
    ReasonKind,
    Release,
    ReleaseKind,
    RoadmapConflictError,
)
from leitplanke.roadmap.solve import solve


def test_reasons_for_golden_case(make):
    # Arrange: one person for the whole year; every reason can be read off the plan by hand
    person = {"demand": [("it", 100)]}
    town = make.problem(
        make.activity("a-runs", make.mode(**person), fixed=FixedStart("own", 0)),
        make.activity("b-base", make.mode(duration=2, **person), benefit=9),
        make.activity("c-portal", prerequisites=("b-base",)),
        make.activity("d-app", releases=(Release(4, ReleaseKind.GATE, "goals"),)),
        make.activity("e-now"),
        make.activity("f-costly", make.mode(investive=(50,)), benefit=1),
        make.activity("g-too-long", make.mode(duration=7)),
        make.activity("h-idle", benefit=0),
        make.activity("i-on-top", prerequisites=("f-costly",)),
        make.activity("k-crowded", make.mode(duration=6, demand=[("it", 40)]), benefit=1),
        staff={"it": 100},
        years=((2026, 40, 0),),
        exclusions=(Exclusion("z-asked", ExclusionKind.UNDER_EXAMINATION),),
    )
    plan = (
        PlannedStart("a-runs", "own", 0),
        PlannedStart("b-base", "own", 1),
        PlannedStart("c-portal", "own", 3),
        PlannedStart("d-app", "own", 4),
        PlannedStart("e-now", "own", 0),
    )

    assert reasons_for(town, plan) == {
        "a-runs": (Reason(ReasonKind.FIXED, at=Month("2026-01")),),
        "b-base": (Reason(ReasonKind.STAFF, "it", Month("2026-01"), 100, ("a-runs",)),),
        "c-portal": (Reason(ReasonKind.PREREQUISITE, "b-base", Month("2026-04")),),
        "d-app": (Reason(ReasonKind.GATE, "goals", Month("2026-05")),),
        "e-now": (Reason(ReasonKind.FIRST_MONTH, at=Month("2026-01")),),
        "f-costly": (Reason(ReasonKind.MONEY_INVESTIVE, "2026", None, 10),),
        "g-too-long": (Reason(ReasonKind.HORIZON, at=Month("2026-06")),),
        "h-idle": (Reason(ReasonKind.NO_BENEFIT),),
        "i-on-top": (Reason(ReasonKind.PREREQUISITE_LEFT_OUT, "f-costly"),),
        "k-crowded": (Reason(ReasonKind.STAFF, "it", Month("2026-01"), 40, ("a-runs",)),),
        "z-asked": (Reason(ReasonKind.UNDER_EXAMINATION),),
    }


def test_reasons_for_an_omission_name_what_it_would_displace(make):
    town = make.problem(
        make.activity("large", make.mode(investive=(30,)), benefit=9),
        make.activity("small", make.mode(investive=(20,)), benefit=5),
        years=((2026, 40, 0),),
    )

    assert reasons_for(town, (PlannedStart("large", "own", 0),))["small"] == (
        Reason(ReasonKind.MONEY_INVESTIVE, "2026", None, 10, ("large",)),
        Reason(ReasonKind.DISPLACES, competitors=("large",)),
    )


_JUDGED = {
    ReasonKind.RELEASE: ViolationKind.RELEASE,
    ReasonKind.PREREQUISITE: ViolationKind.PREREQUISITE_NOT_FINISHED,
    ReasonKind.PREREQUISITE_LEFT_OUT: ViolationKind.PREREQUISITE_MISSING,
    ReasonKind.STAFF: ViolationKind.STAFF,
    ReasonKind.MONEY_INVESTIVE: ViolationKind.MONEY_INVESTIVE,
    ReasonKind.MONEY_CONSUMPTIVE: ViolationKind.MONEY_CONSUMPTIVE,
    ReasonKind.HORIZON: ViolationKind.BEYOND_HORIZON,
}


def test_reasons_for_name_only_who_takes_people_in_that_month(make):
    # Arrange: "a" takes two people in its first month and none in its second, in which there is only one
    ending = replace(make.mode(duration=2), profiles=(("it", (2, 0)),))
    town = make.problem(
        make.activity("a", ending, benefit=9),
        make.activity("b", make.mode(demand=[("it", 2)])),
        months=4,
        staff={"it": 2},
    )
    town = replace(town, units=(replace(town.units[0], capacity=(2, 1, 2, 2)),))
    plan = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 2))

    assert reasons_for(town, plan)["b"] == (Reason(ReasonKind.STAFF, "it", Month("2026-02"), 1),)


def test_reasons_for_say_nothing_where_a_start_between_is_free(make):
    """Neither the month before nor the first one is free: the plan was not made by us, and leaves room."""
    one = make.mode(demand=[("it", 1)])
    town = make.problem(*(make.activity(name, one) for name in "abc"), months=5, staff={"it": 1})
    plan = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 3), PlannedStart("c", "own", 4))

    found = reasons_for(town, plan)

    assert (found["b"], found["c"]) == ((), ())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), data=st.data())
def test_reasons_for_any_plan_say_whether_an_earlier_start_is_free(make, seed, data):
    """Of plans that are not the best, too: no reason means room for more, a reason of the checker means none."""
    town = make.related(seed)
    plans = tuple(make.every_plan(town))
    if not plans:
        return
    plan = data.draw(st.sampled_from(plans))

    found = reasons_for(town, plan)

    for line in (one for one in plan if town.activity(one.activity).fixed is None and one.start > 0):
        rest = tuple(one for one in plan if one != line)
        free = [start for start in range(line.start) if not check(town, (*rest, replace(line, start=start)))]
        worth = [make.value_of(town, (replace(line, start=start),)) for start in free]
        is_better = any(one > make.value_of(town, (line,)) for one in worth)
        kinds = [reason.kind for reason in found[line.activity]]
        assert (kinds == []) == is_better
        assert (kinds == [ReasonKind.NO_GAIN]) == (bool(free) and not is_better)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_reasons_for_are_complete_and_the_checker_agrees(make, data):
    town = data.draw(make.problems())
    try:
        plan = solve(town, seed=1).plan
    except RoadmapConflictError:
        assume(False)

    found = reasons_for(town, plan)

    excluded = {exclusion.activity for exclusion in town.exclusions}
    assert set(found) == {activity.id for activity in town.activities} | excluded
    assert all(found.values())
    for activity in town.activities:
        for reason in found[activity.id] if activity.id not in excluded else ():
            if reason.kind in _JUDGED:
                assert _is_confirmed(town, plan, activity, reason)


def _is_confirmed(town, plan, activity, reason):
    """Some earlier start (planned), or every start in some mode (left out), breaks just what the reason says."""
    line = next((one for one in plan if one.activity == activity.id), None)
    tried = (
        [PlannedStart(activity.id, line.mode, start) for start in range(line.start)]
        if line
        else [PlannedStart(activity.id, mode.id, start) for mode in activity.modes for start in range(town.months)]
    )
    others = tuple(one for one in plan if one.activity != activity.id)
    verdicts = [violation for one in tried for violation in check(town, (*others, one))]
    return any(
        violation.kind is _JUDGED[reason.kind]
        and violation.ref == reason.ref
        and violation.excess >= reason.missing
        and (reason.at is None or violation.month == months_between(town.first_month, reason.at))
        for violation in verdicts
    )
