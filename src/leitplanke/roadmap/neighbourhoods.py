"""Which measures to free next: of several kinds of neighbourhood, those that helped come more often.

A window of months, a pair of units, a ball of prerequisites, what stands far from where the relaxation has it, or any.
See `docs/methods/neighbourhood-search.md`.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import InitVar, dataclass, field

from leitplanke.roadmap.tables import Draft, Tables

FEWEST_FREE = 15
MOST_FREE = 45
_WHOLE_PERCENT = 30  # draws from all parts of a large problem: only they move money between towns
_LEAST_CHANCE = 0.1
_MEMORY = 0.8  # of what a kind brought before, after one more try


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The measures to be placed anew, and the kind by which they were found."""

    kind: int
    free: frozenset[int]


@dataclass(slots=True)
class _Kind:
    """A way of drawing, how many measures it frees, and how often it has helped lately."""

    draw: Callable[["_Place"], list[int]]
    size: int = 20
    success: float = 0.5


@dataclass(frozen=True, slots=True)
class _Place:
    """What a kind draws from."""

    tables: Tables
    draft: Draft
    movable: Sequence[int]
    wished: dict[int, float]
    random: random.Random


@dataclass(slots=True)
class Neighbourhoods:
    """Draws sets of free measures from a seed, within one of the `parts` as a rule; learns from how repairs ended."""

    tables: Tables
    seed: int
    parts: InitVar[tuple[frozenset[int], ...]] = ()
    _random: random.Random = field(init=False)
    _movable: list[int] = field(init=False)
    _parts: list[list[int]] = field(init=False)
    _wished: dict[int, float] = field(default_factory=dict, init=False)
    _kinds: list[_Kind] = field(init=False)
    _drawn: int = field(default=0, init=False)

    def __post_init__(self, parts: tuple[frozenset[int], ...]) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - draws neighbourhoods, no secrets
        self._movable = [
            number
            for number in self.tables.order
            if number >= 0 and number not in self.tables.fixed and any(way.starts for way in self.tables.ways[number])
        ]
        inside = ([number for number in self._movable if number in part] for part in parts)
        self._parts = [part for part in inside if part]
        self._kinds = [_Kind(draw) for draw in (_months, _units, _ball, _any)]

    @property
    def movable(self) -> frozenset[int]:
        """Every measure that has a place at all and is not fixed."""
        return frozenset(self._movable)

    def wish(self, months: dict[int, float]) -> None:
        """Where a relaxation has each measure in the mean: what stands far from there is worth a try."""
        if not self._wished and months:
            self._kinds.append(_Kind(_far))
        self._wished = months

    def draw(self, draft: Draft) -> Neighbourhood:
        """The next set: those that belong together first, filled up with any others."""
        kind = self._next_kind()
        size = self._kinds[kind].size
        movable = self._some_part()
        if len(movable) <= size:
            return Neighbourhood(kind, frozenset(movable))
        together = self._kinds[kind].draw(_Place(self.tables, draft, movable, self._wished, self._random))
        known = set(together)
        others = [number for number in movable if number not in known] if len(together) < size else []
        self._random.shuffle(others)
        return Neighbourhood(kind, frozenset([*together, *others][:size]))

    def learn(self, kind: int, *, has_helped: bool) -> None:
        """Whether the repair made the plan better."""
        known = self._kinds[kind]
        known.success = _MEMORY * known.success + (1 - _MEMORY) * has_helped

    def grow(self, kind: int) -> None:
        """The last repair of this kind was proven best: dare more."""
        known = self._kinds[kind]
        known.size = min(MOST_FREE, known.size + 2)

    def shrink(self, kind: int) -> None:
        """The last repair of this kind ran out of work without an answer: ask for less."""
        known = self._kinds[kind]
        known.size = max(FEWEST_FREE, known.size - 3)

    def _next_kind(self) -> int:
        """Every kind once, then by success."""
        self._drawn += 1
        if self._drawn <= len(self._kinds):
            return self._drawn - 1
        chances = [_LEAST_CHANCE + kind.success for kind in self._kinds]
        left = self._random.random() * sum(chances)
        for place, chance in enumerate(chances):
            left -= chance
            if left < 0:
                return place
        return len(chances) - 1

    def _some_part(self) -> list[int]:
        if len(self._parts) < 2 or self._random.random() * 100 < _WHOLE_PERCENT:
            return self._movable
        return self._parts[int(self._random.random() * len(self._parts))]


def _months(place: _Place) -> list[int]:
    """Measures under way in a third of the plan, and those left out, in random order."""
    months, draft = place.tables.problem.months, place.draft
    width = max(1, months // 3)
    first = place.random.randint(0, max(0, months - width))
    found = [
        number
        for number in place.movable
        if number not in draft or (draft[number].start < first + width and draft[number].end >= first)
    ]
    place.random.shuffle(found)
    return found


def _units(place: _Place) -> list[int]:
    """Measures that need one of two units, in the mode they have or in any if they are left out."""
    units = sorted({need.unit for number in place.movable for way in place.tables.ways[number] for need in way.staff})
    pair = set(place.random.sample(units, k=min(2, len(units))))
    found = []
    for number in place.movable:
        ways = (place.draft[number].way,) if number in place.draft else place.tables.ways[number]
        if any(need.unit in pair for way in ways for need in way.staff):
            found.append(number)
    place.random.shuffle(found)
    return found


def _ball(place: _Place) -> list[int]:
    """A measure and what is joined to it by prerequisites, nearest first."""
    tables, movable = place.tables, set(place.movable)
    found = [place.random.choice(place.movable)]
    known = set(found)
    for number in found:
        alternatives = [one for group in tables.any_of[number] for one in group]
        for other in (*tables.before[number], *tables.after[number], *alternatives, *tables.serves[number]):
            if other in movable and other not in known:
                found.append(other)
                known.add(other)
        if len(found) > MOST_FREE:
            break
    return found


def _far(place: _Place) -> list[int]:
    """Measures that stand far from where the relaxation has them, the farther the likelier."""
    left_out = place.tables.problem.months + place.tables.problem.tail_months

    def distance(number: int) -> float:
        start = place.draft[number].start if number in place.draft else left_out
        return abs(place.wished.get(number, left_out) - start) * place.random.random()

    drawn = {number: distance(number) for number in place.movable}
    return sorted(place.movable, key=lambda number: (-drawn[number], number))


def _any(place: _Place) -> list[int]:
    return place.random.sample(place.movable, k=len(place.movable))
