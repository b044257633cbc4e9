"""Which groups differ from which, and by how much: every pair, corrected by Holm; see docs/methods/differences.md."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.distributions import f_tail, t_quantile_95
from leitplanke.evidence.linearisation import Effect, covariance
from leitplanke.evidence.survey.design import Survey
from leitplanke.evidence.survey.differences import holm
from leitplanke.evidence.survey.domain import with_everybody_else
from leitplanke.evidence.survey.estimates import Interval
from leitplanke.participation.model import Recruitment

_ROUNDING = 1e-13


@dataclass(frozen=True, slots=True)
class PairDifference:
    """The second group less the first, of a mean or of the share of a category (None for numbers).

    `low` and `high` are the 95 % interval by Student's t with the degrees of freedom of the design, not corrected, for
    a random sample alone; `p_holm` is corrected for all pairs that were asked for together. All four are None where
    nothing varies; `interval` says how they came about, or why there are none.
    """

    variable: str
    category: str | None
    by: str
    first: str
    second: str
    values: tuple[float, float]
    difference: float
    se: float
    low: float | None
    high: float | None
    p: float | None
    p_holm: float | None = None
    interval: Interval = Interval.NONE_NO_VARIANCE


def pair_differences(
    survey: Survey, variable: str, *, by: str, recruitment: Recruitment = Recruitment.OPEN
) -> tuple[PairDifference, ...]:
    """Every pair of groups, per category. Their covariance counts: groups of one survey share clusters and weights."""
    groups = survey.lines.categories[by]
    categories: tuple[str | None, ...]
    if variable in survey.lines.numbers:
        categories = (None,)
        values, spread, used = _means(survey, variable, groups.codes)
    else:
        categories = survey.lines.categories[variable].names
        values, spread, used = _shares(survey, variable, groups.codes)
    freedom = float(survey.plan.units.sum() - len(survey.plan.units))
    found = []
    for at, category in enumerate(categories):
        for i, j in combinations(range(len(used)), 2):
            one, other = i * len(categories) + at, j * len(categories) + at
            variance = float(spread[one, one] + spread[other, other] - 2 * spread[one, other])
            names = (groups.names[int(used[i])], groups.names[int(used[j])])
            pair = (float(values[one]), float(values[other]))
            found.append(_difference((variable, category, by), names, pair, variance, freedom))
    return tuple(found if recruitment is Recruitment.SAMPLE else map(_without_interval, found))


def with_holm(found: Sequence[PairDifference]) -> tuple[PairDifference, ...]:
    """The same, corrected for being several; those without a test stay as they are."""
    corrected = iter(holm([one.p for one in found if one.p is not None]))
    return tuple(one if one.p is None else replace(one, p_holm=next(corrected)) for one in found)


def _without_interval(one: PairDifference) -> PairDifference:
    return replace(one, low=None, high=None, interval=Interval.NONE_OPEN)


def _difference(
    what: tuple[str, str | None, str],
    names: tuple[str, str],
    values: tuple[float, float],
    variance: float,
    freedom: float,
) -> PairDifference:
    difference = values[1] - values[0]
    se = sqrt(max(variance, 0.0))
    plain = PairDifference(*what, *names, values, difference, se, None, None, None)
    if freedom <= 0 or se <= _ROUNDING * max(1.0, *map(abs, values)):
        return plain
    reach = t_quantile_95(freedom) * se
    p = f_tail((difference / se) ** 2, 1, freedom)
    return replace(plain, low=difference - reach, high=difference + reach, p=p, interval=Interval.STUDENT_T)


def _means(survey: Survey, variable: str, groups: IntArray) -> tuple[FloatArray, FloatArray, IntArray]:
    """The mean of each group that occurs, their covariances, and which groups these are."""
    sums = survey.lines.numbers[variable]
    mine = np.flatnonzero((groups >= 0) & (sums.n > 0))
    used, place = np.unique(groups[mine], return_inverse=True)
    d, factor = sums.d[mine], survey.line_weight[mine]
    totals = np.bincount(place, factor * d, len(used)).astype(np.float64)
    means = np.bincount(place, factor * sums.dy[mine], len(used)) / totals
    moments = with_everybody_else(survey, mine, d, (sums.dd[mine], sums.dy[mine], sums.ddy[mine], sums.ddyy[mine]))
    columns = np.arange(len(used))

    def effect(lines: slice) -> tuple[FloatArray, FloatArray]:
        inside = place[lines]
        slope = np.zeros((lines.stop - lines.start, len(used)))
        slope[: len(inside)] = (inside[:, None] == columns) / totals
        return -slope * means, slope

    return means + sums.centre, covariance(moments, survey.plan, survey.fit, effect), used.astype(np.int64)


def _shares(survey: Survey, variable: str, groups: IntArray) -> tuple[FloatArray, FloatArray, IntArray]:
    """The share of each category in each group that occurs (groups first), their covariances, and the groups."""
    lines = survey.lines
    column = lines.categories[variable]
    mine = np.flatnonzero((groups >= 0) & (column.codes >= 0))
    used, place = np.unique(groups[mine], return_inverse=True)
    width, answer = len(column.names), column.codes[mine]
    weight = survey.line_weight[mine] * lines.d[mine]
    totals = np.bincount(place, weight, len(used)).astype(np.float64)
    shares = np.bincount(place * width + answer, weight, len(used) * width).reshape(len(used), width) / totals[:, None]
    zeros = np.zeros(len(mine))
    moments = with_everybody_else(survey, mine, lines.d[mine], (lines.dd[mine], zeros, zeros, zeros))
    return (
        shares.reshape(-1),
        covariance(moments, survey.plan, survey.fit, _share_effect(place, answer, shares, totals)),
        used,
    )


def _share_effect(place: IntArray, answer: IntArray, shares: FloatArray, totals: FloatArray) -> Effect:
    groups, width = shares.shape

    def effect(lines: slice) -> tuple[FloatArray, None]:
        inside, given = place[lines], answer[lines]
        a = np.zeros((lines.stop - lines.start, groups, width))
        rows = np.arange(len(inside))
        a[rows, inside] = ((given[:, None] == np.arange(width)) - shares[inside]) / totals[inside, None]
        return a.reshape(-1, groups * width), None

    return effect
