"""A floor under every audience's benefit: what it is counted from, and the highest one that a plan can reach.

See `docs/methods/fairness.md`.
"""

from dataclasses import dataclass, replace

from leitplanke.roadmap.check import check
from leitplanke.roadmap.model import Fairness, PlannedStart, Problem
from leitplanke.roadmap.promised import brought_nearer, nearest_draft
from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solve import Stop, solve
from leitplanke.roadmap.solvers.lp import relax
from leitplanke.roadmap.tables import Draft, Tables, build_tables, draft_of


@dataclass(frozen=True, slots=True)
class Fairest:
    """`percent` is reached by `plan`, a checked one; no plan reaches `refuted_percent` (101: nothing is proven)."""

    percent: int
    plan: tuple[PlannedStart, ...]
    refuted_percent: int


def with_fairness(problem: Problem, least_percent: int) -> Problem:
    """The same problem with a floor of this share for every audience, counted from what each could get now."""
    return replace(problem, fairness=Fairness(least_percent, most_for_audiences(build_tables(problem))))


def most_for_audiences(tables: Tables) -> tuple[int, ...]:
    """Per audience the benefit of all candidates at once, each as early as its dates and prerequisites allow.

    Unweighted, in basis points · months; measures that run or are done count nowhere.
    """
    problem = tables.problem
    months = {number: _most_months_of_use(tables, number) for number in range(len(tables.ways))}
    return tuple(
        sum(
            max(0, problem.activities[number].benefit[place] * in_use)
            for number, in_use in months.items()
            if number not in tables.fixed
        )
        for place in range(len(problem.audiences))
    )


def fairest(problem: Problem, *, seed: int, seconds: float | None = None) -> Fairest:
    """The highest floor for which a plan was found, beside what the relaxation refutes.

    `seconds` may cut each relaxation and the search short. Raises `RoadmapConflictError` if no plan keeps all duties,
    `UndecidedError` if that could not be decided, and what `build_tables` raises.
    """
    plain = replace(problem, fairness=None)
    of = most_for_audiences(build_tables(plain))
    refuted = _least_refuted(plain, of, seconds=seconds)
    tables = build_tables(replace(plain, fairness=Fairness(max(0, refuted - 1), of)))
    relaxation = relax(tables, fixed=fixed_draft(tables), seconds=seconds)
    draft = nearest_draft(tables, relaxation, seed=seed, seconds=seconds)
    if draft is None or check(plain, tables.to_plan(draft)):  # a duty has no place, or too little stays as published
        draft = _from_a_sound_plan(plain, tables, seed=seed, seconds=seconds)
    plan = tables.to_plan(draft)
    percent = min(100, share_percent(plain, plan, of))
    if check(replace(plain, fairness=Fairness(percent, of)), plan):
        raise AssertionError("the checker refuses the plan with a floor")
    return Fairest(percent, plan, refuted)


def share_percent(problem: Problem, plan: tuple[PlannedStart, ...], of: tuple[int, ...]) -> int:
    """The whole per cent that every audience gets of its `of`; an audience that can get nothing is not asked."""
    reached = benefits(problem, plan)
    return min((max(0, 100 * got // most) for got, most in zip(reached, of, strict=True) if most), default=100)


def benefits(problem: Problem, plan: tuple[PlannedStart, ...]) -> tuple[int, ...]:
    """Per audience what a plan brings, unweighted, without what runs or is done."""
    activities = {activity.id: activity for activity in problem.activities}
    got = [0] * len(problem.audiences)
    for line in plan:
        activity = activities[line.activity]
        if activity.fixed is None:
            in_use = problem.months_of_use(line.start + activity.mode(line.mode).duration - 1)
            got = [had + benefit * in_use for had, benefit in zip(got, activity.benefit, strict=True)]
    return tuple(got)


def _from_a_sound_plan(plain: Problem, tables: Tables, *, seed: int, seconds: float | None) -> Draft:
    """From a plan as `solve` begins with nearer to the floors, as long as all else is kept."""
    sound = draft_of(tables, solve(plain, stop=Stop(0, seconds), seed=seed).plan)
    nearer = brought_nearer(tables, sound, seed=seed, seconds=seconds)
    return sound if check(plain, tables.to_plan(nearer)) else nearer


def _least_refuted(problem: Problem, of: tuple[int, ...], *, seconds: float | None) -> int:
    """The lowest whole per cent that the relaxation proves out of reach, by halving; 101: none."""
    low, high = 0, 101
    while high - low > 1:
        middle = (low + high) // 2
        tables = build_tables(replace(problem, fairness=Fairness(middle, of)))
        if relax(tables, fixed=fixed_draft(tables), seconds=seconds).is_refuted:
            high = middle
        else:
            low = middle
    return high


def _most_months_of_use(tables: Tables, number: int) -> int:
    ends = [way.first + way.mode.duration - 1 for way in tables.ways[number] if way.starts]
    return tables.problem.months_of_use(min(ends)) if ends else 0
