"""What would make a measure earlier, at which price, and what it would displace: every answer tried out and checked.

See `docs/methods/earlier.md`.
"""

from dataclasses import dataclass, replace

from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.model import (
    Activity,
    FiscalYear,
    PlannedStart,
    Pot,
    Problem,
    RoadmapConflictError,
    SolveStatus,
    Unit,
)
from leitplanke.roadmap.plan_change import PlanChange, compare_plans
from leitplanke.roadmap.plan_repair import nearest
from leitplanke.roadmap.solve import Stop, solve
from leitplanke.roadmap.undecided import UndecidedError


@dataclass(frozen=True, slots=True)
class Extra:
    """More of something: `ref` is a unit, a fiscal year or a pot; `amount` hundredths of FTE or cents.

    Staff is there from month `first` to month `last`; None: to the end of the plan.
    """

    kind: ViolationKind
    ref: str
    amount: int
    first: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Sooner:
    """`start` instead of the planned one, everything else where it is: possible with `extras`, and with nothing less.

    Verified: with them the checker accepts the plan, without any one of them it does not. None: no staff or money helps
    (a prerequisite, a gate, a month fixed by the town, or the horizon stands in the way).
    """

    start: int
    extras: tuple[Extra, ...] | None


@dataclass(frozen=True, slots=True)
class Forced:
    """The best plan found in which the measure is done earlier (or at all), and what that changes.

    `change.value` below 0 is the price. `is_proven`: no such plan is worth more, the others moving freely.
    """

    plan: tuple[PlannedStart, ...]
    change: PlanChange
    is_proven: bool


@dataclass(frozen=True, slots=True)
class OtherMode:
    """The soonest end in another mode with everything else where it is, by the checker; None: it fits nowhere."""

    mode: str
    end: int | None


def other_modes(problem: Problem, plan: tuple[PlannedStart, ...], activity: str) -> tuple[OtherMode, ...]:
    """Why this mode: what each other one would come to."""
    line = next(one for one in plan if one.activity == activity)
    others = tuple(one for one in plan if one.activity != activity)
    found = []
    for mode in problem.activity(activity).modes:
        if mode.id != line.mode:
            starts = range(problem.activity(activity).release, problem.months - mode.duration + 1)
            fits = (one for one in starts if not check(problem, (*others, PlannedStart(activity, mode.id, one))))
            start = next(fits, None)
            found.append(OtherMode(mode.id, None if start is None else start + mode.duration - 1))
    return tuple(found)


def with_extras(problem: Problem, extras: tuple[Extra, ...]) -> Problem:
    """The same problem with more staff or money."""
    return replace(
        problem,
        units=tuple(_more_staff(unit, extras) for unit in problem.units),
        years=tuple(_more_money(year, extras) for year in problem.years),
        pots=tuple(_more_in_pot(pot, extras) for pot in problem.pots),
    )


def needed_for(problem: Problem, plan: tuple[PlannedStart, ...], line: PlannedStart) -> Sooner:
    """What is needed so that `line` fits beside the rest of a checked plan."""
    moved = (*(one for one in plan if one.activity != line.activity), line)
    violations = check(problem, moved)
    if any(violation.kind not in _CAPACITIES for violation in violations):
        return Sooner(line.start, None)
    extras = _extras(problem, violations)
    if check(with_extras(problem, extras), moved):
        return Sooner(line.start, None)
    return Sooner(line.start, extras)


def force(
    problem: Problem, plan: tuple[PlannedStart, ...], activity: str, *, last_end: int, stop: Stop, seed: int
) -> Forced | None:
    """The best plan found in which `activity` ends by `last_end`; None: there is none, or none was found.

    The search goes on from the plan nearest to `plan`, which must pass `check`.
    """
    wanted = replace(
        problem,
        activities=tuple(
            replace(one, is_mandatory=True, deadline=_sooner(one, last_end)) if one.id == activity else one
            for one in problem.activities
        ),
    )
    try:
        near = nearest(wanted, plan, seed=seed)
    except UndecidedError:
        return None
    if near is None:
        return None
    try:
        found = solve(wanted, stop=stop, seed=seed, begin=near.plan)
    except (RoadmapConflictError, UndecidedError):
        return None
    return Forced(found.plan, compare_plans(problem, plan, found.plan), found.status is SolveStatus.OPTIMAL)


def _sooner(activity: Activity, last_end: int) -> int:
    """A deadline of an optional measure was an indication: only that of a duty counts beside the new one."""
    if activity.is_mandatory and activity.deadline is not None:
        return min(activity.deadline, last_end)
    return last_end


_CAPACITIES = {
    ViolationKind.STAFF,
    ViolationKind.MONEY_INVESTIVE,
    ViolationKind.MONEY_CONSUMPTIVE,
    ViolationKind.POT,
}


def _extras(problem: Problem, violations: tuple[Violation, ...]) -> tuple[Extra, ...]:
    """Per unit the largest lack over the months that lack; per year and pot what is missing.

    Where money carries over, what is lacking in a year is lacking in all later ones: only what comes on top counts.
    """
    found: list[Extra] = []
    lacks: dict[str, list[Violation]] = {}
    given = {
        kind: 0
        for kind, carries in (
            (ViolationKind.MONEY_INVESTIVE, problem.investive_carries_over),
            (ViolationKind.MONEY_CONSUMPTIVE, problem.consumptive_carries_over),
        )
        if carries
    }
    for violation in violations:
        if violation.kind is ViolationKind.STAFF:
            lacks.setdefault(violation.ref, []).append(violation)
            continue
        amount = violation.excess - given.get(violation.kind, 0)
        if violation.kind in given:
            given[violation.kind] += max(0, amount)
        if amount > 0:
            found.append(Extra(violation.kind, violation.ref, amount))
    for unit, short in lacks.items():
        months = [one.month for one in short if one.month is not None]
        found.append(Extra(ViolationKind.STAFF, unit, max(one.excess for one in short), min(months), max(months)))
    return tuple(found)


def _more_staff(unit: Unit, extras: tuple[Extra, ...]) -> Unit:
    capacity = list(unit.capacity)
    for extra in extras:
        if extra.kind is ViolationKind.STAFF and extra.ref == unit.id:
            last = len(capacity) - 1 if extra.last is None else extra.last
            for month in range(extra.first, last + 1):
                capacity[month] += extra.amount
    return replace(unit, capacity=tuple(capacity))


def _more_money(year: FiscalYear, extras: tuple[Extra, ...]) -> FiscalYear:
    def more(kind: ViolationKind) -> int:
        return sum(extra.amount for extra in extras if extra.kind is kind and extra.ref == str(year.year))

    return replace(
        year,
        investive_cents=year.investive_cents + more(ViolationKind.MONEY_INVESTIVE),
        consumptive_cents=year.consumptive_cents + more(ViolationKind.MONEY_CONSUMPTIVE),
    )


def _more_in_pot(pot: Pot, extras: tuple[Extra, ...]) -> Pot:
    more = sum(extra.amount for extra in extras if extra.kind is ViolationKind.POT and extra.ref == pot.id)
    return replace(pot, amount=pot.amount + more)
