"""CP-SAT with interval variables: a shorter schedule where some activities move freely, or a proof of none.

See `docs/methods/makespan.md`. One worker, stopped by deterministic work, so the answer is repeatable.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ortools.sat.python import cp_model

from leitplanke.roadmap.chains import chains
from leitplanke.roadmap.project import Project, Schedule, Way, heads, tails
from leitplanke.roadmap.solvers.cpsat import Effort


@dataclass(frozen=True, slots=True)
class Tightened:
    """A schedule that ends before the one given, if one was found; no schedule of this kind ends before `bound`."""

    schedule: Schedule | None
    bound: int
    is_proven: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One activity in the model: its start, its end, and for each mode a literal and an interval."""

    start: cp_model.IntVar
    end: cp_model.LinearExprT
    ways: tuple[tuple[int, cp_model.IntVar | int, cp_model.IntervalVar], ...]


def tighten(
    project: Project,
    schedule: Schedule,
    *,
    free: frozenset[int] | None,
    end: int,
    bound: int,
    effort: Effort,
    seed: int,
) -> Tightened:
    """A schedule that ends before `end`, if the work suffices.

    Activities outside `free` keep their mode and the order in which they hand staff to each other; None frees all.
    """
    if end - 1 < bound:
        return Tightened(None, bound, is_proven=True)
    model = cp_model.CpModel()
    parts = _parts(model, project, schedule, free, end=end - 1)
    if parts is None:
        return Tightened(None, end, is_proven=True)
    _keep_prerequisites(model, project, parts)
    if free is not None:
        for earlier, later in chains(project, schedule):
            if earlier not in free and later not in free:
                model.add(parts[later].start >= parts[earlier].end)
    _keep_staff(model, project, parts, end=end - 1)
    _keep_pots(model, project, parts)
    finish = model.new_int_var(bound, end - 1, "")
    for number in range(project.size):
        if not project.after[number]:
            model.add(finish >= parts[number].end)
    model.minimize(finish)
    return _answer(model, parts, end=end, effort=effort, seed=seed, is_whole=free is None)


def _parts(
    model: cp_model.CpModel, project: Project, schedule: Schedule, free: frozenset[int] | None, *, end: int
) -> list[_Part] | None:
    """The variables in the windows that dates, prerequisites and the wanted end leave; None: there is no window."""
    head, tail = heads(project), tails(project)
    parts = []
    for number, options in enumerate(project.ways):
        kept = schedule.ways[number]
        may_choose = len(options) > 1 and (free is None or number in free)
        open_ways = list(enumerate(options)) if may_choose else [(kept, options[kept])]
        shortest = min(way.duration for _, way in open_ways)
        last = min(end - tail[number], project.latest_end[number] + 1 - shortest)
        if last < head[number]:
            return None
        start = model.new_int_var(head[number], last, "")
        model.add_hint(start, min(max(schedule.starts[number], head[number]), last))
        parts.append(_part(model, start, open_ways, kept=kept, last_end=project.latest_end[number] + 1))
    return parts


def _part(
    model: cp_model.CpModel, start: cp_model.IntVar, options: list[tuple[int, Way]], *, kept: int, last_end: int
) -> _Part:
    if len(options) == 1:
        at, way = options[0]
        interval = model.new_fixed_size_interval_var(start, way.duration, "")
        return _Part(start, start + way.duration, ((at, 1, interval),))
    literals = [model.new_bool_var("") for _ in options]
    model.add_exactly_one(literals)
    durations = [way.duration for _, way in options]
    end = start + cp_model.LinearExpr.weighted_sum(literals, durations)
    model.add(end <= last_end)
    ways = []
    for literal, (at, way) in zip(literals, options, strict=True):
        model.add_hint(literal, at == kept)
        ways.append((at, literal, model.new_optional_fixed_size_interval_var(start, way.duration, literal, "")))
    return _Part(start, end, tuple(ways))


def _keep_prerequisites(model: cp_model.CpModel, project: Project, parts: list[_Part]) -> None:
    for number, needs in enumerate(project.before):
        for needed in needs:
            model.add(parts[number].start >= parts[needed].end)


def _keep_staff(model: cp_model.CpModel, project: Project, parts: list[_Part], *, end: int) -> None:
    for unit, owner in enumerate(project.problem.units):
        intervals, amounts = [], []
        for number, part in enumerate(parts):
            for at, _, interval in part.ways:
                way = project.ways[number][at]
                if way.staff[unit] and way.duration:
                    intervals.append(interval)
                    amounts.append(way.staff[unit])
        most = max(owner.capacity)
        for first, after, missing in _shortages(owner.capacity[: max(0, end)], most):
            intervals.append(model.new_fixed_size_interval_var(first, after - first, ""))
            amounts.append(missing)
        if intervals:
            model.add_cumulative(intervals, amounts, most)


def _shortages(capacity: tuple[int, ...], most: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of months with less than `most`: first, month after the last, how much is missing."""
    first = 0
    for month in range(1, len(capacity) + 1):
        if month == len(capacity) or capacity[month] != capacity[first]:
            if capacity[first] < most:
                yield first, month, most - capacity[first]
            first = month


def _keep_pots(model: cp_model.CpModel, project: Project, parts: list[_Part]) -> None:
    for pot, amount in enumerate(project.pots):
        drawn = [
            literal * project.ways[number][at].draws[pot]
            for number, part in enumerate(parts)
            for at, literal, _ in part.ways
        ]
        model.add(cp_model.LinearExpr.sum(drawn) <= amount)


def _answer(
    model: cp_model.CpModel,
    parts: list[_Part],
    *,
    end: int,
    effort: Effort,
    seed: int,
    is_whole: bool,
) -> Tightened:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_deterministic_time = effort.work
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.linearization_level = 1 if is_whole else 0
    if effort.seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.0, effort.seconds)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Tightened(None, end, is_proven=True)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Tightened(None, min(end, max(0, round(solver.best_objective_bound))), is_proven=False)
    ways = tuple(next(at for at, literal, _ in part.ways if solver.boolean_value(literal)) for part in parts)
    starts = tuple(solver.value(part.start) for part in parts)
    return Tightened(Schedule(ways, starts), round(solver.best_objective_bound), is_proven=status == cp_model.OPTIMAL)
