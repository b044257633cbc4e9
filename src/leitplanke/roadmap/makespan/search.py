"""Which piece of work comes next for a makespan problem, and what its answer changes.

See `docs/methods/makespan.md`. Same seed, one worker, stopped by work: same schedule.
"""

import random
from collections.abc import Callable

from leitplanke.roadmap.makespan.bounds import lower_bound
from leitplanke.roadmap.makespan.evolution import Evolution, Population
from leitplanke.roadmap.makespan.pieces import LARGEST, SMALLEST, Answer, Evolve, Piece, Prove, Repair
from leitplanke.roadmap.model import PlannedStart
from leitplanke.roadmap.project import Project, Schedule, end_of, keeps_dates
from leitplanke.roadmap.undecided import raise_conflict

_PLACED_PER_PIECE = 180_000  # activities placed by one piece of evolution: about a second
_FIRST_PROOF = 1.0
_MOST_PROOF = 30.0
_STALE = 3
_FIRST_LISTS = 8
_MOST_REWARD = 3
_LEAST_MERIT = 0.3
_MEMORY = 0.8


class MakespanSearch:
    """The best schedule, the proven bound, one population per worker, and how well each kind of piece does."""

    def __init__(self, project: Project, *, seed: int, workers: int) -> None:
        self.prepared = project
        self.is_bounded = True
        self.given = 0
        self.improvements = 0
        self.greedy_value = 0
        self._project = project
        self._shortest = lower_bound(project)
        self._best: Schedule | None = None
        self._end = project.months + 1
        self._random = random.Random(seed)  # noqa: S311 - draws pieces, no secrets
        self._islands: list[Population] = [()] * max(1, workers)
        self._busy: set[int] = set()
        self._stale = [0] * max(1, workers)
        self._proof_work = _FIRST_PROOF
        self._is_proving = False
        self._size = 30
        self._merit: dict[type, float] = {Evolve: 1.0, Repair: 1.0}

    @property
    def has_plan(self) -> bool:
        """Whether there is a schedule that keeps all dates."""
        return self._best is not None

    @property
    def value(self) -> int:
        """What the schedule is worth: the value of its last activity."""
        return self._value(self._end)

    @property
    def bound(self) -> int:
        """What no schedule can be worth more than."""
        return self._value(min(self._shortest, self._end))

    @property
    def is_proven(self) -> bool:
        """Whether nothing is left to find."""
        return self.has_plan and self._end <= self._shortest

    def begin(self, plan: tuple[PlannedStart, ...], *, is_over: Callable[[], bool] = bool) -> None:
        """A first schedule at once, and the one to go on from if it is shorter; nothing here takes long."""
        del is_over
        if self._shortest > self._project.months:
            raise_conflict(self._project.problem)
        evolution = Evolution(self._project, (), seed=self._random.randrange(2**31))
        evolution.populate(_FIRST_LISTS)
        for one in evolution.people:
            self._offer(one.schedule, one.end)
        self.greedy_value = self.value
        if plan:
            schedule = self._project.to_schedule(plan)
            self._offer(schedule, end_of(self._project, schedule))

    def next_piece(self, seconds: float | None) -> Piece:
        """What to do next."""
        self.given += 1
        seed = self._random.randrange(2**31)
        if self._best is None or self._proof_is_due():
            self._is_proving = True
            schedule = self._best or Schedule((0,) * self._project.size, (0,) * self._project.size)
            return Prove(schedule, self._end, self._shortest, self._proof_work, seed, seconds)
        island = self._free_island()
        evolving, repairing = self._merit[Evolve], self._merit[Repair]
        is_young = island is not None and not self._islands[island]
        if island is not None and (is_young or self._random.random() < evolving / (evolving + repairing)):
            return self._evolve(island, seed, seconds)
        return Repair(self._to_repair(self._best), self._end, self._shortest, self._size, seed, seconds)

    def take(self, piece: Piece, answer: Answer) -> None:
        """Learn from an answer. Raises `RoadmapConflictError` or `UndecidedError` where there is no schedule."""
        before = self._end
        if answer.schedule is not None:
            self._offer(answer.schedule, answer.end)
        self._shortest = max(self._shortest, answer.bound)
        if self._best is None and self._shortest > self._project.months:
            raise_conflict(self._project.problem)
        gain = before - self._end
        self.improvements += gain > 0
        self._reward(piece, answer, min(gain, _MOST_REWARD))

    def forget(self, piece: Piece) -> None:
        """A piece was lost."""
        if isinstance(piece, Evolve):
            self._busy.discard(piece.island)
        elif isinstance(piece, Prove):
            self._is_proving = False

    def finish(self) -> None:
        """Nothing: every schedule is compressed when it is found."""

    def plan(self) -> tuple[PlannedStart, ...]:
        """The best schedule as a plan."""
        assert self._best is not None
        return self._project.to_plan(self._best)

    def _value(self, end: int) -> int:
        problem = self._project.problem
        return problem.value(problem.activities[self._project.finish], end - 1)

    def _reward(self, piece: Piece, answer: Answer, gain: int) -> None:
        if isinstance(piece, Prove):
            self._is_proving = False
            self._proof_work = min(_MOST_PROOF, self._proof_work * 2)
            return
        self._merit[type(piece)] = max(_LEAST_MERIT, _MEMORY * self._merit[type(piece)] + gain)
        if isinstance(piece, Evolve):
            self._came_back(piece, answer)
        elif answer.tried:
            step = 2 if 2 * answer.solved > answer.tried else -2
            self._size = min(LARGEST, max(SMALLEST, self._size + step))

    def _free_island(self) -> int | None:
        """An island without a population first, else any that nobody works on."""
        idle = [one for one in range(len(self._islands)) if one not in self._busy]
        young = [one for one in idle if not self._islands[one]]
        return young[0] if young else self._random.choice(idle) if idle else None

    def _to_repair(self, best: Schedule) -> Schedule:
        """Any good schedule: the best one alone would show the same few orders again and again."""
        most = self._end + max(1, self._end // 100)
        good = [one.schedule for island in self._islands for one in island if one.end <= most]
        return self._random.choice([best, *good])

    def _offer(self, schedule: Schedule, end: int) -> None:
        if end < self._end and keeps_dates(self._project, schedule):
            self._best, self._end = schedule, end

    def _proof_is_due(self) -> bool:
        """Early for small problems; later the rarer the longer the last one took and the wider the gap."""
        if self._is_proving:
            return False
        pace = 2 if self._project.size <= 64 else 6
        if self._end - self._shortest > max(2, self._end // 25):
            pace *= 3
        return self.given % (pace + int(2 * self._proof_work)) == 1

    def _evolve(self, island: int, seed: int, seconds: float | None) -> Evolve:
        self._busy.add(island)
        if self._stale[island] >= _STALE:
            self._stale[island] = 0
            self._islands[island] = self._islands[island][:1]
        children = max(1, _PLACED_PER_PIECE // max(1, self._project.size))
        return Evolve(island, self._islands[island], children, seed, seconds)

    def _came_back(self, piece: Evolve, answer: Answer) -> None:
        self._busy.discard(piece.island)
        before = min((one.end for one in piece.population), default=self._project.months + 1)
        self._stale[piece.island] = self._stale[piece.island] + 1 if answer.end >= before else 0
        self._islands[piece.island] = tuple(sorted(answer.population, key=lambda one: one.end))
