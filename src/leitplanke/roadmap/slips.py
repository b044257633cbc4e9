"""How likely each deadline is kept when work takes longer than planned: a simulation from a seed.

See `docs/methods/robustness.md`. The order of the plan is kept, nobody starts before the planned month, and who waits
for people or for a prerequisite starts as soon as they are free.
"""

import random
from dataclasses import dataclass
from graphlib import TopologicalSorter

from leitplanke.kernel.faults import require
from leitplanke.kernel.relations import WaitKind
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Activity, ActivityMode, PlannedStart, Problem

MOST_RUNS = 100_000


@dataclass(frozen=True, slots=True)
class Slip:
    """Triangular distribution of the actual duration, in percent of the planned one: best, most likely, worst case."""

    best: int = 90
    likely: int = 100
    worst: int = 160

    def __post_init__(self) -> None:
        require(
            holds=1 <= self.best <= self.likely <= self.worst <= 1000,
            field="slip",
            problem=Text(
                f"{self.best}, {self.likely}, {self.worst} Prozent sind keine Spanne.",
                f"{self.best}, {self.likely}, {self.worst} percent are no range.",
            ),
            remedy=Text("Aufsteigend, von 1 bis 1000.", "In ascending order, from 1 to 1000."),
        )

    def months(self, planned: int, share: float) -> int:
        """The duration at a share of 0 to 1 of the distribution, rounded to months; work takes at least one."""
        if planned == 0:
            return 0
        width = self.worst - self.best
        if width == 0:
            percent = float(self.best)
        elif share * width < self.likely - self.best:
            percent = self.best + (share * width * (self.likely - self.best)) ** 0.5
        else:
            percent = self.worst - ((1 - share) * width * (self.worst - self.likely)) ** 0.5
        return max(1, int(planned * percent / 100 + 0.5))

    def months_of_running(self, planned: int, share: float, *, known: int) -> int:
        """The same of work that is known to take at least `known` months, more than one: drawn from what is left."""
        under = self._share_under((known - 0.5) * 100 / planned)
        return max(known, self.months(planned, under + (1 - under) * share))

    def _share_under(self, percent: float) -> float:
        """Distribution function."""
        width = self.worst - self.best
        if percent <= self.best:
            return 0.0
        if percent >= self.worst:
            return 1.0
        if percent < self.likely:
            return (percent - self.best) ** 2 / (width * (self.likely - self.best))
        return 1 - (self.worst - percent) ** 2 / (width * (self.worst - self.likely))


@dataclass(frozen=True, slots=True)
class DeadlineChance:
    """In `kept` of `runs` simulated courses the measure ends by `deadline` (index); half end by `median` at the latest.

    `is_hard`: a legal deadline of a mandatory measure; else an indication or a soft deadline. `late_tenth`: nine in ten
    courses end by this month.
    """

    activity: str
    deadline: int
    is_hard: bool
    kept: int
    runs: int
    median: int
    late_tenth: int


def deadline_chances(
    problem: Problem, plan: tuple[PlannedStart, ...], *, slip: Slip = Slip(), runs: int = 1000, seed: int
) -> tuple[DeadlineChance, ...]:
    """One for each deadline of a planned measure, in the order of the problem. `plan` must pass `check`.

    Done measures have no deadline any more. Raises `InvalidValueError` unless `runs` is from 1 to 100,000, and
    `graphlib.CycleError` where measures that begin in the same month wait for each other in a circle.
    """
    require(
        holds=1 <= runs <= MOST_RUNS,
        field="runs",
        problem=Text(f"{runs} Durchläufe gehen nicht.", f"{runs} runs are not possible."),
        remedy=Text(f"Erlaubt sind 1 bis {MOST_RUNS}.", f"1 to {MOST_RUNS} are allowed."),
    )
    course = _Course(problem, plan)
    draw = random.Random(seed)  # noqa: S311 - a simulation, no secret
    ends: dict[str, list[int]] = {line.activity: [] for line in plan}
    for _ in range(runs):
        for name, end in course.run(draw, slip).items():
            ends[name].append(end)
    found = []
    for activity in problem.activities:
        for deadline, is_hard in _deadlines(activity) if activity.id in ends else ():
            in_order = sorted(ends[activity.id])
            kept = sum(end <= deadline for end in in_order)
            median, late = in_order[(runs - 1) // 2], in_order[(runs * 9 + 9) // 10 - 1]
            found.append(DeadlineChance(activity.id, deadline, is_hard, kept, runs, median, late))
    return tuple(found)


def _deadlines(activity: Activity) -> list[tuple[int, bool]]:
    """Those that still count, each with whether it is hard."""
    if activity.fixed is not None:
        return []
    hard = [(activity.deadline, activity.is_mandatory)] if activity.deadline is not None else []
    return [*hard, *([(activity.due, False)] if activity.due is not None else [])]


class _Course:
    """The plan as it is carried out, with durations drawn anew."""

    def __init__(self, problem: Problem, plan: tuple[PlannedStart, ...]) -> None:
        self._problem = problem
        self._lines = _in_order(problem, plan)
        self._reach = problem.months + 11 * sum(mode.duration for _, _, mode in self._lines)

    def run(self, draw: random.Random, slip: Slip) -> dict[str, int]:
        """The last month of work of every measure in one course."""
        used: dict[str, dict[int, int]] = {unit.id: {} for unit in self._problem.units}
        starts: dict[str, int] = {}
        ends: dict[str, int] = {}
        for line, activity, mode in self._lines:
            duration = _drawn(activity, line, mode, slip=slip, share=draw.random())
            needs = _stretched(mode, duration)
            start = line.start
            if activity.fixed is None:
                start = self._first_free(needs, duration, max(line.start, _ready(activity, starts, ends)), used)
            for unit, profile in needs:
                for month, amount in enumerate(profile, start=start):
                    used[unit][month] = used[unit].get(month, 0) + amount
            starts[activity.id], ends[activity.id] = start, start + duration - 1
        return ends

    def _first_free(
        self, needs: list[tuple[str, list[int]]], duration: int, ready: int, used: dict[str, dict[int, int]]
    ) -> int:
        """The first start with enough people; where there never are, as the plan allowed it, the month it is ready."""
        capacity = {unit.id: unit.capacity for unit in self._problem.units}

        def fits(start: int) -> bool:
            return all(
                amount == 0 or used[unit].get(month, 0) + amount <= capacity[unit][min(month, len(capacity[unit]) - 1)]
                for unit, profile in needs
                for month, amount in enumerate(profile, start=start)
            )

        return next((start for start in range(ready, self._reach - duration + 1) if fits(start)), ready)


def _in_order(problem: Problem, plan: tuple[PlannedStart, ...]) -> list[tuple[PlannedStart, Activity, ActivityMode]]:
    """By start; of those that start together, who is waited for comes first, else in the order of the problem."""
    planned = {line.activity: line for line in plan}
    activities = {one.id: one for one in problem.activities if one.id in planned}
    modes = {name: one.mode(planned[name].mode) for name, one in activities.items()}

    def waits_for(one: Activity) -> list[str]:
        start = planned[one.id].start
        together = {name for name in one.predecessors if name in planned and planned[name].start == start}
        needed = {*one.prerequisites, *(wait.activity for wait in one.waits)}
        return [name for name in sorted(together) if name in needed or modes[name].duration == 0]

    graph = {name: waits_for(one) if one.fixed is None else () for name, one in activities.items()}
    order = sorted(TopologicalSorter(graph).static_order(), key=lambda name: planned[name].start)
    return [(planned[name], activities[name], modes[name]) for name in order]


def _drawn(activity: Activity, line: PlannedStart, mode: ActivityMode, *, slip: Slip, share: float) -> int:
    """What is done took as long as it did; what runs has not ended before the plan begins: that much is known."""
    if activity.fixed is not None and line.start + mode.duration <= 0:
        return mode.duration
    if activity.fixed is not None and line.start < 0:
        return slip.months_of_running(mode.duration, share, known=1 - line.start)
    return slip.months(mode.duration, share)


def _ready(activity: Activity, starts: dict[str, int], ends: dict[str, int]) -> int:
    """The first start that prerequisites, waits and alternatives allow in this course."""
    found = [ends[one] + 1 for one in activity.prerequisites]
    for wait in activity.waits:
        counted_from = ends[wait.activity] + 1 if wait.kind is WaitKind.AFTER_END else starts[wait.activity]
        found.append(counted_from + wait.months)
    found += [min(ends[one] + 1 for one in group if one in ends) for group in activity.any_of]
    return max(found, default=0)


def _stretched(mode: ActivityMode, duration: int) -> list[tuple[str, list[int]]]:
    """Staff for a duration other than the planned one: the last month's amount goes on, or the rest falls away."""
    return [
        (unit, [profile[min(month, len(profile) - 1)] for month in range(duration)]) for unit, profile in mode.staff
    ]
