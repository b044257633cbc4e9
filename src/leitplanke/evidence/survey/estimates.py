"""Shares, means and totals with standard errors, design effects and intervals; see docs/methods/survey-estimates.md."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt

import numpy as np

from leitplanke.evidence.distributions import Z_95, t_quantile_95
from leitplanke.evidence.linearisation import covariance
from leitplanke.evidence.survey.design import Survey
from leitplanke.evidence.survey.domain import Domain, domains
from leitplanke.evidence.wilson import wilson_interval
from leitplanke.participation.model import Recruitment


class Statistic(StrEnum):
    """What is estimated."""

    MEAN = "mean"
    SHARE = "share"
    TOTAL = "total"
    MEDIAN = "median"


class Interval(StrEnum):
    """How `low` and `high` came about, or why there are none."""

    WILSON = "wilson-95"
    STUDENT_T = "student-t-95"
    WOODRUFF = "woodruff-95"
    NONE_OPEN = "none-open-survey"
    NONE_NO_VARIANCE = "none-no-variance"
    NONE_TOO_FEW = "none-too-few"


_ROUNDING = 1e-13


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimated number.

    `n` counts the rows behind it (those of the group with a value), `category` is None for numbers, `group` is None
    without groups. `n_effective` is the size of a simple random sample with the same variance. `se` is None where fewer
    than two primary units say anything, `deff` where a simple random sample would have no variance.
    """

    statistic: Statistic
    variable: str
    category: str | None
    group: str | None
    n: int
    n_effective: float | None
    value: float
    se: float | None
    deff: float | None
    low: float | None
    high: float | None
    interval: Interval


def estimate_shares(survey: Survey, variable: str, *, by: str | None, recruitment: Recruitment) -> tuple[Estimate, ...]:
    """The share of each category among the rows that have one, per group."""
    names = survey.lines.categories[variable].names
    found: list[Estimate] = []
    for domain in domains(survey, variable, by=by):
        shares = domain.sums() / domain.total
        variances = np.diag(covariance(domain.moments, survey.plan, survey.fit, domain.share_effect(shares)))
        values = [
            _Value(Statistic.SHARE, variable, name, share, variance, _binary(share))
            for name, share, variance in zip(names, shares.tolist(), variances.tolist(), strict=True)
        ]
        found += [_estimate(survey, domain, value, recruitment) for value in values]
    return tuple(found)


def estimate_means(survey: Survey, variable: str, *, by: str | None, recruitment: Recruitment) -> tuple[Estimate, ...]:
    """The mean of a number over the rows that have one, per group."""
    found: list[Estimate] = []
    for domain in domains(survey, variable, by=by):
        variance = float(covariance(domain.moments, survey.plan, survey.fit, domain.mean_effect())[0, 0])
        value = _Value(Statistic.MEAN, variable, None, domain.centre + domain.mean, variance, domain.variance)
        found.append(_estimate(survey, domain, value, recruitment))
    return tuple(found)


def estimate_totals(survey: Survey, variable: str, *, by: str | None, recruitment: Recruitment) -> tuple[Estimate, ...]:
    """Per group the total of a number, or for categories how many of the population have each."""
    found: list[Estimate] = []
    for domain in domains(survey, variable, by=by):
        is_number = domain.answer is None
        effect = domain.total_effect() if is_number else domain.count_effect()
        variances = np.diag(covariance(domain.moments, survey.plan, survey.fit, effect))
        if is_number:
            total = domain.total * (domain.centre + domain.mean)
            variance = float(variances[0])
            values = [_Value(Statistic.TOTAL, variable, None, total, variance, domain.variance, domain.total)]
        else:
            names = survey.lines.categories[variable].names
            values = [
                _Value(Statistic.TOTAL, variable, name, count, variance, _binary(count / domain.total), domain.total)
                for name, count, variance in zip(names, domain.sums().tolist(), variances.tolist(), strict=True)
            ]
        found += [_estimate(survey, domain, value, recruitment) for value in values]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value with its variance; `spread` is that of the answer itself, `scale` what a mean is multiplied by."""

    statistic: Statistic
    variable: str
    category: str | None
    value: float
    variance: float
    spread: float
    scale: float = 1.0


def _binary(share: float) -> float:
    return share * (1 - share) if 0 < share < 1 else 0.0


def _estimate(survey: Survey, domain: Domain, value: _Value, recruitment: Recruitment) -> Estimate:
    """What is told beside a value: nothing of its uncertainty if fewer than two primary units say anything."""
    is_told = domain.n > 1 and domain.units > 1
    simple = value.spread * domain.n / (domain.n - 1) * value.scale**2 if is_told else 0.0
    # Strata and margins may fix a value; what is left then are rounding errors, which must not look like precision.
    rounding = max(_ROUNDING * simple / domain.n, _ROUNDING**2 * value.value**2)
    variance = value.variance if value.variance > rounding else 0.0
    plain = Estimate(
        statistic=value.statistic,
        variable=value.variable,
        category=value.category,
        group=domain.name,
        n=domain.n,
        n_effective=_effective_n(survey, domain, variance, simple) if is_told else None,
        value=value.value,
        se=sqrt(variance) if is_told else None,
        deff=_design_effect(survey, domain, variance, simple) if simple > 0 else None,
        low=None,
        high=None,
        interval=Interval.NONE_OPEN if recruitment is Recruitment.OPEN else Interval.NONE_TOO_FEW,
    )
    return plain if recruitment is Recruitment.OPEN or not is_told else _with_interval(survey, domain, plain)


def _effective_n(survey: Survey, domain: Domain, variance: float, simple: float) -> float | None:
    """Where all say the same: Kish's effective n for people drawn alone; clusters leave it unknown."""
    if simple > 0:
        return simple / variance if variance > 0 else None
    return domain.kish_n if survey.plan.stratum_of_unit is None else None


def _design_effect(survey: Survey, domain: Domain, variance: float, simple: float) -> float | None:
    """Variance over that of a simple random sample of this size: without replacement where weights tell of how many.

    As R's `deff = TRUE`; with replacement (`deff = "replace"`) where weights have mean 1 and tell of no population.
    """
    if not survey.is_scaled_to_population:
        return variance / (simple / domain.n)
    remaining = 1 - domain.n / domain.total
    return variance / (simple / domain.n * remaining) if remaining > 0 else None


def _with_interval(survey: Survey, domain: Domain, estimate: Estimate) -> Estimate:
    if estimate.statistic is Statistic.SHARE:
        if estimate.n_effective is None:
            return replace(estimate, interval=Interval.NONE_NO_VARIANCE)
        is_clustered = survey.plan.stratum_of_unit is not None
        quantile = t_quantile_95(domain.degrees_of_freedom) if is_clustered and domain.degrees_of_freedom > 0 else Z_95
        low, high = wilson_interval(estimate.value, estimate.n_effective, quantile)
        return replace(estimate, low=low, high=high, interval=Interval.WILSON)
    if not estimate.se or domain.degrees_of_freedom < 1:
        return replace(estimate, interval=Interval.NONE_NO_VARIANCE)
    half = t_quantile_95(domain.degrees_of_freedom) * estimate.se
    return replace(estimate, low=estimate.value - half, high=estimate.value + half, interval=Interval.STUDENT_T)
