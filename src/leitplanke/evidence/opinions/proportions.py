"""Estimates and tests of proportions as in Polis, with one success and one failure added (Small et al. 2021)."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

Z_90 = 1.2816  # one-sided, 90 percent


def smoothed(successes: Counts, n: Counts) -> Numbers:
    """The share with one agreeing and one disagreeing person added, so that no votes mean one half."""
    return np.asarray((successes + 1) / (n + 2), np.float64)


def z_against_half(successes: Counts, n: Counts) -> Numbers:
    """Z of one proportion against ½, one success added."""
    return np.asarray(2 * np.sqrt(n + 1) * ((successes + 1) / (n + 1) - 0.5), np.float64)


def z_of_two(successes: Counts, n: Counts, others: Counts, other_n: Counts) -> Numbers:
    """Z of one proportion against another with pooled variance, one success added to each; 0 where nothing varies."""
    first, second = (successes + 1) / (n + 1), (others + 1) / (other_n + 1)
    pooled = (successes + others + 2) / (n + other_n + 2)
    variance = pooled * (1 - pooled) * (1 / (n + 1) + 1 / (other_n + 1))
    return np.where(variance > 0, (first - second) / np.sqrt(np.where(variance > 0, variance, 1.0)), 0.0)
