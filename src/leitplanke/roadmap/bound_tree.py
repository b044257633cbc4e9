"""A proof in parts: the plans are divided by when a measure starts, and the worst part is the bound of all.

See `docs/methods/lp-bound.md`. Land, Doig (1960) Econometrica 28(3), 497; the part with the highest bound comes first.
Each division is a piece of work of its own, so that any executor can do it.
"""

import heapq
from dataclasses import dataclass

from leitplanke.roadmap.model import Problem
from leitplanke.roadmap.solvers.lp import Relaxation
from leitplanke.roadmap.tables import Tables
from leitplanke.roadmap.windows import Window

_WHOLE = 1 - 1e-6
_SHARE = 1e-6


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of all plans: those within `windows`. None of them is worth more than `bound`.

    `split`: the activity and the month by which it starts, or does not; None: this part cannot be divided.
    """

    windows: tuple[Window, ...]
    bound: int
    split: tuple[int, int] | None


class BoundTree:
    """The parts that are left. What is under way counts with the bound that it had before."""

    def __init__(self) -> None:
        self._open: list[tuple[int, int, Leaf]] = []
        self._closed = 0
        self._under_way: list[Leaf] = []
        self._count = 0

    @property
    def bound(self) -> int:
        """No plan of any part is worth more; 0 where every part was found to hold nothing better."""
        highest = -self._open[0][0] if self._open else 0
        return max(highest, self._closed, *(leaf.bound for leaf in self._under_way), 0)

    def add(self, leaf: Leaf) -> None:
        """One more part."""
        if leaf.split is None:
            self._closed = max(self._closed, leaf.bound)
        else:
            self._count += 1
            heapq.heappush(self._open, (-leaf.bound, self._count, leaf))

    def next_leaf(self, *, value: int) -> Leaf | None:
        """The part with the highest bound, to be divided; None if no part can hold more than `value`."""
        if not self._open or -self._open[0][0] <= max(value, self._closed):
            return None
        leaf = heapq.heappop(self._open)[2]
        self._under_way.append(leaf)
        return leaf

    def divide(self, leaf: Leaf, parts: tuple[Leaf, ...]) -> None:
        """`leaf` was divided into these."""
        self._under_way.remove(leaf)
        for part in parts:
            self.add(part)

    def give_back(self, leaf: Leaf) -> None:
        """`leaf` was not divided after all, and will not be."""
        self._under_way.remove(leaf)
        self._closed = max(self._closed, leaf.bound)


def halves(leaf: Leaf, *, months: int) -> tuple[tuple[Window, ...], tuple[Window, ...]]:
    """The windows of the plans in which the activity starts by the month, and of all others."""
    assert leaf.split is not None
    number, month = leaf.split
    return (
        (*leaf.windows, Window(number, 0, month, must=True)),
        (*leaf.windows, Window(number, month + 1, months, must=False)),
    )


def split_of(problem: Problem, tables: Tables, relaxation: Relaxation) -> tuple[int, int] | None:
    """Where to divide: the activity whose starts the relaxation spreads most, weighed by what hangs on it.

    None if it starts everything at one time, or there is no solution.
    """
    best: tuple[float, int, int] | None = None
    for number, shares in sorted(relaxation.started.items()):
        starts = _starts(tables, number, shares, never=problem.months + problem.tail_months)
        if len(starts) < 2:
            continue
        mean = sum(month * share for month, share in starts.items())
        spread = sum(abs(month - mean) * share for month, share in starts.items())
        activity = problem.activities[number]
        joined = len(tables.after[number]) + len(tables.serves[number])
        weight = (problem.weighted_benefit(activity) + activity.lateness) * (1 + joined)
        month = min(max(int(mean), min(starts)), max(starts) - 1, problem.months - 1)
        if best is None or spread * weight > best[0]:
            best = (spread * weight, number, month)
    return None if best is None else (best[1], best[2])


def _starts(tables: Tables, number: int, shares: tuple[tuple[float, ...], ...], *, never: int) -> dict[int, float]:
    """The share that starts in each month over all modes; what is left out starts `never`."""
    found: dict[int, float] = {}
    for way, started in zip(tables.ways[number], shares, strict=True):
        before = 0.0
        for month, share in zip(way.starts, started, strict=True):
            if share - before > _SHARE:
                found[month] = found.get(month, 0.0) + share - before
            before = share
    total = sum(found.values())
    if total < _WHOLE:
        found[never] = found.get(never, 0.0) + 1 - total
    return found
