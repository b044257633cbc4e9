"""Which measures to free next: a window of months, a pair of units, a ball of prerequisites, or any.

See `docs/methods/neighbourhood-search.md`.
"""

import random
from collections.abc import Callable, Iterator

from leitplanke.roadmap.tables import Draft, Tables

FEWEST_FREE = 15
MOST_FREE = 45

Draw = Callable[[Tables, Draft, list[int], random.Random], list[int]]


class Neighbourhoods:
    """Draws sets of free measures from a seed; `size` adapts to how hard the last repair was."""

    def __init__(self, tables: Tables, *, seed: int) -> None:
        self._tables = tables
        self._random = random.Random(seed)  # noqa: S311 - draws neighbourhoods, no secrets
        self._movable = [
            number for number in tables.order if number not in tables.fixed and _is_possible(tables, number)
        ]
        self._kinds: Iterator[Draw] = _in_turn()
        self._size = 20

    @property
    def movable(self) -> frozenset[int]:
        """Every measure that has a place at all and is not fixed."""
        return frozenset(self._movable)

    def draw(self, draft: Draft) -> frozenset[int]:
        """The next set: those that belong together first, filled up with any others."""
        if len(self._movable) <= self._size:
            return self.movable
        together = next(self._kinds)(self._tables, draft, self._movable, self._random)
        others = [number for number in self._movable if number not in set(together)]
        self._random.shuffle(others)
        return frozenset([*together, *others][: self._size])

    def grow(self) -> None:
        """The last repair was proven best: dare more."""
        self._size = min(MOST_FREE, self._size + 2)

    def shrink(self) -> None:
        """The last repair ran out of work without an answer: ask for less."""
        self._size = max(FEWEST_FREE, self._size - 3)


def _in_turn() -> Iterator[Draw]:
    while True:
        yield from (_months, _units, _ball, _any)


def _is_possible(tables: Tables, number: int) -> bool:
    return any(way.starts for way in tables.ways[number])


def _months(tables: Tables, draft: Draft, movable: list[int], draw: random.Random) -> list[int]:
    """Measures under way in a third of the plan, and those left out, in random order."""
    width = max(1, tables.problem.months // 3)
    first = draw.randint(0, max(0, tables.problem.months - width))
    found = [
        number
        for number in movable
        if number not in draft or (draft[number].start < first + width and draft[number].end >= first)
    ]
    draw.shuffle(found)
    return found


def _units(tables: Tables, draft: Draft, movable: list[int], draw: random.Random) -> list[int]:
    """Measures that need one of two units, in the mode they have or in any if they are left out."""
    pair = set(draw.sample(range(len(tables.problem.units)), k=min(2, len(tables.problem.units))))
    found = []
    for number in movable:
        ways = (draft[number].way,) if number in draft else tables.ways[number]
        if any(unit in pair for way in ways for unit, _ in way.staff):
            found.append(number)
    draw.shuffle(found)
    return found


def _ball(tables: Tables, _: Draft, movable: list[int], draw: random.Random) -> list[int]:
    """A measure and what is joined to it by prerequisites, nearest first."""
    found = [draw.choice(movable)]
    for number in found:
        joined = [*tables.before[number], *tables.after[number]]
        found.extend(other for other in joined if other in movable and other not in found)
    return found


def _any(_tables: Tables, _draft: Draft, movable: list[int], draw: random.Random) -> list[int]:
    return draw.sample(movable, k=len(movable))
