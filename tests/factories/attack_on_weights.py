"""A reader of weighted numbers who knows every weight and runs this program on each guess."""

import numpy as np

from leitplanke.evidence.estimates import Estimator
from leitplanke.evidence.margins import Margin
from leitplanke.evidence.model import Cell
from leitplanke.evidence.precision import coarse_weighted
from leitplanke.evidence.weighting import rake
from leitplanke.evidence.wilson import wilson_interval

MINIMUM = 10


def estimator(base, population):
    """Raked to one margin of two groups, which is all that a reader needs to know the weights."""
    target = np.array(population) / sum(population) * sum(base)
    return Estimator(rake(np.array(base), (Margin(("sex",), np.arange(2), target),)))


def exact(people, weighted):
    share, effective = weighted.mean(people), weighted.effective_n(people)
    return Cell(("a",), int(people.sum()), share, *wilson_interval(share, effective), effective)


def told_of(people, weighted):
    """What is published of these people."""
    weights = weighted.weights
    return coarse_weighted(exact(people, weighted), base=int(weights.base.sum()), common_n=weights.kish_n)


def guesses(told, weighted, tell):
    """How many of each group may be among them: all guesses for which `tell` would print the same."""
    base = weighted.weights.base
    pairs = np.stack(np.meshgrid(np.arange(base[0] + 1), np.arange(base[1] + 1)), axis=-1).reshape(-1, 2)
    sums = pairs @ weighted.weights.per_cell
    near = np.abs(sums / base.sum() - told.share) <= 0.026
    large = (pairs.sum(axis=1) >= MINIMUM) & (sums >= MINIMUM)
    return [pair for pair in pairs[near & large] if tell(exact(pair, weighted)) == told]
