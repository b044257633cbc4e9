"""A priority table as numbers: rows are the ranked measures, columns the criteria, in the table's order."""

import numpy as np
from numpy.typing import NDArray

from leitplanke.strategy.priority_model import Better, CriterionWeights, PriorityTable

Numbers = NDArray[np.float64]

TIE = 1e-9
"""Values that are no further apart are equal: what floating-point arithmetic adds decides no rank."""


def raw_scores(table: PriorityTable) -> Numbers:
    """Scores as entered, on the criteria's scales."""
    values = {(score.measure, score.criterion): score.value for score in table.scores}
    return np.array(
        [[values[measure.id, criterion.id] for criterion in table.criteria] for measure in table.ranked], dtype=float
    )


def directions(table: PriorityTable) -> Numbers:
    """+1 where more is better, −1 where less is."""
    return np.array([1.0 if criterion.better is Better.HIGH else -1.0 for criterion in table.criteria])


def parts(table: PriorityTable) -> Numbers:
    """Scores from 0 (the bad end of the scale) to 1 (the good end)."""
    lowest = np.array([criterion.lowest for criterion in table.criteria])
    highest = np.array([criterion.highest for criterion in table.criteria])
    shares = (raw_scores(table) - lowest) / (highest - lowest)
    good: Numbers = np.where(directions(table) > 0, shares, 1 - shares)
    return good


def shares(weights: CriterionWeights, table: PriorityTable) -> Numbers:
    """The audience's weights in the order of the criteria; their sum is 1."""
    points = np.array([weights.points[criterion.id] for criterion in table.criteria], dtype=float)
    whole: Numbers = points / points.sum()
    return whole


def competition_ranks(values: Numbers) -> NDArray[np.int64]:
    """1 for the largest value; equal ones share a rank and the next is skipped (1, 2, 2, 4).

    Values no further than `TIE` from their next are equal.
    """
    order = np.argsort(-values, kind="stable")
    ordered = values[order]
    begins = np.concatenate(([True], ordered[:-1] - ordered[1:] > TIE))
    places = np.maximum.accumulate(np.where(begins, np.arange(1, len(values) + 1), 0))
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[order] = places
    return ranks
