"""A planning problem whose value is the end of its last activity, as plain numbers for list scheduling.

See `docs/methods/makespan.md`. All units of one month stand in one whole number, each in bits of its own
with a guard bit above: one subtraction and one comparison tell whether a month has room for a need in every unit.
"""

from dataclasses import dataclass
from graphlib import TopologicalSorter

from leitplanke.roadmap.model import Activity, ActivityMode, PlannedStart, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One mode of one activity: months, staff per unit in order of the units, the same packed, draws per pot."""

    mode: str
    duration: int
    staff: tuple[int, ...]
    packed: int
    draws: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """Activities are numbered as in the problem. `finish` is the one activity whose end counts.

    `free` is the packed capacity of every month with all guard bits set, `capacity` the same per unit and month.
    """

    problem: Problem
    ways: tuple[tuple[Way, ...], ...]
    before: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    release: tuple[int, ...]
    latest_end: tuple[int, ...]
    finish: int
    guard: int
    free: tuple[int, ...]
    pots: tuple[int, ...]

    def to_plan(self, schedule: "Schedule") -> tuple[PlannedStart, ...]:
        """The plan in the order of the problem."""
        return tuple(
            PlannedStart(activity.id, options[way].mode, start)
            for activity, options, way, start in zip(
                self.problem.activities, self.ways, schedule.ways, schedule.starts, strict=True
            )
        )

    def to_schedule(self, plan: tuple[PlannedStart, ...]) -> "Schedule":
        """The schedule that a complete plan tells."""
        lines = {line.activity: line for line in plan}
        found = [lines[activity.id] for activity in self.problem.activities]
        ways = (
            next(at for at, way in enumerate(options) if way.mode == line.mode)
            for options, line in zip(self.ways, found, strict=True)
        )
        return Schedule(tuple(ways), tuple(line.start for line in found))

    @property
    def size(self) -> int:
        """How many activities there are."""
        return len(self.ways)

    @property
    def months(self) -> int:
        """The horizon."""
        return len(self.free)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A way and a start for every activity."""

    ways: tuple[int, ...]
    starts: tuple[int, ...]


def as_project(problem: Problem) -> Project | None:
    """The problem as a project; None unless all is mandatory, the end of the last alone has value and nothing costs.

    Raises `graphlib.CycleError` if prerequisites go round in a circle.
    """
    finish = _finish(problem)
    has_windows = any(pot.first is not None or pot.last is not None for pot in problem.pots)
    is_promised = problem.fairness is not None or problem.stability is not None
    is_related = bool(problem.exclusions or problem.choices or has_windows or is_promised)
    is_beyond = is_related or any(map(_is_beyond, problem.activities))
    if finish is None or is_beyond:
        return None
    index = {activity.id: number for number, activity in enumerate(problem.activities)}
    if any(needed not in index for activity in problem.activities for needed in activity.prerequisites):
        return None
    before = tuple(tuple(sorted(index[one] for one in activity.prerequisites)) for activity in problem.activities)
    after: list[list[int]] = [[] for _ in before]
    for later, needs in enumerate(before):
        for needed in needs:
            after[needed].append(later)
    if any(not later for number, later in enumerate(after) if number != finish):
        return None
    shifts, guard = _places(problem)
    return Project(
        problem=problem,
        ways=tuple(tuple(_way(problem, mode, shifts) for mode in one.modes) for one in problem.activities),
        before=before,
        after=tuple(map(tuple, after)),
        order=tuple(TopologicalSorter(dict(enumerate(before))).static_order()),
        release=tuple(activity.release for activity in problem.activities),
        latest_end=tuple(_latest_end(problem, activity) for activity in problem.activities),
        finish=finish,
        guard=guard,
        free=tuple(
            guard + sum(unit.capacity[month] << at for unit, at in zip(problem.units, shifts, strict=True))
            for month in range(problem.months)
        ),
        pots=tuple(pot.amount for pot in problem.pots),
    )


def end_of(project: Project, schedule: Schedule) -> int:
    """The month after the last work."""
    return max(
        start + options[way].duration
        for start, options, way in zip(schedule.starts, project.ways, schedule.ways, strict=True)
    )


def keeps_dates(project: Project, schedule: Schedule) -> bool:
    """Whether everything ends by its deadline and within the horizon."""
    chosen = zip(schedule.starts, project.ways, schedule.ways, project.latest_end, strict=True)
    return all(start + options[way].duration - 1 <= latest for start, options, way, latest in chosen)


def heads(project: Project) -> list[int]:
    """The earliest start of every activity if nobody lacked staff: releases and the shortest modes before it."""
    found = list(project.release)
    for number in project.order:
        for needed in project.before[number]:
            found[number] = max(found[number], found[needed] + shortest(project, needed))
    return found


def tails(project: Project) -> list[int]:
    """The months from the start of every activity to the end of all, at least: the shortest modes along its path."""
    found = [0] * project.size
    for number in reversed(project.order):
        found[number] = shortest(project, number) + max((found[later] for later in project.after[number]), default=0)
    return found


def shortest(project: Project, number: int) -> int:
    """The duration of the shortest mode."""
    return min(way.duration for way in project.ways[number])


def _finish(problem: Problem) -> int | None:
    """The number of the only activity with value, if everything must be done; a harm is a value too."""
    if not all(activity.is_mandatory for activity in problem.activities):
        return None
    worth = {number: each for number, one in enumerate(problem.activities) if (each := problem.weighted_benefit(one))}
    return next((number for number, each in worth.items() if len(worth) == 1 and each > 0), None)


def _is_beyond(activity: Activity) -> bool:
    """Whether an activity asks what a project does not know: facts, money of a year, relations, lateness."""
    is_related = bool(activity.waits or activity.any_of or activity.lateness)
    return is_related or activity.fixed is not None or any(mode.profiles or mode.costs for mode in activity.modes)


def _latest_end(problem: Problem, activity: Activity) -> int:
    last = problem.months - 1
    return last if activity.deadline is None else min(last, activity.deadline)


def _places(problem: Problem) -> tuple[list[int], int]:
    """Where the bits of each unit begin, and the guard bits; wide enough for every capacity and every need."""
    needs: dict[str, int] = {}
    for activity in problem.activities:
        for mode in activity.modes:
            for name, amount in mode.demand:
                needs[name] = max(needs.get(name, 0), amount)
    shifts, guard, place = [], 0, 0
    for unit in problem.units:
        width = max(needs.get(unit.id, 0), *unit.capacity, 1).bit_length()
        shifts.append(place)
        guard |= 1 << (place + width)
        place += width + 1
    return shifts, guard


def _way(problem: Problem, mode: ActivityMode, shifts: list[int]) -> Way:
    demand, draws = dict(mode.demand), dict(mode.draws)
    staff = tuple(demand.get(unit.id, 0) for unit in problem.units)
    packed = sum(amount << at for amount, at in zip(staff, shifts, strict=True))
    return Way(mode.id, mode.duration, staff, packed, tuple(draws.get(pot.id, 0) for pot in problem.pots))
