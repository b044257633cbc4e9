"""Where groups disagree: rank correlation of their orders, and the measures about which they differ most.

See docs/methods/group-disagreement.md.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Ranks = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike two audiences order measures: Kendall's tau-b, 1 the same, −1 reversed; None if one has no order."""

    audience: str
    other: str
    tau: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One measure: who puts it highest and who lowest, with these ranks."""

    measure: str
    best_rank: int
    best_audiences: tuple[str, ...]
    worst_rank: int
    worst_audiences: tuple[str, ...]

    @property
    def spread(self) -> int:
        """How many places lie between the two."""
        return self.worst_rank - self.best_rank


def agreements(ranks: dict[str, Ranks]) -> tuple[Agreement, ...]:
    """Every two audiences, in the order of `ranks`."""
    return tuple(
        Agreement(one, other, rank_correlation(ranks[one], ranks[other])) for one, other in combinations(ranks, 2)
    )


def disagreements(ranks: dict[str, Ranks], *, measures: tuple[str, ...]) -> tuple[Disagreement, ...]:
    """Every measure, the most disputed first, equally disputed ones in the order of `measures`."""
    found = []
    for at, measure in enumerate(measures):
        places = {audience: int(order[at]) for audience, order in ranks.items()}
        best, worst = min(places.values()), max(places.values())
        found.append(
            Disagreement(
                measure=measure,
                best_rank=best,
                best_audiences=tuple(audience for audience, place in places.items() if place == best),
                worst_rank=worst,
                worst_audiences=tuple(audience for audience, place in places.items() if place == worst),
            )
        )
    return tuple(sorted(found, key=lambda one: -one.spread))


def rank_correlation(one: Ranks, other: Ranks) -> float | None:
    """Kendall's tau-b (1945): pairs in the same order less pairs in reversed order, corrected for ties."""
    rows, columns = np.triu_indices(len(one), k=1)
    first, second = np.sign(one[rows] - one[columns]), np.sign(other[rows] - other[columns])
    untied = float(np.sqrt(np.count_nonzero(first) * np.count_nonzero(second)))
    return float((first * second).sum()) / untied if untied else None
