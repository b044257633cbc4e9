"""PROMETHEE II: net flows of pairwise preference; see docs/methods/priority-rankings.md."""

from dataclasses import dataclass

import numpy as np

from leitplanke.strategy.priorities.arrays import Numbers


@dataclass(frozen=True, slots=True)
class Flows:
    """For each measure how much it is preferred to the others (`leaving`) and they to it (`entering`), 0 to 1."""

    leaving: Numbers
    entering: Numbers

    @property
    def net(self) -> Numbers:
        """What PROMETHEE II ranks by, −1 to 1; the sum over all measures is 0."""
        return self.leaving - self.entering


def preference_flows(
    scores: Numbers, *, weights: Numbers, directions: Numbers, indifference: Numbers, preference: Numbers
) -> Flows:
    """Flows of measures (rows of `scores`) with the linear preference function of each criterion.

    A lead up to `indifference` counts nothing, one from `preference` on counts fully, in between it rises evenly. With
    both 0 any lead counts fully (Brans' types I, II, III and V). Thresholds are in units of the scores.
    """
    count = len(scores)
    matrix = np.zeros((count, count))
    for column, weight in enumerate(weights):
        if weight > 0:
            ahead = directions[column] * np.subtract.outer(scores[:, column], scores[:, column])
            matrix += weight * _preferred(ahead, low=indifference[column], high=preference[column])
    return Flows(leaving=matrix.sum(axis=1) / (count - 1), entering=matrix.sum(axis=0) / (count - 1))


def _preferred(ahead: Numbers, *, low: float, high: float) -> Numbers:
    if high > low:
        return np.clip((ahead - low) / (high - low), 0, 1)
    return (ahead > low).astype(float)
