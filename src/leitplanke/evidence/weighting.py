"""Calibration: weights that make answers agree with known margins; see docs/methods/raking.md."""

from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.distances import Distance, Logit, Raking
from leitplanke.evidence.margins import Margin, MarginColumns
from leitplanke.evidence.model import Weighting
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text

TOLERANCE = 1e-9  # a margin counts as met below this relative difference
_AIM = 1e-13
_MOST_ROUNDS = 200  # of proportional fitting; where it creeps, Newton steps do not
_MOST_STEPS = 200
_SMALLEST_STEP = 2.0**-30


class RakingError(InvalidValueError):
    """The margins contradict each other in the answers: no weights of the method meet all of them."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A factor per cell; `base` holds what it multiplies, summed over the cell.

    In the chain `base` counts the responses and the factors are weights with mean 1.
    """

    base: IntArray | FloatArray
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
        """Kish's n Σw² / (Σw)² = 1 + cv²(w), where `base` counts responses."""
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


def unweighted(base: IntArray | FloatArray) -> Weights:
    """Everybody counts once."""
    return Weights(base, np.ones(len(base)), ())


def rake(base: IntArray | FloatArray, margins: tuple[Margin, ...]) -> Weights:
    """Factors that meet all margins, as near to equal as possible (least Kullback-Leibler divergence).

    Iterative proportional fitting (Deming & Stephan 1940), and where that is slow Newton steps from there. The
    targets of every margin are positive and have one sum, and each category has responses. Raises `RakingError`
    unless every margin is met within `TOLERANCE`.
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
    else:
        weighted = weighted * _newton(weighted, margins, Raking())
    return _proven(Weights(base, weighted / base, margins), _COARSER)


def rake_capped(base: FloatArray, margins: tuple[Margin, ...], most: FloatArray) -> Weights:
    """Like `rake`, but no factor above `most` of its cell: trimmed weights that still meet the margins."""
    scale = float(margins[0].target.sum() / base.sum())
    factor = _newton(base * scale, margins, Raking(most / scale)) * scale
    return _proven(Weights(base, factor, margins), _HIGHER_CAP)


def calibrate_bounded(base: FloatArray, margins: tuple[Margin, ...], *, low: float, high: float) -> Weights:
    """Logit calibration: factors between `low` and `high` times the mean factor (Deville & Särndal 1992, case 6)."""
    scale = float(margins[0].target.sum() / base.sum())
    factor = _newton(base * scale, margins, Logit(low, high)) * scale
    return _proven(Weights(base, factor, margins), _WIDER_BOUNDS)


def _newton(base: FloatArray, margins: tuple[Margin, ...], distance: Distance) -> FloatArray:
    """The factors at the end of damped Newton steps on the dual problem; whether they suffice, the caller checks."""
    columns = MarginColumns(margins, len(base))
    dual = np.zeros(columns.width)
    factor, slope = distance.factor(columns.spread(dual))
    error = _margin_error(base * factor, margins)
    for _ in range(_MOST_STEPS):
        if error <= _AIM:
            break
        missing = columns.target - columns.totals(base * factor)
        step = np.linalg.lstsq(columns.cross(base * slope), missing, rcond=1e-12)[0]
        length, found = 1.0, error
        while length >= _SMALLEST_STEP:
            trial = distance.factor(columns.spread(dual + length * step))
            found = _margin_error(base * trial[0], margins)
            if found < error:
                break
            length /= 2
        if not found < error:
            break
        dual, (factor, slope), error = dual + length * step, trial, found
    return factor


_COARSER = Text("Verwenden Sie weniger oder gröbere Randverteilungen.", "Use fewer or coarser margins.")
_HIGHER_CAP = Text(
    "Erlauben Sie größere Gewichte oder fassen Sie Kategorien zusammen.", "Allow larger weights, or merge categories."
)
_WIDER_BOUNDS = Text(
    "Setzen Sie die Schranken weiter oder fassen Sie Kategorien zusammen.", "Widen the bounds, or merge categories."
)


def _proven(weights: Weights, remedy: Text) -> Weights:
    if not weights.margin_error <= TOLERANCE:
        raise _unreachable(weights, remedy)
    return weights


def _counts(weighted: FloatArray, margin: Margin) -> FloatArray:
    return np.asarray(np.bincount(margin.category, weights=weighted, minlength=len(margin.target)), dtype=np.float64)


def _margin_error(weighted: FloatArray, margins: tuple[Margin, ...]) -> float:
    return max((float(np.max(np.abs(_counts(weighted, m) / m.target - 1))) for m in margins), default=0.0)


def _unreachable(weights: Weights, remedy: Text) -> RakingError:
    names, error = ", ".join(margin.name for margin in weights.margins), weights.margin_error
    cause = (
        Text("Manche Kombinationen hat niemand angegeben.", "Nobody is in some combinations.")
        if remedy is _COARSER
        else Text("Die erlaubten Gewichte reichen nicht.", "The weights that are allowed do not suffice.")
    )
    return RakingError(
        "margins",
        Text(
            f"Die Gewichtung nach {names} geht nicht auf (größte Abweichung {error:.1%}). {cause.de}",
            f"Weighting by {names} does not come out (largest deviation {error:.1%}). {cause.en}",
        ),
        remedy,
    )
