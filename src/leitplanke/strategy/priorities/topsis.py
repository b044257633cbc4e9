"""TOPSIS: nearness to the best and distance from the worst of all; see docs/methods/priority-rankings.md."""

import numpy as np

from leitplanke.strategy.priorities.arrays import Numbers


def closeness(scores: Numbers, *, weights: Numbers, directions: Numbers) -> Numbers:
    """Relative closeness to the ideal, 0 to 1, with vector normalisation (Hwang, Yoon 1981).

    A column of zeros stays zero. Where all measures are alike, each has ½.
    """
    lengths = np.sqrt((scores**2).sum(axis=0))
    weighted = directions * weights * scores / np.where(lengths > 0, lengths, 1)
    to_ideal = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    whole = to_ideal + to_worst
    return np.where(whole > 0, to_worst / np.where(whole > 0, whole, 1), 0.5)
