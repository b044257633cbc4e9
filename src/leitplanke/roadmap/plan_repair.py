"""The smallest change of a published plan after a cut, a delay or a new duty.

See `docs/methods/plan-repair.md`. The fewest measures change; among such plans, the most valuable one is taken. What
a few changes more would bring is told by `roadmap.change_offers`.
"""

import random
from dataclasses import replace

from leitplanke.kernel.money import MOST_CENTS
from leitplanke.roadmap.answers import Mended
from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.model import PlannedStart, Problem, Stability
from leitplanke.roadmap.model.limits import MOST_VALUE
from leitplanke.roadmap.plan_change import compare_plans
from leitplanke.roadmap.precedence import claimed_by
from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solve import Stop, solve
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, fewest_changes, stay_close
from leitplanke.roadmap.tables import Draft, Tables, Way, build_tables, draft_of
from leitplanke.roadmap.undecided import UndecidedError, raise_conflict
from leitplanke.roadmap.windows import narrow_way

MOST_AT_ONCE = 80
_CHOICES = frozenset({ViolationKind.CHOICE_TOO_FEW, ViolationKind.CHOICE_TOO_MANY})
_WHOLE_WORK = 10.0
_PART_WORK = 2.0
_PIECE_WORK = 0.6
_FREED = (12, 25)
_USUAL = Stop()


def mend(problem: Problem, plan: tuple[PlannedStart, ...], *, seed: int, stop: Stop = _USUAL) -> Mended:
    """Change `plan`, made for an earlier form of the problem, so that it keeps all rules of this one.

    `stop` ends the search for fewer changes where a proof at once would take too long.

    Raises `RoadmapConflictError` if no plan keeps them, `UndecidedError` if that could not be decided, and
    `graphlib.CycleError` if prerequisites go round in a circle.
    """
    found = nearest(problem, plan, seed=seed)
    if found is None:
        raise_conflict(problem)
    return found if found.is_smallest else _with_fewer_changes(problem, plan, found, seed=seed, stop=stop)


def nearest(problem: Problem, plan: tuple[PlannedStart, ...], *, seed: int) -> Mended | None:
    """A plan near `plan` that keeps all rules, at once; None if no plan keeps them: nobody waits for a conflict."""
    known = {one.id for one in problem.activities}
    plan = tuple(line for line in plan if line.activity in known)  # what is no candidate any more is no change
    violations = check(problem, plan)
    if not violations:
        return Mended(plan, 0, 0)
    tables = build_tables(problem)
    old = _possible(tables, plan) | fixed_draft(tables)
    published = _published(tables, plan)
    movable = frozenset(range(len(tables.ways))) - tables.fixed
    if len(movable) > MOST_AT_ONCE:
        thin = _thinned(tables, old, published)
        kept = draft_of(thin, tables.to_plan(old))
        effort = Effort(_PART_WORK)
        answer = fewest_changes(thin, kept, movable, near=kept, published=published, effort=effort, seed=seed)
        if answer.draft is not None:
            thinned = draft_of(tables, thin.to_plan(answer.draft))
            best = _with_best_places(tables, thinned, old=old, published=published, seed=seed)
            return _mended(problem, plan, tables.to_plan(best))
    status = RepairStatus.UNKNOWN
    for free in _stages(tables, old, violations, movable):
        effort = Effort(_WHOLE_WORK if free == movable else _PART_WORK)
        answer = stay_close(tables, old, free, published=published, effort=effort, seed=seed)
        if answer.draft is not None:
            found = _mended(problem, plan, tables.to_plan(answer.draft))
            is_proven = free == movable and answer.status is RepairStatus.OPTIMAL
            return replace(found, least_changes=found.changes) if is_proven else found
        status = answer.status
    if status is RepairStatus.INFEASIBLE:
        return None
    raise UndecidedError("no plan near the old one was found within the work agreed on")


def _mended(problem: Problem, before: tuple[PlannedStart, ...], after: tuple[PlannedStart, ...]) -> Mended:
    if check(problem, after):
        raise AssertionError("the checker refuses the mended plan")
    return Mended(after, changes_of(problem, before, after), 1)


def changes_of(problem: Problem, before: tuple[PlannedStart, ...], after: tuple[PlannedStart, ...]) -> int:
    """How many measures of the problem differ: moved, in another mode, new, or left out."""
    known = {one.id for one in problem.activities}
    return compare_plans(problem, tuple(line for line in before if line.activity in known), after).count


def unasked_changes(problem: Problem, before: tuple[PlannedStart, ...], after: tuple[PlannedStart, ...]) -> int:
    """Those of measures that run or are done: they are facts, and no limit of changes asks for them."""
    facts = {one.id for one in problem.activities if one.fixed is not None}
    return changes_of(problem, *(tuple(line for line in plan if line.activity in facts) for plan in (before, after)))


def _with_fewer_changes(
    problem: Problem, plan: tuple[PlannedStart, ...], found: Mended, *, seed: int, stop: Stop
) -> Mended:
    """Search on: a measure that stays is worth more than everything else together, so the bound limits the changes."""
    tables = build_tables(problem)
    found = _mended(problem, plan, tables.to_plan(_by_pieces(tables, plan, found.plan, seed=seed, stop=stop)))
    low, high = _ends_of_value(tables)
    keeping = high - low + 1
    has_room = keeping <= MOST_CENTS and len(problem.activities) * keeping + 2 * high <= MOST_VALUE // 2
    if problem.stability is not None or not has_room:
        return found
    kept = replace(problem, stability=Stability(plan, keeping=keeping))
    answer = solve(kept, stop=stop, seed=seed, begin=found.plan)
    better = _mended(problem, plan, answer.plan)
    asked = {one.id for one in problem.activities if one.fixed is None}
    stays_at_most = (answer.bound - low) // keeping
    must = sum(line.activity in asked for line in plan) - stays_at_most + unasked_changes(problem, plan, better.plan)
    return replace(better, least_changes=max(1, must))


def _by_pieces(
    tables: Tables, plan: tuple[PlannedStart, ...], found: tuple[PlannedStart, ...], *, seed: int, stop: Stop
) -> Draft:
    """Again and again free what is changed, and a few others, for one of which two may come back."""
    draw = random.Random(seed)  # noqa: S311 - draws measures, no secrets
    near, published = _possible(tables, plan), _published(tables, plan)
    best = draft_of(tables, found)
    for number in range(stop.neighbourhoods):
        if stop.is_cancelled():
            break
        changed = _changed(best, near, published) - tables.fixed
        others = sorted(best.keys() - changed - tables.fixed)
        some = draw.sample(others, min(len(others), _FREED[number % len(_FREED)]))
        answer = fewest_changes(
            tables,
            best,
            changed.union(some),
            near=near,
            published=published,
            effort=Effort(_PIECE_WORK),
            seed=seed + number,
        )
        if answer.draft is not None and len(_changed(answer.draft, near, published) - tables.fixed) <= len(changed):
            best = answer.draft
    return best


def _changed(draft: Draft, near: Draft, published: frozenset[int]) -> frozenset[int]:
    """Whoever is planned only now or only was, or stands elsewhere than in `near`."""
    return frozenset(
        number
        for number in draft.keys() | published
        if number not in draft
        or number not in near
        or (draft[number].way, draft[number].start) != (near[number].way, near[number].start)
    )


def _with_best_places(tables: Tables, found: Draft, *, old: Draft, published: frozenset[int], seed: int) -> Draft:
    """No other measures change, and those that do stand where they are worth most."""
    changed = _changed(found, old, published) - tables.fixed
    near = {number: chosen for number, chosen in found.items() if number not in changed}
    near |= {number: chosen for number, chosen in old.items() if number in changed}
    answer = stay_close(tables, near, changed, published=published, effort=Effort(_PIECE_WORK), seed=seed)
    return found if answer.draft is None else answer.draft


def _ends_of_value(tables: Tables) -> tuple[int, int]:
    """The least and the most that all measures can be worth together; one that is left out is worth 0."""
    low = high = 0
    for number, options in enumerate(tables.ways):
        values = [0, *(int(end) for way in options if way.starts for end in (way.value.min(), way.value.max()))]
        if number not in tables.fixed:
            low, high = low + min(values), high + max(values)
    return low, high


def _thinned(tables: Tables, old: Draft, published: frozenset[int]) -> Tables:
    """Who is in the plan stays where it is or goes; who is not stays out.

    Only duties may stand anywhere, and those whose old place dates no longer allow: they are changed in any case.
    """
    chosen = {member for choice in tables.least for member in choice.members}
    duties = claimed_by(tables.before, tables.any_of, tables.required | chosen) | tables.fixed
    movable = duties | (published - old.keys())
    return replace(
        tables,
        ways=tuple(ways if number in movable else _only_place(old, number) for number, ways in enumerate(tables.ways)),
    )


def _only_place(old: Draft, number: int) -> tuple[Way, ...]:
    if number not in old:
        return ()
    return (narrow_way(old[number].way, first=old[number].start, last=old[number].start),)


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
    overloaded = {violation.ref for violation in violations if violation.kind is ViolationKind.STAFF}
    short = {place for place, unit in enumerate(tables.problem.units) if unit.id in overloaded}
    has_money = any(violation.year is not None and violation.month is None for violation in violations)
    found = {number for number, one in enumerate(tables.problem.activities) if one.id in named}
    for number, chosen in old.items():
        if any(need.unit in short for need in chosen.way.staff) or (has_money and chosen.money.any()):
            found.add(number)
    for choice in tables.problem.choices:
        if choice.id in refs:
            found |= {number for number, one in enumerate(tables.problem.activities) if one.id in choice.members}
    return frozenset(found | (tables.required - old.keys()))


def _published(tables: Tables, plan: tuple[PlannedStart, ...]) -> frozenset[int]:
    """Every measure of the plan, also where dates no longer allow its old place: to move it is one change."""
    planned = {line.activity for line in plan}
    return frozenset(number for number, one in enumerate(tables.problem.activities) if one.id in planned)


def _possible(tables: Tables, plan: tuple[PlannedStart, ...]) -> Draft:
    """Of the plan what dates still allow."""
    return draft_of(tables, tuple(line for line in plan if _is_possible(tables, line)))


def _is_possible(tables: Tables, line: PlannedStart) -> bool:
    try:
        draft_of(tables, (line,))
    except KeyError:
        return False
    return True
