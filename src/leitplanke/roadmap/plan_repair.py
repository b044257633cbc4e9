"""The smallest change of a published plan after a cut, a delay or a new duty.

See `docs/methods/plan-repair.md`. The fewest measures change; among such plans, the most valuable one is taken.
"""

from dataclasses import dataclass

from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, stay_close
from leitplanke.roadmap.tables import Draft, Tables, build_tables, draft_of
from leitplanke.roadmap.undecided import UndecidedError, raise_conflict

MOST_AT_ONCE = 80
_CHOICES = frozenset({ViolationKind.CHOICE_TOO_FEW, ViolationKind.CHOICE_TOO_MANY})
_WHOLE_WORK = 10.0
_PART_WORK = 2.0


@dataclass(frozen=True, slots=True)
class Mended:
    """A plan that passes the check. `is_smallest`: it is proven that no plan changes fewer measures."""

    plan: tuple[PlannedStart, ...]
    is_smallest: bool


def mend(problem: Problem, plan: tuple[PlannedStart, ...], *, seed: int) -> Mended:
    """Change `plan`, made for an earlier form of the problem, so that it keeps all rules of this one.

    Raises `RoadmapConflictError` if no plan keeps them, `UndecidedError` if that could not be decided, and
    `graphlib.CycleError` if prerequisites go round in a circle.
    """
    found = nearest(problem, plan, seed=seed)
    if found is None:
        raise_conflict(problem)
    return found


def nearest(problem: Problem, plan: tuple[PlannedStart, ...], *, seed: int) -> Mended | None:
    """As `mend`, but None if no plan keeps all rules: nobody waits for the demands that conflict."""
    violations = check(problem, plan)
    if not violations:
        return Mended(plan, is_smallest=True)
    tables = build_tables(problem)
    old = draft_of(tables, tuple(line for line in plan if _is_possible(tables, line))) | fixed_draft(tables)
    movable = frozenset(range(len(tables.ways))) - tables.fixed
    status = RepairStatus.UNKNOWN
    for free in _stages(tables, old, violations, movable):
        effort = Effort(_WHOLE_WORK if free == movable else _PART_WORK)
        answer = stay_close(tables, old, free, effort=effort, seed=seed)
        if answer.draft is not None:
            found = tables.to_plan(answer.draft)
            if check(problem, found):
                raise AssertionError("the checker refuses the mended plan")
            return Mended(found, is_smallest=free == movable and answer.status is RepairStatus.OPTIMAL)
        status = answer.status
    if status is RepairStatus.INFEASIBLE:
        return None
    raise UndecidedError("no plan near the old one was found within the work agreed on")


def _stages(
    tables: Tables, old: Draft, violations: tuple[Violation, ...], movable: frozenset[int]
) -> tuple[frozenset[int], ...]:
    """All at once where that can be proven; else first what is hit, with its neighbours."""
    if len(movable) <= MOST_AT_ONCE:
        return (movable,)
    hit = _hit(tables, old, violations) & movable
    near = hit.union(*(_neighbours(tables, number) for number in hit)) & movable
    return (hit, near, movable)


def _neighbours(tables: Tables, number: int) -> tuple[int, ...]:
    alternatives = tuple(one for group in tables.any_of[number] for one in group)
    return tables.before[number] + tables.after[number] + alternatives + tables.serves[number]


def _hit(tables: Tables, old: Draft, violations: tuple[Violation, ...]) -> frozenset[int]:
    """What breaks a rule, takes of what is overloaded, or must be planned and is not."""
    named = {violation.activity for violation in violations}
    refs = {violation.ref for violation in violations if violation.kind in _CHOICES}
    units = {violation.ref: violation.month for violation in violations if violation.month is not None}
    places = {unit.id: place for place, unit in enumerate(tables.problem.units)}
    short = {places[unit] for unit in units if unit in places}
    has_money = any(violation.year is not None and violation.month is None for violation in violations)
    found = {number for number, one in enumerate(tables.problem.activities) if one.id in named}
    for number, chosen in old.items():
        if any(need.unit in short for need in chosen.way.staff) or (has_money and chosen.money.any()):
            found.add(number)
    for choice in tables.problem.choices:
        if choice.id in refs:
            found |= {number for number, one in enumerate(tables.problem.activities) if one.id in choice.members}
    return frozenset(found | (tables.required - old.keys()))


def _is_possible(tables: Tables, line: PlannedStart) -> bool:
    try:
        draft_of(tables, (line,))
    except KeyError:
        return False
    return True
