"""How many small cells of random tables an attacker computes: with primary suppression alone, and as published."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from leitplanke.evidence.crosstabs import CrossTable, JointCounts, protect

MINIMUM = 10
LARGEST = 9


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of so many random tables: small cells that one value is left for, before and after; what is left to read.

    `merged`: of how many tables categories were merged, because small cells or the audit left too little of them.
    """

    tables: int
    merged: int
    small: int
    computed_with_primary_alone: int
    computed: int
    narrowest: float
    told: float
    without_table: int
    seconds: float


def measure(tables: int, seed: int = 1, level: float = 3.4) -> Outcome:
    """Tables of three to eight rows and columns with log-normal counts, attacked by SciPy's linear programmes.

    `level` is the logarithm of the usual count: 3.4 for 30 people, 1.6 for 5.
    """
    small = naive = computed = cells = told = nothing = merged = 0
    narrowest, seconds = np.inf, 0.0
    for counts in _random_tables(tables, seed, level):
        before = [width for _, width in _widths(counts, counts < MINIMUM)]
        small, naive = small + len(before), naive + sum(width < 1 for width in before)
        started = time.perf_counter()
        found = protect(_joint(counts), [("rows", "columns")], minimum=MINIMUM)
        seconds += time.perf_counter() - started
        nothing += len(found.not_published)
        for table in found.tables:
            truth = _merged(counts, table)
            merged += truth.shape != counts.shape
            hidden = np.array([[count is None for count in row] for row in table.counts])
            widths = [width for n, width in _widths(truth, hidden) if n < MINIMUM]
            computed += sum(width < 1 for width in widths)
            narrowest = min(narrowest, *widths, np.inf)
            cells, told = cells + hidden.size, told + int((~hidden).sum())
    return Outcome(tables, merged, small, naive, computed, narrowest, told / max(cells, 1), nothing, seconds)


def _random_tables(tables: int, seed: int, level: float) -> Iterator[np.ndarray]:
    rng = np.random.default_rng(seed)
    for _ in range(tables):
        shape = tuple(rng.integers(3, LARGEST, 2))
        yield rng.poisson(rng.lognormal(level, 0.9, shape))


def _joint(counts: np.ndarray) -> JointCounts:
    categories = tuple(tuple(map(str, range(size))) for size in counts.shape)
    return JointCounts(("rows", "columns"), categories, counts)


def _merged(counts: np.ndarray, table: CrossTable) -> np.ndarray:
    rows = np.array([counts[[int(name) for name in group]].sum(axis=0) for group in table.rows])
    return np.array([rows[:, [int(name) for name in group]].sum(axis=1) for group in table.columns]).T


def _widths(counts: np.ndarray, hidden: np.ndarray) -> list[tuple[int, float]]:
    """Per hidden cell its count, and how many values rows and columns leave for it."""
    places = np.argwhere(hidden)
    if not len(places):
        return []
    lines = [(axis, line) for axis in (0, 1) for line in range(counts.shape[axis])]
    known = [[float(place[axis] == line) for place in places] for axis, line in lines]
    sums = [float(np.take(counts * hidden, line, axis).sum()) for axis, line in lines]
    found = []
    for at, place in enumerate(places):
        one = np.eye(len(places))[at]
        ends = [sign * linprog(sign * one, A_eq=known, b_eq=sums, method="highs").fun for sign in (1, -1)]
        found.append((int(counts[tuple(place)]), ends[1] - ends[0]))
    return found


if __name__ == "__main__":
    print(measure(1_000))
    print(measure(1_000, level=1.6))
