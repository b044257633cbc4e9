"""AHP: weights from pairwise comparisons, and where these contradict each other.

See docs/methods/pairwise-comparison.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.texts import Text
from leitplanke.strategy.priorities.arrays import Numbers

MOST_ITEMS = 15
STRONGEST = 9.0
TOLERATED = 0.1
"""Saaty's bound of the consistency ratio; above it comparisons should be looked at again."""

_RANDOM_INDEX = (0.0, 0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.55, 1.57, 1.59)
"""Mean consistency index of random comparisons of so many items (Saaty 2008; above 10 by simulation)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`first` is `times` as important as `second`: 9 far more, 1 equally, 1/9 far less."""

    first: str
    second: str
    times: float

    def __post_init__(self) -> None:
        require(
            holds=self.first != self.second,
            field="second",
            problem=Text(f"„{self.first}“ steht beiderseits.", f"“{self.first}” stands on both sides."),
            remedy=Text("Vergleichen Sie zwei verschiedene.", "Compare two different ones."),
        )
        require(
            holds=1 / STRONGEST - 1e-9 <= self.times <= STRONGEST,
            field="times",
            problem=Text(f"{self.times:g} liegt nicht auf der Skala.", f"{self.times:g} is not on the scale."),
            remedy=Text("Erlaubt sind 1/9 bis 9.", "1/9 to 9 are allowed."),
        )


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Three comparisons that do not fit: `first` over `second`, `second` over `third`, and the direct one.

    `followed` is what the other two imply for the direct one, `told` what was said.
    """

    first: str
    second: str
    third: str
    first_over_second: float
    second_over_third: float
    told: float

    @property
    def followed(self) -> float:
        """What the direct comparison would have to be."""
        return self.first_over_second * self.second_over_third


@dataclass(frozen=True, slots=True)
class Mending:
    """The comparison that fits least, the value that fits all others best, and the consistency ratio with it."""

    first: str
    second: str
    told: float
    fitting: float
    ratio_after: float


@dataclass(frozen=True, slots=True)
class PairwiseWeights:
    """Weights in the order of `items`, their sum 1. Below three items nothing can contradict itself: ratio 0."""

    items: tuple[str, ...]
    weights: tuple[float, ...]
    largest_eigenvalue: float
    consistency_ratio: float
    contradiction: Contradiction | None
    mending: Mending | None

    @property
    def is_consistent(self) -> bool:
        """Whether the comparisons contradict each other no more than Saaty tolerates."""
        return self.consistency_ratio <= TOLERATED + 1e-12


def weigh_pairs(comparisons: Iterable[Comparison]) -> PairwiseWeights:
    """The principal eigenvector of the comparisons, in the order in which items are first named.

    Raises `InvalidValueError` for a pair that is missing or told twice, and for more than 15 items.
    """
    told = tuple(comparisons)
    items = tuple(dict.fromkeys(name for one in told for name in (one.first, one.second)))
    matrix = _matrix(told, items)
    eigenvalue, weights = _principal(matrix)
    return PairwiseWeights(
        items=items,
        weights=tuple(float(weight) for weight in weights),
        largest_eigenvalue=eigenvalue,
        consistency_ratio=_ratio(eigenvalue, len(items)),
        contradiction=_worst_triple(matrix, items),
        mending=_mending(matrix, items, weights),
    )


def _matrix(told: tuple[Comparison, ...], items: tuple[str, ...]) -> Numbers:
    require(
        holds=2 <= len(items) <= MOST_ITEMS,
        field="first",
        problem=Text(f"{len(items)} Kriterien werden verglichen.", f"{len(items)} criteria are compared."),
        remedy=Text(f"Möglich sind 2 bis {MOST_ITEMS}.", f"2 to {MOST_ITEMS} are possible."),
    )
    require_unique(tuple(" × ".join(sorted((one.first, one.second))) for one in told), "second")
    place = {item: at for at, item in enumerate(items)}
    matrix = np.eye(len(items))
    for one in told:
        i, j = place[one.first], place[one.second]
        matrix[i, j], matrix[j, i] = one.times, 1 / one.times
    missing = [f"{items[i]} × {items[j]}" for i, j in combinations(range(len(items)), 2) if matrix[i, j] == 0]
    shown = ", ".join(missing[:5]) + (f" … ({len(missing)})" if len(missing) > 5 else "")
    require(
        holds=not missing,
        field="second",
        problem=Text(f"Nicht verglichen: {shown}.", f"Not compared: {shown}."),
        remedy=Text("Jedes Paar wird einmal verglichen.", "Every pair is compared once."),
    )
    return matrix


def _principal(matrix: Numbers) -> tuple[float, Numbers]:
    """The largest eigenvalue and its vector; both are real and positive for a positive matrix (Perron)."""
    eigenvalues, vectors = np.linalg.eig(matrix)
    at = int(np.argmax(eigenvalues.real))
    vector = np.abs(vectors[:, at].real)
    return float(eigenvalues[at].real), vector / vector.sum()


def _ratio(eigenvalue: float, count: int) -> float:
    if count < 3:
        return 0.0
    return max(0.0, (eigenvalue - count) / (count - 1)) / _RANDOM_INDEX[count]


def _worst_triple(matrix: Numbers, items: tuple[str, ...]) -> Contradiction | None:
    """The triple whose product around is furthest from 1 (Koczkodaj 1993); None where all triples fit."""
    worst, found = 1e-9, None
    for i, j, k in combinations(range(len(items)), 3):
        off = abs(np.log(matrix[i, j] * matrix[j, k] * matrix[k, i]))
        if off > worst + 1e-12:
            worst, found = off, (i, j, k)
    if found is None:
        return None
    i, j, k = found
    return Contradiction(items[i], items[j], items[k], float(matrix[i, j]), float(matrix[j, k]), float(matrix[i, k]))


def _mending(matrix: Numbers, items: tuple[str, ...], weights: Numbers) -> Mending | None:
    """Saaty (2003): the comparison furthest above the ratio of weights, and Harker's best value in its place."""
    off = matrix * weights[None, :] / weights[:, None]
    np.fill_diagonal(off, 0)
    i, j = np.unravel_index(int(np.argmax(off)), off.shape)
    if len(items) < 3 or off[i, j] <= 1 + 1e-9:
        return None
    open_matrix = matrix.copy()
    open_matrix[i, j] = open_matrix[j, i] = 0
    open_matrix[i, i] = open_matrix[j, j] = 2
    _, others = _principal(open_matrix)
    fitting = float(np.clip(others[i] / others[j], 1 / STRONGEST, STRONGEST))
    mended = matrix.copy()
    mended[i, j], mended[j, i] = fitting, 1 / fitting
    return Mending(
        first=items[i],
        second=items[j],
        told=float(matrix[i, j]),
        fitting=fitting,
        ratio_after=_ratio(_principal(mended)[0], len(items)),
    )
