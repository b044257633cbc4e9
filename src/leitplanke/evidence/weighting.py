"""Raking: weights that make answers agree with known margins; see docs/methods/raking.md."""

from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.model import Weighting
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text

TOLERANCE = 1e-9  # a margin counts as met below this relative difference
_AIM = 1e-13
_MOST_ROUNDS = 20_000


class RakingError(InvalidValueError):
    """The margins contradict each other in the answers: no positive weights meet all of them."""


@dataclass(frozen=True, slots=True)
class Margin:
    """One marginal table: `category` per cell, and per category the `target` number of (weighted) responses.

    `unknown` is the category of those who are not in the population table, None if there are none; its target was
    estimated from the answers themselves.
    """

    variables: tuple[str, ...]
    category: IntArray
    target: FloatArray
    unknown: int | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight per cell, with mean 1 over the responses; `base` counts the responses per cell."""

    base: IntArray
    per_cell: FloatArray
    margins: tuple[Margin, ...]

    @property
    def method(self) -> Weighting:
        """How the weights came about."""
        return Weighting.RAKED if self.margins else Weighting.NONE

    @property
    def groups(self) -> int:
        """How many categories all margins have together."""
        return sum(len(margin.target) for margin in self.margins)

    @property
    def design_effect(self) -> float:
        """Kish's n Σw² / (Σw)² = 1 + cv²(w)."""
        total = float(self.base @ self.per_cell)
        return float(self.base.sum()) * float(self.base @ self.per_cell**2) / total**2

    @property
    def kish_n(self) -> float:
        """Responses over design effect."""
        return float(self.base.sum()) / self.design_effect

    @property
    def margin_error(self) -> float:
        """The largest relative difference between a weighted count and its margin."""
        return _margin_error(self.base * self.per_cell, self.margins)


def unweighted(base: IntArray) -> Weights:
    """Everybody counts once."""
    return Weights(base, np.ones(len(base)), ())


def rake(base: IntArray, margins: tuple[Margin, ...]) -> Weights:
    """Weights per cell that meet all margins, as near to equal as possible (least Kullback-Leibler divergence).

    Iterative proportional fitting (Deming & Stephan 1940). Each margin's targets are positive, add up to the number
    of responses, and each of its categories has responses. Raises `RakingError` unless every margin is met within
    `TOLERANCE`.
    """
    weighted = base.astype(np.float64)
    error = _margin_error(weighted, margins)
    for _ in range(_MOST_ROUNDS):
        if error <= _AIM:
            break
        for margin in margins:
            weighted *= (margin.target / _counts(weighted, margin))[margin.category]
        previous, error = error, _margin_error(weighted, margins)
        if error <= TOLERANCE and error >= previous:
            break
    if not error <= TOLERANCE:
        raise _unreachable(margins, error)
    return Weights(base, weighted / base, margins)


def _counts(weighted: FloatArray, margin: Margin) -> FloatArray:
    return np.asarray(np.bincount(margin.category, weights=weighted, minlength=len(margin.target)), dtype=np.float64)


def _margin_error(weighted: FloatArray, margins: tuple[Margin, ...]) -> float:
    return max((float(np.max(np.abs(_counts(weighted, m) / m.target - 1))) for m in margins), default=0.0)


def _unreachable(margins: tuple[Margin, ...], error: float) -> RakingError:
    names = ", ".join(" × ".join(margin.variables) for margin in margins)
    return RakingError(
        "margins",
        Text(
            f"Die Gewichtung nach {names} geht nicht auf (größte Abweichung {error:.1%}): "
            "Manche Kombinationen hat niemand angegeben.",
            f"Weighting by {names} does not come out (largest deviation {error:.1%}): nobody is in some combinations.",
        ),
        Text("Verwenden Sie weniger oder gröbere Randverteilungen.", "Use fewer or coarser margins."),
    )
