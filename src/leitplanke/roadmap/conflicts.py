"""Which demands cannot be kept together: a minimal set, found by leaving out one demand after another.

How it is told: `roadmap.conflict_words`. See `docs/methods/conflicts.md`. No solver core is used: every set is decided
afresh.
"""

from collections.abc import Iterator
from dataclasses import replace

from leitplanke.kernel.relations import Choice, Wait
from leitplanke.roadmap.check import ViolationKind, check
from leitplanke.roadmap.floors import floors_of
from leitplanke.roadmap.model import (
    Activity,
    Demand,
    DemandKind,
    Exclusion,
    ExclusionKind,
    PlannedStart,
    Pot,
    Problem,
    Release,
)
from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, find_place
from leitplanke.roadmap.solvers.lp import relax
from leitplanke.roadmap.tables import Tables, build_tables

WHOLE_WORK = 20.0
_PART_WORK = 1.0
_UNLIMITED = 2**50  # more than any sum of demands, and far from overflow


def minimal_conflict(problem: Problem) -> tuple[Demand, ...]:
    """A set of demands that no plan keeps, while for each part of it there is one; empty if none is proven.

    Where the work for a proof does not suffice, a demand stays in: the set is then in conflict, but may not be minimal.
    """
    problem = _in_question(problem)
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
        *(_wait(one, wait) for one in activities if one.fixed is None for wait in one.waits),
        *(_alternative(one, group) for one in activities if one.fixed is None for group in one.any_of),
        *(_release(problem, one, release) for one in activities if one.fixed is None for release in one.releases),
        *(_not_plannable(exclusion) for exclusion in _own_exclusions(problem) if exclusion.activity in names),
        *(Demand(DemandKind.STAFF, unit.id) for unit in problem.units),
        *(Demand(DemandKind.MONEY_INVESTIVE, str(year.year)) for year in problem.years),
        *(Demand(DemandKind.MONEY_CONSUMPTIVE, str(year.year)) for year in problem.years),
        *(Demand(DemandKind.POT, pot.id) for pot in problem.pots),
        *(Demand(DemandKind.POT_WINDOW, pot.id) for pot in problem.pots if _has_window(pot)),
        *(_choice(DemandKind.CHOICE_LEAST, choice) for choice in problem.choices if choice.least),
        *(_choice(DemandKind.CHOICE_MOST, choice) for choice in problem.choices if choice.most < len(choice.members)),
        *_promises(problem),
    )


def is_in_conflict(problem: Problem, kept: tuple[Demand, ...], *, work: float = _PART_WORK) -> bool:
    """Whether it is proven that no plan keeps these demands; all others are dropped.

    A plan that shows the contrary is verified by the checker before it is believed.
    """
    relaxed = _in_question(_relaxed_problem(problem, frozenset(kept)))
    tables = _relaxed_tables(relaxed, frozenset(kept))
    if tables.floors.size and relax(tables, fixed=fixed_draft(tables)).is_refuted:
        return True
    answer = find_place(tables, fixed_draft(tables), tables.claimed - tables.fixed, effort=Effort(work), seed=0)
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


def _in_question(problem: Problem) -> Problem:
    """The duties; everything where a floor has to be reached, which any measure may serve."""
    return problem if floors_of(problem) else _duties_only(problem)


def _duties_only(problem: Problem) -> Problem:
    """Without the measures that nobody has to do: they can never make a conflict unless a floor asks for them."""
    activities = {activity.id: activity for activity in problem.activities}
    needed: set[str] = set()
    waiting = [one.id for one in problem.activities if one.is_mandatory or one.fixed is not None]
    waiting.extend(one for choice in problem.choices if choice.least for one in choice.members)
    while waiting:
        one = waiting.pop()
        if one not in needed:
            needed.add(one)
            is_free = one in activities and activities[one].fixed is None
            waiting.extend(activities[one].predecessors if is_free else ())
    kept = tuple(one for one in problem.activities if one.id in needed)
    gone = frozenset(activities) - needed
    return replace(problem, activities=kept, choices=_choices_without(problem, gone))


def _choices_without(
    problem: Problem, gone: frozenset[str], *, planned: frozenset[str] = frozenset()
) -> tuple[Choice, ...]:
    """The choices without these measures; those of them that count as planned are no longer asked for."""
    found = []
    for choice in problem.choices:
        members = tuple(one for one in choice.members if one not in gone)
        least = max(0, choice.least - len(planned.intersection(choice.members)))
        if members:
            found.append(replace(choice, members=members, least=least, most=min(choice.most, len(members))))
    return tuple(found)


def _mandatory(problem: Problem, activity: Activity) -> Demand:
    at = None if activity.deadline is None else problem.month_at(activity.deadline)
    return Demand(DemandKind.MANDATORY, activity.id, at=at)


def _fixed(problem: Problem, activity: Activity) -> Demand:
    assert activity.fixed is not None
    return Demand(DemandKind.FIXED, activity.id, activity.fixed.mode, problem.month_at(activity.fixed.start))


def _release(problem: Problem, activity: Activity, release: Release) -> Demand:
    return Demand(DemandKind.RELEASE, activity.id, release.ref, problem.month_at(release.month))


def _wait(activity: Activity, wait: Wait) -> Demand:
    return Demand(DemandKind.WAIT, activity.id, f"{wait.activity} {wait.kind} {wait.months}")


def _alternative(activity: Activity, group: tuple[str, ...]) -> Demand:
    return Demand(DemandKind.ALTERNATIVE, activity.id, "|".join(group))


def _choice(kind: DemandKind, choice: Choice) -> Demand:
    return Demand(kind, choice.id, str(choice.least if kind is DemandKind.CHOICE_LEAST else choice.most))


def _promises(problem: Problem) -> Iterator[Demand]:
    """A share for each audience that has a floor, and how many measures may differ from the published plan."""
    if problem.fairness is not None:
        for audience, least in zip(problem.audiences, problem.fairness.floors, strict=True):
            if least > 0:
                yield Demand(DemandKind.FAIRNESS, audience, str(problem.fairness.least_percent))
    if problem.stability is not None and problem.stability.most_changes is not None:
        yield Demand(DemandKind.STABILITY, "", str(problem.stability.most_changes))


def _relaxed_promises(problem: Problem, kept: frozenset[Demand]) -> Problem:
    fairness, stability = problem.fairness, problem.stability
    demanded = {(demand.kind, demand.subject) for demand in kept}
    if fairness is not None:
        pairs = zip(problem.audiences, fairness.of, strict=True)
        of = tuple(most if (DemandKind.FAIRNESS, audience) in demanded else 0 for audience, most in pairs)
        fairness = replace(fairness, of=of)
    if stability is not None and (DemandKind.STABILITY, "") not in demanded:
        stability = replace(stability, most_changes=None)
    return replace(problem, fairness=fairness, stability=stability)


def _has_window(pot: Pot) -> bool:
    return pot.first is not None or pot.last is not None


def _not_plannable(exclusion: Exclusion) -> Demand:
    return Demand(DemandKind.NOT_PLANNABLE, exclusion.activity, f"{exclusion.kind} {exclusion.ref}".strip())


def _own_exclusions(problem: Problem) -> tuple[Exclusion, ...]:
    """Those that have a cause of their own; the others follow from a prerequisite."""
    return tuple(one for one in problem.exclusions if one.kind is not ExclusionKind.PREREQUISITE_EXCLUDED)


def _relaxed_problem(problem: Problem, kept: frozenset[Demand]) -> Problem:
    activities = []
    asked = {one.id for one in _duties_only(problem).activities}
    dropped = {one.id for one in problem.activities if one.fixed is not None and _fixed(problem, one) not in kept}

    def is_kept(activity: Activity, demand: Demand) -> bool:
        """What no duty touches is asked of nobody, so it is no demand: its own rules always hold."""
        return activity.id not in asked or demand in kept

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
                    if needed not in dropped and is_kept(one, Demand(DemandKind.PREREQUISITE, one.id, needed))
                ),
                waits=tuple(
                    wait for wait in one.waits if wait.activity not in dropped and is_kept(one, _wait(one, wait))
                ),
                any_of=tuple(
                    group
                    for group in one.any_of
                    if not dropped.intersection(group) and is_kept(one, _alternative(one, group))
                ),
                releases=tuple(release for release in one.releases if is_kept(one, _release(problem, one, release))),
            )
        )
    exclusions = tuple(one for one in _own_exclusions(problem) if _not_plannable(one) in kept)
    exclusions += tuple(one for one in problem.exclusions if one.activity not in asked and one not in exclusions)
    pots = tuple(
        pot if Demand(DemandKind.POT_WINDOW, pot.id) in kept else replace(pot, first=None, last=None)
        for pot in problem.pots
    )
    return replace(
        _relaxed_promises(problem, kept),
        activities=tuple(activities),
        exclusions=exclusions,
        pots=pots,
        choices=_relaxed_choices(problem, kept, frozenset(dropped)),
    )


def _relaxed_choices(problem: Problem, kept: frozenset[Demand], dropped: frozenset[str]) -> tuple[Choice, ...]:
    asked = {choice.id: choice for choice in problem.choices}
    found = []
    for choice in _choices_without(problem, dropped, planned=dropped):
        has_least = _choice(DemandKind.CHOICE_LEAST, asked[choice.id]) in kept
        has_most = _choice(DemandKind.CHOICE_MOST, asked[choice.id]) in kept
        most = choice.most if has_most else len(choice.members)
        found.append(replace(choice, least=choice.least if has_least else 0, most=most))
    return tuple(found)


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
