"""Weighted shares, their variance and their intervals, from counts per cell; see docs/methods/wilson-interval.md."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.weighting import Margin, Weights

Z_95 = 1.959963984540054  # the 97.5 % quantile of the standard normal distribution
_MOST_LEVERAGE = 0.9  # who is alone in a category has a residual of 0, which nothing can enlarge


def wilson_interval(share: float, effective_n: float) -> tuple[float, float]:
    """The 95 % interval of Wilson (1927) for a share observed on `effective_n` > 0; lies within 0 and 1."""
    z2 = Z_95**2
    centre = (share + z2 / (2 * effective_n)) / (1 + z2 / effective_n)
    half = Z_95 / (1 + z2 / effective_n) * sqrt(share * (1 - share) / effective_n + z2 / (4 * effective_n**2))
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True)
class Estimator:
    """Estimates for one frame. The arguments count, per cell, the people who gave an answer, or add up their points."""

    weights: Weights

    def mean(self, sums: IntArray) -> float:
        """The weighted mean over the base: of an answer its share, of points their mean."""
        return float(self.weights.per_cell @ sums) / self._total

    def variance(self, people: IntArray) -> float:
        """Variance of `mean(people)` for a simple random sample with raked weights, by linearisation.

        Raked weights are exp(x'λ), so the estimate moves with the residuals w (y - x'B) of the regression of the
        answer on the margins (Deville & Särndal 1992), and with the targets that were estimated themselves. Leverage
        enlarges the residuals as in a jackknife (Valliant 2002; HC3). Without margins: p (1 - p) / n.
        """
        base, weight = self.weights.base, self.weights.per_cell
        slope = self._inverse @ (self._design.T @ (weight * people))
        fitted = self._design @ slope
        drift = self._drift(slope)
        reach = weight / (1 - self._leverage)
        squares = people * (1 - fitted) ** 2 + (base - people) * fitted**2
        spread = reach**2 * squares + 2 * reach * drift * (people - base * fitted) + base * drift**2
        n = float(base.sum())
        return float(spread.sum()) / self._total**2 * ((n - 1) / n) ** 2

    def effective_n(self, people: IntArray) -> float:
        """The size of a simple random sample with the same variance; Kish's where an answer has no variance."""
        share, variance = self.mean(people), self.variance(people)
        if 0 < share < 1 and variance > 0:
            return share * (1 - share) / variance
        return self.weights.kish_n

    @cached_property
    def _total(self) -> float:
        return float(self.weights.base @ self.weights.per_cell)

    @cached_property
    def _design(self) -> FloatArray:
        """A column of zeros and ones per category of every margin; one of ones if there is no margin."""
        columns = [np.eye(len(margin.target))[margin.category] for margin in self.weights.margins]
        return np.hstack(columns) if columns else np.ones((len(self.weights.base), 1))

    @cached_property
    def _cross(self) -> FloatArray:
        weighted = self.weights.base * self.weights.per_cell
        return np.asarray(self._design.T @ (weighted[:, None] * self._design))

    @cached_property
    def _inverse(self) -> FloatArray:
        """A generalised inverse: the margins share their total, so the columns are dependent."""
        return np.asarray(np.linalg.pinv(self._cross, rcond=1e-10, hermitian=True), dtype=np.float64)

    @cached_property
    def _leverage(self) -> FloatArray:
        """Per cell: how much one answer pulls its own fitted value, below 1."""
        pull = np.einsum("ij,jk,ik->i", self._design, self._inverse, self._design)
        return np.asarray(np.minimum(self.weights.per_cell * pull, _MOST_LEVERAGE), dtype=np.float64)

    def _drift(self, slope: FloatArray) -> FloatArray:
        """Per cell: how the estimate moves because the share without a place in the population was observed."""
        drift = np.zeros(len(self.weights.base))
        first = 0
        for margin in self.weights.margins:
            if margin.unknown is not None:
                drift += _drift_of(margin, slope[first : first + len(margin.target)], self._total)
            first += len(margin.target)
        return drift


def _drift_of(margin: Margin, slope: FloatArray, total: float) -> FloatArray:
    unknown = margin.unknown
    assert unknown is not None
    share = margin.target[unknown] / total
    known = np.delete(margin.target, unknown)
    difference = slope[unknown] - float(known @ np.delete(slope, unknown)) / float(known.sum())
    return np.asarray(((margin.category == unknown) - share) * difference)
