"""A population of schedules that improves by crossing lists: a genetic algorithm with justification.

See `docs/methods/makespan.md`.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from leitplanke.roadmap.makespan.generation import Generator, in_order
from leitplanke.roadmap.makespan.modes import ModeChooser
from leitplanke.roadmap.project import Project, Schedule, tails

POPULATION = 250
_BIASES = (0.1, 0.3, 0.6, 1.0)


@dataclass(frozen=True, slots=True)
class Individual:
    """A schedule with the month after its end, and the list that made it."""

    end: int
    order: tuple[int, ...]
    schedule: Schedule


Population = tuple[Individual, ...]


class Evolution:
    """Draws, crosses and keeps schedules of one project, from one seed."""

    def __init__(self, project: Project, population: Sequence[Individual], *, seed: int) -> None:
        self.project = project
        self.people = list(population)
        self._random = random.Random(seed)  # noqa: S311 - draws schedules, no secrets
        self._tails = tails(project)
        self._modes = ModeChooser(project, self._random)
        self._generators: dict[tuple[int, ...], Generator] = {}

    def populate(self, count: int) -> None:
        """Add schedules by sampled priority: the longest tail first, disturbed more or less."""
        for _ in range(count):
            spread = self._random.choice(_BIASES)
            priority = [-tail * (1 + spread * self._random.gauss(0, 1)) for tail in self._tails]
            ways = self._modes.sample()
            if ways is not None:
                self.people.append(self._individual(_list_by(self.project, priority), ways))

    def cross(self) -> Individual | None:
        """One child; it takes the place of the worse parent unless it is worse itself, or there already."""
        first, second = self._parent(), self._parent()
        if first == second:
            return None
        mother, father = self.people[first], self.people[second]
        order, inherited = self._crossed(mother, father)
        ways = self._modes.mutated(inherited)
        if ways is None:
            return None
        if self._random.random() < 0.5:
            self._disturb(order)
        child = self._individual(order, ways)
        worse = max(first, second, key=lambda one: self.people[one].end)
        twins = (one for one in self.people if one.end == child.end and one.schedule == child.schedule)
        if child.end <= self.people[worse].end and next(twins, None) is None:
            self.people[worse] = child
        return child

    def take_in(self, schedule: Schedule) -> None:
        """A schedule found elsewhere takes the place of the worst."""
        newcomer = self._finished(self._generator(schedule.ways), list(schedule.starts))
        if all(one.schedule != newcomer.schedule for one in self.people):
            worst = max(range(len(self.people)), key=lambda one: self.people[one].end)
            self.people[worst] = newcomer

    def _parent(self) -> int:
        """The better of two."""
        first, second = self._random.randrange(len(self.people)), self._random.randrange(len(self.people))
        return first if self.people[first].end <= self.people[second].end else second

    def _crossed(self, mother: Individual, father: Individual) -> tuple[list[int], list[int]]:
        """A stretch of one parent's list inside the other's, in one of two ways; modes come with the list."""
        size = self.project.size
        length = self._random.randint(size // 4, max(size // 4, 3 * size // 4))
        first = self._random.randint(0, size - length)
        ours, theirs = mother.order, father.order
        ways = list(mother.schedule.ways)
        head = set(ours[:first])
        if self._random.random() < 0.5:
            middle = [one for one in theirs if one not in head][:length]
            taken = head.union(middle)
            order = [*ours[:first], *middle, *(one for one in ours if one not in taken)]
            foreign: Sequence[int] = middle
        else:
            stretch = ours[first : first + length]
            inside = set(stretch)
            order = [one for one in theirs if one in head]
            order += stretch
            order += [one for one in theirs if one not in head and one not in inside]
            foreign = [one for one in ours if one not in inside]
        for one in foreign:
            ways[one] = father.schedule.ways[one]
        return order, ways

    def _disturb(self, order: list[int]) -> None:
        """Swap a twentieth of all neighbours in the list."""
        before = self.project.before
        for _ in range(max(1, len(order) // 20) if len(order) > 1 else 0):
            at = self._random.randrange(len(order) - 1)
            if order[at] not in before[order[at + 1]]:
                order[at], order[at + 1] = order[at + 1], order[at]

    def _individual(self, order: Sequence[int], ways: tuple[int, ...]) -> Individual:
        if self._modes.is_plural and self._random.random() < 0.3:
            ways = self._modes.chosen_on_the_way(order, ways)
        generator = self._generator(ways)
        return self._finished(generator, generator.forwards(order))

    def _finished(self, generator: Generator, starts: list[int]) -> Individual:
        starts = generator.justified(starts)
        order = in_order(starts, self.project.before)
        return Individual(generator.end(starts), tuple(order), Schedule(generator.ways, tuple(starts)))

    def _generator(self, ways: tuple[int, ...]) -> Generator:
        if ways not in self._generators:
            if len(self._generators) > POPULATION:
                self._generators.clear()
            self._generators[ways] = Generator(self.project, ways)
        return self._generators[ways]


def evolve(
    project: Project, population: Sequence[Individual], *, children: int, seed: int, is_over: Callable[[], bool]
) -> Population:
    """The population after so many children, or when `is_over` says so; drawn first if it is small."""
    evolution = Evolution(project, population, seed=seed)
    for _ in range(POPULATION - len(evolution.people)):
        if is_over() and evolution.people:
            break
        evolution.populate(1)
    for _ in range(children if len(evolution.people) > 1 else 0):
        if is_over():
            break
        evolution.cross()
    return tuple(evolution.people)


def _list_by(project: Project, priority: Sequence[float]) -> list[int]:
    """All activities, lowest priority number first, none before what it needs."""
    missing = [len(needs) for needs in project.before]
    ready = [(priority[one], one) for one in range(project.size) if not missing[one]]
    heapify(ready)
    order = []
    while ready:
        _, number = heappop(ready)
        order.append(number)
        for later in project.after[number]:
            missing[later] -= 1
            if not missing[later]:
                heappush(ready, (priority[later], later))
    return order
