"""Waits, alternatives, choices, profiles, windows and lateness: by hand in the checker, by enumeration everywhere."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.relations import Choice, Wait, WaitKind
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.conflicts import demands, is_in_conflict, minimal_conflict
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.model import (
    Demand,
    DemandKind,
    FixedStart,
    PlannedStart,
    Pot,
    Reason,
    ReasonKind,
    RoadmapConflictError,
    SolveStatus,
)
from leitplanke.roadmap.plan_repair import mend
from leitplanke.roadmap.polish import polish
from leitplanke.roadmap.schedule import fixed_draft, greedy_priority, serial_schedule
from leitplanke.roadmap.solve import solve
from leitplanke.roadmap.solvers import cpsat
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, repair
from leitplanke.roadmap.solvers.lp import relax
from leitplanke.roadmap.tables import build_tables, draft_of, draft_value

SEED = 7


def _plan(**starts):
    return tuple(PlannedStart(name, "own", start) for name, start in starts.items())


@pytest.mark.parametrize(("kind", "ready"), [(WaitKind.AFTER_END, 5), (WaitKind.AFTER_START, 3)])
def test_check_counts_a_wait_from_the_end_or_the_start(make, kind, ready):
    # Arrange: by hand, "a" works in months 0 and 1; three months after its end is 5, after its start 3
    town = make.problem(
        make.activity("a", make.mode(duration=2)), make.activity("b", waits=(Wait("a", kind, 3),)), months=8
    )

    assert check(town, _plan(a=0, b=ready)) == ()
    assert check(town, _plan(a=0, b=ready - 1)) == (Violation(ViolationKind.WAIT, "b", "a", ready, excess=1),)
    assert check(town, _plan(b=7)) == (Violation(ViolationKind.PREREQUISITE_MISSING, "b", "a"),)


def test_check_wants_one_of_the_alternatives_finished(make):
    town = make.problem(
        make.activity("a", make.mode(duration=2)), make.activity("b"), make.activity("c", any_of=(("a", "b"),))
    )

    assert check(town, _plan(a=3, b=0, c=1)) == ()
    assert check(town, _plan(a=0, c=2)) == ()
    assert check(town, _plan(c=2)) == (Violation(ViolationKind.ALTERNATIVE_MISSING, "c", "a|b"),)
    assert check(town, _plan(a=1, b=4, c=2)) == (
        Violation(ViolationKind.ALTERNATIVE_NOT_FINISHED, "c", "a|b", 3, excess=1),
    )


def test_check_counts_the_members_of_a_choice(make):
    town = make.problem(*map(make.activity, "abc"), choices=(Choice("site", ("a", "b", "c"), 1, 2),))

    assert check(town, _plan(a=0, c=0)) == ()
    assert check(town, ()) == (Violation(ViolationKind.CHOICE_TOO_FEW, ref="site", excess=1),)
    assert check(town, _plan(a=0, b=0, c=0)) == (Violation(ViolationKind.CHOICE_TOO_MANY, ref="site", excess=1),)


def test_check_adds_up_profiles_month_by_month(make):
    # Arrange: 1, 3, 0 for "a" from month 0; "b" needs 1 all the time, also before the plan began
    rising = replace(make.mode(duration=3), profiles=(("it", (1, 3, 0)),))
    town = make.problem(make.activity("a", rising), make.activity("b", make.mode(demand=[("it", 1)])), staff={"it": 3})

    assert check(town, _plan(a=0, b=2)) == ()
    assert check(town, _plan(a=0, b=1)) == (Violation(ViolationKind.STAFF, ref="it", month=1, year=2026, excess=1),)
    runs = replace(town, activities=(replace(town.activities[0], fixed=FixedStart("own", -1)), town.activities[1]))
    assert check(runs, (PlannedStart("a", "own", -1), PlannedStart("b", "own", 0))) == (
        Violation(ViolationKind.STAFF, ref="it", month=0, year=2026, excess=1),
    )


def test_check_keeps_the_window_of_a_pot(make):
    town = make.problem(
        make.activity("a", make.mode(duration=2, draws=[("grant", 1)])),
        make.activity("b", make.mode(draws=[("grant", 0)])),
        pots=(Pot("grant", Text("grant"), 9, first=1, last=3),),
    )

    assert check(town, _plan(a=2, b=5)) == ()
    assert check(town, _plan(a=0)) == (Violation(ViolationKind.POT_WINDOW, "a", "grant", 1, excess=1),)
    assert check(town, _plan(a=4)) == (Violation(ViolationKind.POT_WINDOW, "a", "grant", 3, excess=2),)


def test_value_falls_by_the_lateness_after_a_measure_was_due(make):
    # Arrange: benefit 10 over 6 - 1 - end months, due in month 2, 25 per month late
    late = make.activity("a", benefit=10, due=2, lateness=25)
    town = make.problem(late)

    assert [town.value(late, end) for end in range(6)] == [50, 40, 30, 20 - 25, 10 - 50, 0 - 75]


def test_solve_does_a_duty_although_being_late_costs_more_than_it_brings(make):
    # Arrange: the only person is busy until month 3; the duty is due in month 1 and ends in month 4: 3 · 10 lost
    town = make.problem(
        make.activity("runs", make.mode(duration=4, demand=[("it", 1)]), fixed=FixedStart("own", 0)),
        make.activity("duty", make.mode(demand=[("it", 1)]), benefit=1, due=1, lateness=10, is_mandatory=True),
        make.activity("extra", make.mode(demand=[("it", 1)]), benefit=1, due=1, lateness=10),
        staff={"it": 1},
    )

    found = solve(town, seed=SEED)

    assert found.plan == _plan(runs=0, duty=4)
    assert (found.value, found.bound, found.status) == (1 - 30, 1 - 30, SolveStatus.OPTIMAL)
    assert reasons_for(town, found.plan)["extra"] == (Reason(ReasonKind.TOO_LATE, at=Month("2026-06")),)


def test_a_soft_help_is_a_milestone_of_both(make):
    # Arrange: "pay" beside "portal" is worth 50 a month more once both are there; without "pay" the portal still runs
    town = make.problem(
        make.activity("pay", make.mode(duration=2, investive=(3, 3)), benefit=0),
        make.activity("portal", benefit=9),
        make.activity("portal_with_pay", make.mode(duration=0), benefit=50, prerequisites=("pay", "portal")),
        years=((2026, 6, 0),),
    )

    with_help = solve(town, seed=SEED)
    poor = solve(replace(town, years=(replace(town.years[0], investive_cents=5),)), seed=SEED)

    assert with_help.value == 9 * 5 + 50 * 4
    assert (poor.plan, poor.value) == (_plan(portal=0), 9 * 5)


@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        ({"waits": (Wait("a", WaitKind.AFTER_END, 2),)}, Reason(ReasonKind.WAIT, "a", Month("2026-04"))),
        ({"waits": (Wait("a", WaitKind.AFTER_START, 2),)}, Reason(ReasonKind.WAIT, "a", Month("2026-03"))),
        ({"any_of": (("a", "c"),)}, Reason(ReasonKind.ALTERNATIVE, "a|c", Month("2026-02"))),
    ],
)
def test_reasons_name_the_relation(make, relation, reason):
    town = make.problem(make.activity("a"), make.activity("b", **relation), make.activity("c", benefit=0))

    assert reasons_for(town, solve(town, seed=SEED).plan)["b"] == (reason,)


def test_reasons_name_choice_and_window(make):
    town = make.problem(
        make.activity("a", benefit=9),
        make.activity("b", benefit=5),
        make.activity("c", make.mode(draws=[("grant", 1)])),
        choices=(Choice("site", ("a", "b"), 1, 1),),
        pots=(Pot("grant", Text("grant"), 9, first=2),),
    )

    found = solve(town, seed=SEED)

    assert found.plan == _plan(a=0, c=2)
    reasons = reasons_for(town, found.plan)
    assert reasons["b"] == (
        Reason(ReasonKind.CHOICE, "site", None, 1, ("a",)),
        Reason(ReasonKind.DISPLACES, competitors=("a",)),
    )
    assert reasons["c"] == (Reason(ReasonKind.POT_WINDOW, "grant", Month("2026-03")),)


def test_minimal_conflict_names_relations(make):
    late = make.problem(
        make.activity("a", make.mode(duration=2)),
        make.activity("b", is_mandatory=True, deadline=3, waits=(Wait("a", WaitKind.AFTER_END, 2),)),
    )
    both = make.problem(
        make.activity("a", is_mandatory=True),
        make.activity("b", is_mandatory=True),
        choices=(Choice("site", ("a", "b"), 0, 1),),
    )
    closed = make.problem(
        make.activity("a", make.mode(draws=[("grant", 1)]), is_mandatory=True, deadline=1),
        pots=(Pot("grant", Text("grant"), 9, first=2),),
    )
    none = make.problem(
        make.activity("a", make.mode(investive=(9,))),
        years=((2026, 5, 0),),
        choices=(Choice("site", ("a",), 1, 1),),
    )

    assert minimal_conflict(late) == (
        Demand(DemandKind.MANDATORY, "b", at=Month("2026-04")),
        Demand(DemandKind.WAIT, "b", "a after_end 2"),
    )
    assert minimal_conflict(both) == (
        Demand(DemandKind.MANDATORY, "a"),
        Demand(DemandKind.MANDATORY, "b"),
        Demand(DemandKind.CHOICE_MOST, "site", "1"),
    )
    assert minimal_conflict(closed) == (
        Demand(DemandKind.MANDATORY, "a", at=Month("2026-02")),
        Demand(DemandKind.POT_WINDOW, "grant"),
    )
    assert minimal_conflict(none) == (
        Demand(DemandKind.MONEY_INVESTIVE, "2026"),
        Demand(DemandKind.CHOICE_LEAST, "site", "1"),
    )


def test_a_problem_refuses_relations_that_make_no_sense(make):
    with pytest.raises(InvalidValueError, match="no wait"):
        Wait("a", WaitKind.AFTER_END, -1)
    with pytest.raises(InvalidValueError, match="no choice"):
        Choice("site", ("a",), 2, 2)
    with pytest.raises(InvalidValueError, match="Unknown"):
        make.problem(make.activity("a"), choices=(Choice("site", ("a", "z"), 1, 1),))
    with pytest.raises(InvalidValueError, match="being late"):
        make.activity("a", lateness=5)
    with pytest.raises(InvalidValueError, match="empty group"):
        make.activity("a", any_of=((),))
    with pytest.raises(InvalidValueError, match="staff profile"):
        replace(make.mode(duration=2), profiles=(("it", (1,)),))
    with pytest.raises(InvalidValueError, match="its share"):
        make.problem(
            make.activity("a", make.mode(investive=(4,), draws=[("grant", 6)])),
            pots=(Pot("grant", Text("grant"), 9, share_percent=59),),
        )


def test_by_enumeration_no_plan_is_better_and_no_bound_below(make):
    known = Counter()
    for seed in range(60):
        town = make.related(seed)
        plans = list(make.every_plan(town))
        if not plans:
            with pytest.raises(RoadmapConflictError):
                solve(town, seed=SEED)
            known["conflict"] += 1
            continue
        best = max(make.value_of(town, plan) for plan in plans)
        found = solve(town, seed=SEED)
        assert (found.value, found.bound, found.status) == (best, best, SolveStatus.OPTIMAL), seed
        assert check(town, found.plan) == ()
        assert all(reasons_for(town, found.plan).values()), seed
        tables = build_tables(town)
        relaxed = relax(tables, fixed=fixed_draft(tables), steps=10_000)
        assert not relaxed.is_refuted, seed
        assert relaxed.bound is None or relaxed.bound >= best, seed
        known["plan"] += 1
    assert min(known.values()) > 10  # both sides are tried


def test_by_enumeration_greedy_and_polish_keep_all_rules(make):
    for seed in range(120):
        town = make.related(seed)
        tables = build_tables(town)
        draft = serial_schedule(tables, greedy_priority(tables))
        if draft is not None:
            assert check(town, tables.to_plan(draft)) == (), seed
            better = polish(tables, draft)
            assert check(town, tables.to_plan(better)) == (), seed
            assert draft_value(better) >= draft_value(draft)


@pytest.mark.parametrize("written_out", [cpsat.MOST_WRITTEN_OUT, 0])
def test_by_enumeration_a_repair_finds_the_best_around_what_stays(make, monkeypatch, written_out):
    """In both ways to write who waits for whom: that of long horizons must be no other rule."""
    monkeypatch.setattr(cpsat, "MOST_WRITTEN_OUT", written_out)
    draw = random.Random(5)
    for seed in range(25):
        town = make.related(seed)
        plans = list(make.every_plan(town))
        tables = build_tables(town)
        for _ in range(2 if plans else 0):
            draft = draft_of(tables, draw.choice(plans))
            movable = sorted(frozenset(range(3)) - tables.fixed)
            free = frozenset(draw.sample(movable, k=draw.randint(0, len(movable))))
            stays = {
                (town.activities[one].id, line.way.mode.id, line.start)
                for one, line in draft.items()
                if one not in free
            }
            names = {town.activities[one].id for one in free}
            alike = [
                plan
                for plan in plans
                if {(line.activity, line.mode, line.start) for line in plan if line.activity not in names} == stays
            ]

            found = repair(tables, draft, free, effort=Effort(1.0), seed=SEED)

            assert found.status is RepairStatus.OPTIMAL
            assert check(town, tables.to_plan(found.draft)) == ()
            assert draft_value(found.draft) == max(make.value_of(town, plan) for plan in alike)


def test_by_enumeration_a_minimal_conflict_is_one_and_no_part_of_it_is(make):
    for seed in range(10):
        town = make.related(seed)
        found = minimal_conflict(town)

        assert bool(found) == (next(make.every_plan(town), None) is None), seed
        assert set(found) <= set(demands(town))
        if found:
            assert is_in_conflict(town, found)
            assert not any(is_in_conflict(town, tuple(one for one in found if one != left)) for left in found)


def test_by_enumeration_a_mended_plan_changes_as_few_measures_as_any_plan_must(make):
    draw = random.Random(5)
    for seed in (*range(15), *range(140, 160)):
        town = make.related(seed)
        plans = list(make.every_plan(town))
        old = tuple(
            PlannedStart(one.id, "own", one.fixed.start if one.fixed else draw.randint(0, 2)) for one in town.activities
        )
        if plans:
            found = mend(town, old, seed=SEED)
            assert check(town, found.plan) == ()
            assert found.is_smallest
            assert _changed(found.plan, old) == min(_changed(plan, old) for plan in plans), seed


def _changed(plan, old):
    """Measures that stand elsewhere, are new, or are gone."""
    before, after = ({line.activity: line for line in lines} for lines in (old, plan))
    return sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())
