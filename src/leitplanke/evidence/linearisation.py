"""The variance of an estimate from sums per line of a cube: one way for every design; see docs/methods/variance.md.

An estimate is replaced by the sum of what each person contributes to it. A person in cell c with base weight d and
answer y contributes d s (a + b y - fit of c): a and b say what is estimated, s is the cell's factor, and the fit is the
regression on the margins, because a calibrated estimate moves only with what the margins do not explain.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.margins import Margin, MarginColumns

_NUMBERS_AT_ONCE = 2_000_000
_FEW_COLUMNS = 4

# For some lines of the cube: a and b of every estimate (lines × estimates); b None where no number is averaged.
Effect = Callable[[slice], tuple[FloatArray, FloatArray | None]]


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the people of each line: `d` of the base weight, `dy` of weight × answer, `ddy` of weight² × answer.

    `cell` is the line's calibration cell, `stratum` its stratum, `unit` its primary unit, numbered over all strata
    (None: everybody is one).
    """

    cell: IntArray
    stratum: IntArray
    d: FloatArray
    dd: FloatArray
    dy: FloatArray
    ddy: FloatArray
    ddyy: FloatArray
    unit: IntArray | None = None

    @classmethod
    def of_counts(cls, base: IntArray | FloatArray, people: IntArray) -> "Moments":
        """One line per cell of people with base weight 1, of whom `people` gave an answer."""
        cells = np.arange(len(base), dtype=np.int64)
        everybody, some = base.astype(np.float64), people.astype(np.float64)
        return cls(cells, np.zeros_like(cells), everybody, everybody, some, some, some)


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """How the primary units were drawn: per stratum how many, and which share of its units was not drawn.

    `stratum_of_unit` is None where every person is a unit.
    """

    units: IntArray
    not_drawn: FloatArray
    stratum_of_unit: IntArray | None = None


@dataclass(frozen=True)
class Fit:
    """What calibration does to a contribution.

    `base` is the base weight of a cell and `factor` what multiplies it. `relative` is a person's weight in the
    regression as a multiple of the base weight (None: the base weight itself). `reach` enlarges residuals. Without
    `columns` nothing was calibrated and nothing is fitted.
    """

    base: FloatArray
    factor: FloatArray
    columns: MarginColumns | None = None
    relative: FloatArray | None = None
    reach: FloatArray | None = None

    @cached_property
    def inverse(self) -> FloatArray:
        """A generalised inverse of X'WX: the margins share their total, so the columns are dependent."""
        assert self.columns is not None
        cross = self.columns.cross(self.base if self.relative is None else self.base * self.relative)
        return np.asarray(np.linalg.pinv(cross, rcond=1e-10, hermitian=True), dtype=np.float64)


def covariance(moments: Moments, plan: SamplingPlan, fit: Fit, effect: Effect) -> FloatArray:
    """Covariances of the estimates when units were drawn within strata (with-replacement form, Lumley 2010, ch. 2).

    Σ over strata of (1 - f) n / (n - 1) Σ (z - mean z)², z what a primary unit contributes. Agrees with R's
    `svymean` and `svytotal`. A stratum needs two units, or to be drawn completely.
    """
    scale = plan.not_drawn * plan.units / np.maximum(plan.units - 1, 1)
    if plan.stratum_of_unit is not None:
        totals = np.zeros((len(plan.stratum_of_unit), _width(effect)))
        assert moments.unit is not None
        for lines, a, b in _contributions(moments, fit, effect):
            totals += _sums(moments, lines, a, b, moments.unit[lines], len(totals))
        return _between_units(totals, plan, scale)
    width = _width(effect)
    squares, sums = np.zeros((width, width)), np.zeros((len(plan.units), width))
    for lines, a, b in _contributions(moments, fit, effect):
        squares += _squares(moments, lines, a, b, scale[moments.stratum[lines]])
        sums += _sums(moments, lines, a, b, moments.stratum[lines], len(plan.units))
    return np.asarray(squares - np.einsum("h,hj,hk->jk", scale / plan.units, sums, sums))


def squares_of_contributions(moments: Moments, fit: Fit, effect: Effect) -> FloatArray:
    """The sum of z z' over all people, z the contributions to the estimates."""
    found = np.zeros((_width(effect), _width(effect)))
    for lines, a, b in _contributions(moments, fit, effect):
        found += _squares(moments, lines, a, b, 1.0)
    return found


def _between_units(totals: FloatArray, plan: SamplingPlan, scale: FloatArray) -> FloatArray:
    """How far the totals of units (units × estimates) lie from the mean of their stratum."""
    assert plan.stratum_of_unit is not None
    sums = np.zeros((len(plan.units), totals.shape[1]))
    np.add.at(sums, plan.stratum_of_unit, totals)
    centred = totals - (sums / plan.units[:, None])[plan.stratum_of_unit]
    return np.asarray(centred.T @ (scale[plan.stratum_of_unit, None] * centred))


def _contributions(moments: Moments, fit: Fit, effect: Effect) -> Iterator[tuple[slice, FloatArray, FloatArray | None]]:
    """Block by block: the lines, and a and b of d (a + b y), the contribution of a person."""
    slopes = _slopes(moments, fit, effect) if fit.columns is not None else None
    drift = _drift(fit, slopes) if slopes is not None else None
    factor = fit.factor if fit.reach is None else fit.factor * fit.reach
    for lines in _blocks(moments, effect):
        a, b = effect(lines)
        cells = moments.cell[lines]
        scale = factor[cells][:, None]
        if slopes is not None:
            assert fit.columns is not None
            a = a - fit.columns.spread(slopes, cells)
        moved = scale * a if drift is None else scale * a + drift[cells]
        yield lines, moved, None if b is None else scale * b


def _slopes(moments: Moments, fit: Fit, effect: Effect) -> FloatArray:
    """The regression coefficients (columns × estimates)."""
    assert fit.columns is not None
    sums = np.zeros((len(fit.base), _width(effect)))
    for lines in _blocks(moments, effect):
        sums += _sums(moments, lines, *effect(lines), moments.cell[lines], len(sums))
    weighted = sums if fit.relative is None else sums * fit.relative[:, None]
    return np.asarray(fit.inverse @ fit.columns.totals(weighted))


def _drift(fit: Fit, slopes: FloatArray) -> FloatArray | None:
    """Per cell: how the estimates move because the share without a place in the population was observed itself."""
    assert fit.columns is not None
    drift, first = None, 0
    for margin in fit.columns.margins:
        last = first + len(margin.target)
        if margin.unknown is not None:
            moved = _drift_of(margin, margin.unknown, slopes[first:last], float(fit.base.sum()))
            drift = moved if drift is None else drift + moved
        first = last
    return drift


def _drift_of(margin: Margin, unknown: int, slopes: FloatArray, base: float) -> FloatArray:
    total = float(margin.target.sum())
    known = np.delete(margin.target, unknown)
    difference = slopes[unknown] - known @ np.delete(slopes, unknown, axis=0) / float(known.sum())
    surplus = (margin.category == unknown) - margin.target[unknown] / total
    return np.asarray(total / base * np.outer(surplus, difference))


def _squares(
    moments: Moments, lines: slice, a: FloatArray, b: FloatArray | None, scale: FloatArray | float
) -> FloatArray:
    found = _products(a, scale * moments.dd[lines], a)
    if b is not None:
        mixed = _products(a, scale * moments.ddy[lines], b)
        found = found + mixed + mixed.T + _products(b, scale * moments.ddyy[lines], b)
    return np.asarray(found)


def _products(a: FloatArray, weight: FloatArray, b: FloatArray) -> FloatArray:
    """Σ weight a b'. For few columns BLAS wakes threads that take longer to wait for each other than to compute."""
    weighted = weight[:, None] * b
    return np.asarray(np.einsum("nj,nk->jk", a, weighted) if a.shape[1] <= _FEW_COLUMNS else a.T @ weighted)


def _sums(
    moments: Moments, lines: slice, a: FloatArray, b: FloatArray | None, place: IntArray, places: int
) -> FloatArray:
    """Σ d (a + b y) per place (places × estimates)."""
    values = a * moments.d[lines, None]
    if b is not None:
        values = values + b * moments.dy[lines, None]
    return np.stack([np.bincount(place, values[:, k], places) for k in range(values.shape[1])], axis=1)


def _blocks(moments: Moments, effect: Effect) -> Iterator[slice]:
    """Lines in portions that keep memory bounded."""
    portion = max(1, _NUMBERS_AT_ONCE // max(_width(effect), 1))
    size = len(moments.d)
    return (slice(start, min(start + portion, size)) for start in range(0, size, portion))


def _width(effect: Effect) -> int:
    """How many estimates there are."""
    return int(effect(slice(0, 0))[0].shape[1])
