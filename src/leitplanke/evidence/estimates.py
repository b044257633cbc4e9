"""Weighted shares, their variance and their intervals, from counts per cell; see docs/methods/wilson-interval.md."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.linearisation import Fit, Moments, squares_of_contributions
from leitplanke.evidence.margins import MarginColumns
from leitplanke.evidence.weighting import Weights

_MOST_LEVERAGE = 0.9  # who is alone in a category has a residual of 0, which nothing can enlarge


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
        moments = Moments.of_counts(self.weights.base, people)
        squares = squares_of_contributions(moments, self._fit, _one_answer)
        n = float(self.weights.base.sum())
        return float(squares[0, 0]) / self._total**2 * ((n - 1) / n) ** 2

    def mean_of_numbers(self, n: IntArray, sums: IntArray, squares: IntArray) -> tuple[float, float]:
        """The weighted mean among those who gave a number, and its variance.

        Per cell: how many gave one, the sum of their numbers, the sum of the squares. Linearised as a ratio: who gave
        none contributes only through the weights. Raises ZeroDivisionError if nobody gave one.
        """
        weight = self.weights.per_cell
        total = float(weight @ n)
        mean = float(weight @ sums) / total
        size = len(n)
        without = (self.weights.base - n).astype(np.float64)
        cells = np.arange(size, dtype=np.int64)
        given, y, yy = (array.astype(np.float64) for array in (n, sums, squares))
        nothing = np.zeros(size)
        both = [np.concatenate(pair) for pair in ((given, without), (y, nothing), (yy, nothing))]
        lines = np.concatenate([cells, cells])
        moments = Moments(lines, np.zeros_like(lines), both[0], both[0], both[1], both[1], both[2])
        has_number = np.concatenate([np.ones(size), nothing])[:, None]
        squared = squares_of_contributions(moments, self._fit, lambda at: (-mean * has_number[at], has_number[at]))
        people = float(self.weights.base.sum())
        return mean, float(squared[0, 0]) / total**2 * ((people - 1) / people) ** 2

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
    def _fit(self) -> Fit:
        weight = self.weights.per_cell
        columns = MarginColumns(self.weights.margins, len(weight))
        fit = Fit(self.weights.base.astype(np.float64), weight, columns, relative=weight)
        return replace(fit, reach=1 / (1 - self._leverage(fit)))

    def _leverage(self, fit: Fit) -> FloatArray:
        """Per cell: how much one answer pulls its own fitted value, below 1."""
        assert fit.columns is not None
        pull = self.weights.per_cell * fit.columns.quadratic(fit.inverse)
        return np.asarray(np.minimum(pull, _MOST_LEVERAGE), dtype=np.float64)


def _one_answer(lines: slice) -> tuple[FloatArray, FloatArray]:
    """The answer itself is averaged: contributions are d y."""
    count = lines.stop - lines.start
    return np.zeros((count, 1)), np.ones((count, 1))
