"""The pieces of work of the makespan search: evolve a population, repair neighbourhoods, prove.

See `docs/methods/makespan.md`. Each can run in any process: it holds all it needs but the problem.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from leitplanke.roadmap.makespan.evolution import Population, evolve
from leitplanke.roadmap.makespan.generation import Generator, in_order
from leitplanke.roadmap.model import Problem
from leitplanke.roadmap.project import Project, Schedule, as_project
from leitplanke.roadmap.solvers.cpsat import Effort
from leitplanke.roadmap.solvers.intervals import tighten

SMALLEST, LARGEST = 12, 60  # activities that a repair may free
_REPAIRS = 5
_REPAIR_WORK = 0.1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a piece found: the best schedule it holds, its end, a proven bound, and the population it worked on."""

    schedule: Schedule | None
    end: int
    bound: int
    population: Population = ()
    solved: int = 0  # repairs that were decided
    tried: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    @property
    def is_neighbourhood(self) -> bool:
        """Every piece counts as work done."""
        return True

    @staticmethod
    def prepare(problem: Problem) -> Project:
        """The project of the problem."""
        project = as_project(problem)
        assert project is not None
        return project


@dataclass(frozen=True, slots=True)
class Evolve(_Piece):
    """Let a population have so many children. `island` is which of the populations it is."""

    island: int
    population: Population
    children: int
    seed: int
    seconds: float | None

    def perform(self, project: Project) -> Answer:
        """The population afterwards and its best."""
        people = evolve(
            project, self.population, children=self.children, seed=self.seed, is_over=_deadline(self.seconds)
        )
        if not people:
            return Answer(None, project.months + 1, 0)
        best = min(people, key=lambda one: one.end)
        return Answer(best.schedule, best.end, 0, people)


@dataclass(frozen=True, slots=True)
class Repair(_Piece):
    """Free a stretch of time or a random set again and again, and look for a shorter schedule."""

    schedule: Schedule
    end: int
    bound: int
    size: int
    seed: int
    seconds: float | None

    def perform(self, project: Project) -> Answer:
        """The schedule afterwards."""
        draw = random.Random(self.seed)  # noqa: S311 - draws neighbourhoods, no secrets
        schedule, end, solved, tried = self.schedule, self.end, 0, 0
        is_over = _deadline(self.seconds)
        while tried < _REPAIRS and end > self.bound and not is_over():
            free = _neighbourhood(project, schedule, end, self.size, draw)
            effort = Effort(_REPAIR_WORK, self.seconds)
            seed = draw.randrange(2**31)
            found = tighten(project, schedule, free=free, end=end, bound=self.bound, effort=effort, seed=seed)
            tried += 1
            solved += found.is_proven
            if found.schedule is not None:
                schedule, end = _compressed(project, found.schedule)
        return Answer(schedule, end, 0, solved=solved, tried=tried)


@dataclass(frozen=True, slots=True)
class Prove(_Piece):
    """Free everything: a shorter schedule, a better bound, or both."""

    schedule: Schedule
    end: int
    bound: int
    work: float
    seed: int
    seconds: float | None

    def perform(self, project: Project) -> Answer:
        """The schedule afterwards and what is proven."""
        effort = Effort(self.work, self.seconds)
        found = tighten(
            project, self.schedule, free=None, end=self.end, bound=self.bound, effort=effort, seed=self.seed
        )
        if found.schedule is None:
            return Answer(None, self.end, found.bound, solved=found.is_proven, tried=1)
        schedule, end = _compressed(project, found.schedule)
        return Answer(schedule, end, found.bound, solved=found.is_proven, tried=1)


Piece = Evolve | Repair | Prove


def _compressed(project: Project, schedule: Schedule) -> tuple[Schedule, int]:
    """The same order, everything as early as it goes, and justified."""
    generator = Generator(project, schedule.ways)
    starts = generator.justified(generator.forwards(in_order(schedule.starts, project.before)))
    if generator.end(starts) > generator.end(list(schedule.starts)):
        starts = list(schedule.starts)
    return Schedule(schedule.ways, tuple(starts)), generator.end(starts)


def _neighbourhood(project: Project, schedule: Schedule, end: int, size: int, draw: random.Random) -> frozenset[int]:
    """Two in three times those nearest to a month, else any."""
    everybody = range(project.size)
    if draw.random() < 1 / 3:
        return frozenset(draw.sample(everybody, k=min(size, project.size)))
    centre = draw.uniform(0, end)
    middles = [
        start + options[way].duration / 2
        for start, options, way in zip(schedule.starts, project.ways, schedule.ways, strict=True)
    ]
    return frozenset(sorted(everybody, key=lambda one: abs(middles[one] - centre))[:size])


def _deadline(seconds: float | None) -> Callable[[], bool]:
    if seconds is None:
        return lambda: False
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until
