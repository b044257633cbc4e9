"""Which mode of each activity: choices that the pots can pay for.

See `docs/methods/makespan.md`.
"""

import random
from collections.abc import Sequence

from leitplanke.roadmap.makespan.generation import room_at
from leitplanke.roadmap.project import Project

_TRIES = 500


class ModeChooser:
    """Draws and mends choices of modes."""

    def __init__(self, project: Project, draw: random.Random) -> None:
        self._project = project
        self._random = draw
        self._plural = [number for number, options in enumerate(project.ways) if len(options) > 1]
        self._first = tuple(0 for _ in project.ways)
        self._only = None if _lack(self._left(self._first)) else self._first

    @property
    def is_plural(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._plural)

    def sample(self) -> tuple[int, ...] | None:
        """Short modes more often than long ones, mended; None if no mending helped."""
        if not self._plural:
            return self._only
        ways = list(self._first)
        for number in self._plural:
            options = range(len(self._project.ways[number]))
            ways[number] = min(self._random.choice(options), self._random.choice(options))
        return self._mended(ways)

    def mutated(self, ways: Sequence[int]) -> tuple[int, ...] | None:
        """Now and then another mode; mended; None if no mending helped."""
        if not self._plural:
            return self._only
        changed = list(ways)
        for _ in range(self._random.choice((0, 0, 1, 1, 2, 3))):
            number = self._random.choice(self._plural)
            changed[number] = self._random.randrange(len(self._project.ways[number]))
        return self._mended(changed)

    def chosen_on_the_way(self, order: Sequence[int], ways: tuple[int, ...]) -> tuple[int, ...]:
        """Schedule once, and give each activity the mode with the earliest end that the pots still allow."""
        project = self._project
        chosen = list(ways)
        left = self._left(chosen)
        free = list(project.free)
        ends = [0] * project.size
        for number in order:
            ready = max([project.release[number], *(ends[needed] for needed in project.before[number])])
            options = project.ways[number]
            best = None
            for at in {chosen[number], *range(len(options))}:
                way = options[at]
                if at == chosen[number] or self._may_change(left, options[chosen[number]].draws, way.draws):
                    start = room_at(free, way.packed, way.duration, ready, project.guard)
                    key = (start + way.duration, at != chosen[number], at, start)
                    best = key if best is None else min(best, key)
            assert best is not None
            end, _, at, start = best
            left = [
                rest + old - new
                for rest, old, new in zip(left, options[chosen[number]].draws, options[at].draws, strict=True)
            ]
            chosen[number] = at
            ends[number] = end
            for month in range(start, end if options[at].packed else start):
                free[month] -= options[at].packed
        return tuple(chosen)

    def _mended(self, ways: list[int]) -> tuple[int, ...] | None:
        """Change single modes at random as long as that lowers what the pots lack."""
        left = self._left(ways)
        lack = _lack(left)
        for _ in range(_TRIES if lack else 0):
            number = self._random.choice(self._plural)
            options = self._project.ways[number]
            at = self._random.randrange(len(options))
            trial = [
                rest + old - new
                for rest, old, new in zip(left, options[ways[number]].draws, options[at].draws, strict=True)
            ]
            if _lack(trial) < lack:
                ways[number], left, lack = at, trial, _lack(trial)
                if not lack:
                    break
        return None if lack else tuple(ways)

    def _left(self, ways: Sequence[int]) -> list[int]:
        left = list(self._project.pots)
        for options, at in zip(self._project.ways, ways, strict=True):
            left = [rest - drawn for rest, drawn in zip(left, options[at].draws, strict=True)]
        return left

    @staticmethod
    def _may_change(left: Sequence[int], old: Sequence[int], new: Sequence[int]) -> bool:
        return all(rest + before >= after for rest, before, after in zip(left, old, new, strict=True))


def _lack(left: Sequence[int]) -> int:
    return sum(-rest for rest in left if rest < 0)
