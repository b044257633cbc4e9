"""Which demands cannot be kept together: a minimal set, found by leaving out one demand after another.

How it is told: `roadmap.conflict_words`. See `docs/methods/conflicts.md`. No solver core is used: every set is decided
afresh.
"""

from dataclasses import replace

from leitplanke.roadmap.check import ViolationKind, check
from leitplanke.roadmap.model import (
    Activity,
    Demand,
    DemandKind,
    Exclusion,
    ExclusionKind,
    PlannedStart,
    Problem,
    Release,
)
from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, find_place
from leitplanke.roadmap.tables import Tables, build_tables

WHOLE_WORK = 20.0
_PART_WORK = 1.0
_UNLIMITED = 2**50  # more than any sum of demands, and far from overflow


def minimal_conflict(problem: Problem) -> tuple[Demand, ...]:
    """A set of demands that no plan keeps, while for each part of it there is one; empty if none is proven.

    Where the work for a proof does not suffice, a demand stays in: the set is then in conflict, but may not be minimal.
    """
    problem = _duties_only(problem)
    kept = demands(problem)
    if not is_in_conflict(problem, kept, work=WHOLE_WORK):
        return ()
    size = len(kept) // 2
    while size > 1:  # large parts first: most demands have no share in a conflict
        kept = _without_idle_parts(problem, kept, size=size)
        size //= 2
    return _without_idle_parts(problem, kept, size=1)


def demands(problem: Problem) -> tuple[Demand, ...]:
    """Every demand that bears on the duties: theirs, those of what they need and of what runs, and all capacities."""
    activities = _duties_only(problem).activities
    names = {activity.id for activity in activities}
    return (
        *(_mandatory(problem, one) for one in activities if one.is_mandatory and one.fixed is None),
        *(_fixed(problem, one) for one in activities if one.fixed is not None),
        *(
            Demand(DemandKind.PREREQUISITE, one.id, needed)
            for one in activities
            if one.fixed is None
            for needed in one.prerequisites
        ),
        *(_release(problem, one, release) for one in activities if one.fixed is None for release in one.releases),
        *(_not_plannable(exclusion) for exclusion in _own_exclusions(problem) if exclusion.activity in names),
        *(Demand(DemandKind.STAFF, unit.id) for unit in problem.units),
        *(Demand(DemandKind.MONEY_INVESTIVE, str(year.year)) for year in problem.years),
        *(Demand(DemandKind.MONEY_CONSUMPTIVE, str(year.year)) for year in problem.years),
        *(Demand(DemandKind.POT, pot.id) for pot in problem.pots),
    )


def is_in_conflict(problem: Problem, kept: tuple[Demand, ...], *, work: float = _PART_WORK) -> bool:
    """Whether it is proven that no plan keeps these demands; all others are dropped.

    A plan that shows the contrary is verified by the checker before it is believed.
    """
    relaxed = _duties_only(_relaxed_problem(problem, frozenset(kept)))
    tables = _relaxed_tables(relaxed, frozenset(kept))
    answer = find_place(tables, fixed_draft(tables), tables.required - tables.fixed, effort=Effort(work), seed=0)
    if answer.draft is not None:
        _verify(relaxed, frozenset(kept), tables.to_plan(answer.draft))
    return answer.status is RepairStatus.INFEASIBLE


def _without_idle_parts(problem: Problem, kept: tuple[Demand, ...], *, size: int) -> tuple[Demand, ...]:
    """Go through parts of `size` demands and drop each part without which the rest is still in conflict."""
    for part in [kept[first : first + size] for first in range(0, len(kept), size)]:
        fewer = tuple(demand for demand in kept if demand not in part)
        if is_in_conflict(problem, fewer):
            kept = fewer
    return kept


def _duties_only(problem: Problem) -> Problem:
    """Without the measures that nobody has to do: they can never make a conflict."""
    activities = {activity.id: activity for activity in problem.activities}
    needed: set[str] = set()
    waiting = [one.id for one in problem.activities if one.is_mandatory or one.fixed is not None]
    while waiting:
        one = waiting.pop()
        if one not in needed:
            needed.add(one)
            is_free = one in activities and activities[one].fixed is None
            waiting.extend(activities[one].prerequisites if is_free else ())
    return replace(problem, activities=tuple(one for one in problem.activities if one.id in needed))


def _mandatory(problem: Problem, activity: Activity) -> Demand:
    at = None if activity.deadline is None else problem.month_at(activity.deadline)
    return Demand(DemandKind.MANDATORY, activity.id, at=at)


def _fixed(problem: Problem, activity: Activity) -> Demand:
    assert activity.fixed is not None
    return Demand(DemandKind.FIXED, activity.id, activity.fixed.mode, problem.month_at(activity.fixed.start))


def _release(problem: Problem, activity: Activity, release: Release) -> Demand:
    return Demand(DemandKind.RELEASE, activity.id, release.ref, problem.month_at(release.month))


def _not_plannable(exclusion: Exclusion) -> Demand:
    return Demand(DemandKind.NOT_PLANNABLE, exclusion.activity, f"{exclusion.kind} {exclusion.ref}".strip())


def _own_exclusions(problem: Problem) -> tuple[Exclusion, ...]:
    """Those that have a cause of their own; the others follow from a prerequisite."""
    return tuple(one for one in problem.exclusions if one.kind is not ExclusionKind.PREREQUISITE_EXCLUDED)


def _relaxed_problem(problem: Problem, kept: frozenset[Demand]) -> Problem:
    activities = []
    dropped = {one.id for one in problem.activities if one.fixed is not None and _fixed(problem, one) not in kept}
    for one in problem.activities:
        if one.id in dropped:
            continue
        is_kept_duty = one.fixed is None and _mandatory(problem, one) in kept
        activities.append(
            replace(
                one,
                is_mandatory=one.is_mandatory and is_kept_duty,
                prerequisites=tuple(
                    needed
                    for needed in one.prerequisites
                    if needed not in dropped and Demand(DemandKind.PREREQUISITE, one.id, needed) in kept
                ),
                releases=tuple(release for release in one.releases if _release(problem, one, release) in kept),
            )
        )
    exclusions = tuple(one for one in _own_exclusions(problem) if _not_plannable(one) in kept)
    return replace(problem, activities=tuple(activities), exclusions=exclusions)


def _relaxed_tables(relaxed: Problem, kept: frozenset[Demand]) -> Tables:
    tables = build_tables(relaxed)
    staff, money = tables.staff.copy(), tables.money.copy()
    for place, unit in enumerate(relaxed.units):
        if Demand(DemandKind.STAFF, unit.id) not in kept:
            staff[place] = _UNLIMITED
    for place, year in enumerate(relaxed.years):
        if Demand(DemandKind.MONEY_INVESTIVE, str(year.year)) not in kept:
            money[place] = _UNLIMITED
        if Demand(DemandKind.MONEY_CONSUMPTIVE, str(year.year)) not in kept:
            money[len(relaxed.years) + place] = _UNLIMITED
    for place, pot in enumerate(relaxed.pots):
        if Demand(DemandKind.POT, pot.id) not in kept:
            money[2 * len(relaxed.years) + place] = _UNLIMITED
    return replace(tables, staff=staff, money=money)


def _verify(relaxed: Problem, kept: frozenset[Demand], plan: tuple[PlannedStart, ...]) -> None:
    capacities = {
        ViolationKind.STAFF: DemandKind.STAFF,
        ViolationKind.MONEY_INVESTIVE: DemandKind.MONEY_INVESTIVE,
        ViolationKind.MONEY_CONSUMPTIVE: DemandKind.MONEY_CONSUMPTIVE,
        ViolationKind.POT: DemandKind.POT,
    }
    for violation in check(relaxed, plan):
        kind = capacities.get(violation.kind)
        if kind is None or Demand(kind, violation.ref) in kept:
            raise AssertionError(
                f"the checker refuses the plan that was to show that there is no conflict: {violation}"
            )
