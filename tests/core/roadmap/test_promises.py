"""Floors for audiences and nearness to a published plan: by hand in the checker, by enumeration everywhere."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.conflict_words import DemandNames, describe
from leitplanke.roadmap.conflicts import is_in_conflict, minimal_conflict
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.fairness import benefits, fairest, most_for_audiences, share_percent, with_fairness
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.model import (
    Demand,
    DemandKind,
    Fairness,
    PlannedStart,
    Reason,
    ReasonKind,
    RoadmapConflictError,
    SolveStatus,
    Stability,
)
from leitplanke.roadmap.plan_repair import mend
from leitplanke.roadmap.polish import polish
from leitplanke.roadmap.schedule import fixed_draft, greedy_priority, serial_schedule
from leitplanke.roadmap.solve import Stop, solve
from leitplanke.roadmap.solvers.lp import relax
from leitplanke.roadmap.tables import build_tables, draft_value

SEED = 7


def _plan(**starts):
    return tuple(PlannedStart(name, "own", start) for name, start in starts.items())


def _two_audiences(make, **more):
    """One post; "a" is for citizens and worth more, "b" for companies; only one of them fits."""
    both = [
        replace(make.activity(name, make.mode(duration=4, demand=[("it", 1)])), benefit=benefit)
        for name, benefit in (("a", (30, 0)), ("b", (0, 10)))
    ]
    town = make.problem(months=6, staff={"it": 1})
    audiences = {"audiences": ("citizens", "companies"), "weights_percent": (50, 50)}
    return replace(town, activities=tuple(both), tail_months=2, **audiences, **more)


def _split(make, seed):
    """A small problem with everything, whose benefit goes to two audiences."""
    draw, town = random.Random(seed), make.related(seed)
    shared = [(part := draw.randint(0, one.benefit[0]), one.benefit[0] - part) for one in town.activities]
    activities = tuple(replace(one, benefit=both) for one, both in zip(town.activities, shared, strict=True))
    return replace(town, activities=activities, audiences=("x", "y"), weights_percent=(1, 1))


def _promised(make, seed):
    """The same with a floor, a published plan, or both."""
    draw, town = random.Random(seed), _split(make, seed)
    if draw.random() < 0.7:
        town = with_fairness(town, draw.choice((20, 40, 60, 80)))
    if draw.random() < 0.7:
        lines = [PlannedStart(one.id, "own", draw.randint(0, 2)) for one in town.activities if draw.random() < 0.8]
        most = draw.choice((None, 0, 1, 1, 2))
        town = replace(town, stability=Stability(tuple(lines), most, draw.choice((0, 5, 50)), draw.choice((0, 1, 9))))
    return town


def _worth(town, plan):
    """The value by its definition, apart from the engine's: benefit and lateness, then nearness."""
    total, now = 0, {line.activity: line for line in plan}
    for one in town.activities:
        line = now.get(one.id)
        if one.fixed is not None or line is None:
            continue
        end = line.start + one.mode(line.mode).duration - 1
        total += town.value(one, end)
        if town.stability is not None:
            before = {old.activity: old for old in town.stability.plan}.get(one.id)
            if before is None:
                total -= town.stability.keeping
            else:
                total += town.stability.keeping * (before == line)
                total -= town.stability.shift * abs(end - (before.start + one.mode(before.mode).duration - 1))
    return total


def test_check_counts_what_every_audience_gets(make):
    # Arrange: 8 months less 4 of work and 0 before: "a" alone brings citizens 4 · 30; companies could get 4 · 10
    town = _two_audiences(make, fairness=Fairness(25, (120, 40)))

    assert check(town, _plan(b=0)) == (Violation(ViolationKind.FAIRNESS, ref="citizens", excess=30),)
    assert check(town, _plan(a=0)) == (Violation(ViolationKind.FAIRNESS, ref="companies", excess=10),)
    assert check(replace(town, fairness=Fairness(25, (120, 0))), _plan(a=0)) == ()
    assert check(replace(town, fairness=Fairness(100, (120, 0))), _plan(a=1)) == (
        Violation(ViolationKind.FAIRNESS, ref="citizens", excess=30),
    )


def test_a_floor_is_rounded_up(make):
    assert Fairness(1, (101, 100, 0)).floors == (2, 1, 0)
    town = _two_audiences(make, fairness=Fairness(1, (12_001, 0)))
    assert check(town, _plan(a=0)) == (Violation(ViolationKind.FAIRNESS, ref="citizens", excess=1),)


def test_check_counts_what_differs_from_the_published_plan(make):
    # Arrange: "a" stays, "b" moves, "c" is gone, "d" is new, "e" runs and is not asked
    published = Stability(_plan(a=0, b=1, c=2, e=5), most_changes=3)
    runs = make.activity("e", fixed=make.fixed("own", 0))
    town = make.problem(*map(make.activity, "abcd"), runs, stability=published)

    assert check(town, _plan(a=0, b=2, d=4, e=0)) == ()
    town = replace(town, stability=replace(published, most_changes=1))
    assert check(town, _plan(a=0, b=2, d=4, e=0)) == (Violation(ViolationKind.STABILITY, excess=2),)


def test_promises_refuse_what_makes_no_sense(make):
    with pytest.raises(InvalidValueError, match="101 % is no share"):
        Fairness(101, (1,))
    with pytest.raises(InvalidValueError, match="negative"):
        Fairness(10, (-1,))
    with pytest.raises(InvalidValueError, match="do not fit"):
        make.problem(make.activity("a"), fairness=Fairness(10, (1, 2)))
    with pytest.raises(InvalidValueError, match="no such number"):
        Stability((), -1)
    with pytest.raises(InvalidValueError, match="weight is negative"):
        Stability((), keeping=-1)
    with pytest.raises(InvalidValueError, match="a"):
        Stability(_plan(a=0) + _plan(a=1))


def test_what_each_audience_could_get_counts_all_candidates_at_once(make):
    town = _two_audiences(make)

    assert most_for_audiences(build_tables(town)) == (120, 40)
    assert benefits(town, _plan(a=1)) == (90, 0)
    assert share_percent(town, _plan(a=1), (120, 0)) == 75


def test_a_floor_changes_who_is_served(make):
    town = _two_audiences(make)

    assert [line.activity for line in solve(town, seed=SEED).plan] == ["a"]
    served = solve(replace(town, fairness=Fairness(50, (0, 40))), seed=SEED)
    assert [line.activity for line in served.plan] == ["b"]
    assert served.status is SolveStatus.OPTIMAL


def test_a_measure_left_out_for_the_floor_of_others_is_told_so(make):
    town = _two_audiences(make, fairness=Fairness(50, (0, 40)))

    reasons = reasons_for(town, solve(town, seed=SEED).plan)

    assert Reason(ReasonKind.FAIRNESS, "companies", competitors=("b",)) in reasons["a"]


def test_floors_that_nobody_can_reach_are_a_conflict_in_words(make):
    town = _two_audiences(make, fairness=Fairness(50, (120, 40)))

    with pytest.raises(RoadmapConflictError) as told:
        solve(town, seed=SEED)

    assert told.value.demands == (
        Demand(DemandKind.STAFF, "it"),
        Demand(DemandKind.FAIRNESS, "citizens", "50"),
        Demand(DemandKind.FAIRNESS, "companies", "50"),
    )
    words = [describe(demand, DemandNames({}, {}, {}, {})).en for demand in told.value.demands]
    assert words[1] == "The audience “citizens” gets at least 50 % of the benefit that it could get."


def test_a_published_plan_that_cannot_stand_is_a_conflict_in_words(make):
    published = Stability(_plan(a=0, b=0), most_changes=0)
    both = [make.activity(name, make.mode(demand=[("it", 1)])) for name in "ab"]
    town = make.problem(*both, staff={"it": 1}, stability=published)

    found = minimal_conflict(town)

    assert found == (Demand(DemandKind.STAFF, "it"), Demand(DemandKind.STABILITY, "", "0"))
    words = describe(found[1], DemandNames({}, {}, {}, {})).en
    assert words == "At most 0 measures differ from the published plan."


def test_staying_as_published_counts_against_a_better_date(make):
    # Arrange: one month sooner is worth 100; staying is worth 99, then 101
    town = make.problem(make.activity("a"), make.activity("b"), stability=Stability(_plan(a=1, b=0), keeping=99))
    dearer = replace(town, stability=replace(town.stability, keeping=101))

    assert solve(town, seed=SEED).plan == _plan(a=0, b=0)
    found = solve(dearer, seed=SEED)
    assert found.plan == _plan(a=1, b=0)
    assert reasons_for(dearer, found.plan)["a"] == (Reason(ReasonKind.AS_PUBLISHED, at=Month("2026-01")),)


def test_a_new_measure_has_to_be_worth_the_change(make):
    town = make.problem(make.activity("a", benefit=1), stability=Stability((), keeping=9))

    found = solve(town, seed=SEED)

    assert found.plan == ()
    assert reasons_for(town, found.plan)["a"] == (Reason(ReasonKind.AS_PUBLISHED, at=Month("2026-01")),)


def test_no_more_measures_change_than_may(make):
    # Arrange: all three would gain by moving to month 0; the dearest one moves
    three = [make.activity(name, benefit=worth) for name, worth in (("a", 5), ("b", 9), ("c", 7))]
    town = make.problem(*three, stability=Stability(_plan(a=1, b=1, c=1), most_changes=1))

    found = solve(town, seed=SEED)

    assert found.plan == _plan(a=1, b=0, c=1)
    assert reasons_for(town, found.plan)["a"] == (Reason(ReasonKind.STABILITY, missing=0),)


def test_by_enumeration_no_plan_is_better_and_no_bound_below(make):
    known = Counter()
    for seed in range(40):
        town = _promised(make, seed)
        plans = list(make.every_plan(town))
        if not plans:
            with pytest.raises(RoadmapConflictError):
                solve(town, seed=SEED)
            known["conflict"] += 1
            continue
        best = max(_worth(town, plan) for plan in plans)
        found = solve(town, seed=SEED)
        assert (found.value, found.bound, found.status) == (best, best, SolveStatus.OPTIMAL), seed
        assert check(town, found.plan) == ()
        assert all(reasons_for(town, found.plan).values()), seed
        tables = build_tables(town)
        relaxed = relax(tables, fixed=fixed_draft(tables))
        assert not relaxed.is_refuted, seed
        assert relaxed.bound is None or relaxed.bound >= best, seed
        known["plan"] += 1
    assert min(known.values()) > 5  # both sides are tried


def test_by_enumeration_greedy_and_polish_keep_the_promises(make):
    for seed in range(80):
        town = _promised(make, seed)
        tables = build_tables(town)
        draft = serial_schedule(tables, greedy_priority(tables))
        if draft is not None:
            assert check(town, tables.to_plan(draft)) == (), seed
            better = polish(tables, draft)
            assert check(town, tables.to_plan(better)) == (), seed
            assert draft_value(better) >= draft_value(draft)


def test_by_enumeration_a_minimal_conflict_is_one_and_no_part_of_it_is(make):
    conflicts = 0
    for seed in range(12):
        town = _promised(make, seed)
        found = minimal_conflict(town)

        assert bool(found) == (next(make.every_plan(town), None) is None), seed
        if found:
            conflicts += 1
            assert not any(is_in_conflict(town, tuple(one for one in found if one != left)) for left in found)
    assert conflicts > 1


def test_by_enumeration_a_mended_plan_keeps_the_promises(make):
    for seed in range(12):
        town = _promised(make, seed)
        old = _plan(**{one.id: one.fixed.start if one.fixed else 1 for one in town.activities})
        if next(make.every_plan(town), None) is not None:
            assert check(town, mend(town, old, seed=SEED).plan) == ()


def test_by_enumeration_the_fairest_share_is_reached_and_none_above_the_refuted(make):
    for seed in range(12):
        town = _split(make, seed)
        of = most_for_audiences(build_tables(town))
        shares = [share_percent(town, plan, of) for plan in make.every_plan(town)]
        if not shares:
            with pytest.raises(RoadmapConflictError):
                fairest(town, seed=SEED)
            continue
        found = fairest(town, seed=SEED)
        assert check(with_fairness(town, found.percent), found.plan) == ()
        assert found.percent == max(shares), seed
        assert found.refuted_percent > max(shares)


def test_the_fairest_share_of_a_town_whose_duties_conflict_is_that_conflict(make):
    """As `solve` says it: staff for one of two duties in the only month."""
    whole = make.mode(demand=[("it", 100)])
    duties = (make.activity(one, whole, is_mandatory=True, deadline=0) for one in ("a", "b"))
    town = make.problem(*duties, staff={"it": 100})

    with pytest.raises(RoadmapConflictError) as planned:
        solve(town, seed=SEED)
    with pytest.raises(RoadmapConflictError) as asked:
        fairest(town, seed=SEED)

    assert asked.value.demands == planned.value.demands


def test_duties_that_no_list_places_have_a_fairest_share_all_the_same(make):
    """59 + 23 + 18 and 42 + 43 + 15 fill two months of a post: a list takes a wrong one."""
    parts = (make.mode(demand=[("it", part)]) for part in (59, 18, 23, 42, 15, 43))
    duties = (make.activity(f"a{place}", part, is_mandatory=True) for place, part in enumerate(parts))
    town = make.problem(*duties, months=2, staff={"it": 100}, tail_months=12)
    of = most_for_audiences(build_tables(town))

    found = fairest(town, seed=SEED)

    assert serial_schedule(build_tables(town), greedy_priority(build_tables(town))) is None
    assert check(with_fairness(town, found.percent), found.plan) == ()
    assert found.percent == max(share_percent(town, plan, of) for plan in make.every_plan(town))


def test_by_enumeration_the_fairest_share_near_a_published_plan(make):
    seen = Counter()
    for seed in range(16):
        town = replace(_promised(make, seed), fairness=None)
        shares = [share_percent(town, plan, most_for_audiences(build_tables(town))) for plan in make.every_plan(town)]
        if not shares:
            with pytest.raises(RoadmapConflictError):
                fairest(town, seed=SEED)
        else:
            found = fairest(town, seed=SEED)
            assert check(with_fairness(town, found.percent), found.plan) == ()
            assert found.percent <= max(shares) < found.refuted_percent, seed
        seen[bool(shares), town.stability is not None and town.stability.most_changes is not None] += 1
    assert seen[True, True] > 1
    assert seen[False, True] > 1


def test_more_money_never_lowers_the_proven_best_under_a_floor(make):
    for seed in range(15):
        town = _promised(make, seed)
        richer = replace(town, years=tuple(replace(one, investive_cents=one.investive_cents + 3) for one in town.years))
        if next(make.every_plan(town), None) is not None:
            assert solve(richer, seed=SEED).value >= solve(town, seed=SEED).value


def test_a_larger_town_keeps_its_floor():
    town = generate(Size(24, 1, 36), seed=3)
    plain = solve(town, stop=Stop(3), seed=SEED)
    least = share_percent(town, plain.plan, most_for_audiences(build_tables(town)))

    found = solve(with_fairness(town, least), stop=Stop(3), seed=SEED)

    assert check(with_fairness(town, least), found.plan) == ()
    assert found.bound >= found.value
