"""What would make a measure earlier, at which price, and what it would displace: every answer tried out and checked.

See `docs/methods/earlier.md`.
"""

from dataclasses import dataclass, replace

from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.model import FiscalYear, PlannedStart, Pot, Problem, Unit
from leitplanke.roadmap.plan_change import PlanChange, compare_plans
from leitplanke.roadmap.schedule import serial_schedule
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, repair
from leitplanke.roadmap.tables import Draft, Tables, Window, build_tables, draft_of, draft_value, narrow

MOST_FREE = 60
_WORK = 1.0


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
    problem: Problem, plan: tuple[PlannedStart, ...], activity: str, *, last_start: int, seed: int
) -> Forced | None:
    """The best plan in which `activity` starts by `last_start`; None: there is none, or none was found.

    `plan` must pass `check`.
    """
    tables = build_tables(problem)
    number = next(place for place, one in enumerate(problem.activities) if one.id == activity)
    part = narrow(tables, (Window(number, 0, last_start, must=True),))
    order = {line.activity: place for place, line in enumerate(sorted(plan, key=lambda one: one.start))}
    names = [one.id for one in problem.activities]
    priority = sorted(range(len(names)), key=lambda one: (order.get(names[one], len(order)), one))
    begin = serial_schedule(part, [number, *(one for one in priority if one != number)])
    old = draft_of(tables, tuple(line for line in plan if line.activity != activity))
    free = _free(part, number, old if begin is None else begin)
    answer = repair(part, old if begin is None else begin, free, effort=Effort(_WORK), seed=seed)
    best = _better(begin, answer.draft)
    if best is None:
        return None
    found = tables.to_plan(_translated(tables, part, best))
    if check(problem, found):
        raise AssertionError("the checker refuses the plan with the earlier date")
    is_whole = len(free) == len(part.ways) - len(part.fixed)
    return Forced(found, compare_plans(problem, plan, found), is_whole and answer.status is RepairStatus.OPTIMAL)


def _free(part: Tables, number: int, draft: Draft) -> frozenset[int]:
    """Everything that can move, or, where that is too much, the measure with those that need the same units."""
    movable = [one for one in part.order if one >= 0 and one not in part.fixed]
    if len(movable) <= MOST_FREE:
        return frozenset(movable)
    units = {unit for way in part.ways[number] for unit, _ in way.staff}
    near = [
        one
        for one in movable
        if one in draft and any(unit in units for unit, _ in draft[one].way.staff) and one != number
    ]
    kin = [one for one in (*part.before[number], *part.after[number]) if one >= 0 and one not in part.fixed]
    return frozenset([number, *kin, *near][:MOST_FREE])


def _better(first: Draft | None, second: Draft | None) -> Draft | None:
    drafts = [draft for draft in (first, second) if draft is not None]
    return max(drafts, key=draft_value) if drafts else None


def _translated(tables: Tables, part: Tables, draft: Draft) -> Draft:
    """The draft in the ways of the whole problem."""
    return draft_of(tables, part.to_plan(draft))


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
