"""Medians and other quantiles with the interval of Woodruff (1952); see docs/methods/survey-estimates.md."""

from math import sqrt

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.cube import FloatArray
from leitplanke.evidence.distributions import t_quantile_95
from leitplanke.evidence.linearisation import Effect, covariance
from leitplanke.evidence.survey.design import Survey
from leitplanke.evidence.survey.domain import Domain, domains
from leitplanke.evidence.survey.estimates import Estimate, Interval, Statistic
from leitplanke.participation.model import Recruitment


def estimate_medians(
    survey: Survey, variable: str, *, by: str | None, recruitment: Recruitment
) -> tuple[Estimate, ...]:
    """The median of a number per group: the smallest value that at least half of the weight does not exceed.

    `variable` must be one of the categories of the lines, its names being numbers. The standard error is half the
    interval over the quantile of t, as in R's `svyquantile` (interval.type = "mean", qrule = "math").
    """
    values = np.array([float(name) for name in survey.lines.categories[variable].names])
    return tuple(_median(survey, domain, variable, values, recruitment) for domain in domains(survey, variable, by=by))


def _median(survey: Survey, domain: Domain, variable: str, values: FloatArray, recruitment: Recruitment) -> Estimate:
    order = np.argsort(values, kind="stable")
    shares = np.cumsum(domain.sums()[order]) / domain.total
    at = _position(shares, 0.5)
    below = np.isin(np.arange(len(values)), order[: at + 1])
    effect = _below_effect(domain, below, float(shares[at]))
    variance = float(covariance(domain.moments, survey.plan, survey.fit, effect)[0, 0])
    degrees = domain.units - domain.strata
    se, low, high = None, None, None
    if degrees > 0 and variance > 0:
        half = t_quantile_95(degrees) * sqrt(variance)
        ends = (float(shares[at]) - half, float(shares[at]) + half)
        if ends[0] >= 0 and ends[1] <= 1:
            low, high = (float(values[order[_position(shares, end)]]) for end in ends)
            se = (high - low) / (2 * t_quantile_95(degrees))
    is_open = recruitment is Recruitment.OPEN
    interval = Interval.WOODRUFF if se is not None else Interval.NONE_TOO_FEW
    return Estimate(
        statistic=Statistic.MEDIAN,
        variable=variable,
        category=None,
        group=domain.name,
        n=domain.n,
        n_effective=None,
        value=float(values[order[at]]),
        se=se,
        deff=None,
        low=None if is_open else low,
        high=None if is_open else high,
        interval=Interval.NONE_OPEN if is_open else interval,
    )


def _position(shares: FloatArray, wanted: float) -> int:
    """The first value whose cumulated share reaches `wanted`; rounding does not push it to the next."""
    return min(int(np.searchsorted(shares, wanted * (1 - 1e-12))), len(shares) - 1)


def _below_effect(domain: Domain, below: npt.NDArray[np.bool_], share: float) -> Effect:
    answer = domain.answer
    assert answer is not None

    def effect(lines: slice) -> tuple[FloatArray, None]:
        a = np.zeros((lines.stop - lines.start, 1))
        mine = answer[lines]
        a[: len(mine), 0] = (below[mine] - share) / domain.total
        return a, None

    return effect
