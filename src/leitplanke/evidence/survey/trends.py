"""What changed between two waves of the same survey; see docs/methods/differences.md."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from leitplanke.evidence.distributions import f_tail, t_quantile_95
from leitplanke.evidence.survey.design import Survey
from leitplanke.evidence.survey.differences import holm
from leitplanke.evidence.survey.estimates import Estimate, Interval, Statistic, estimate_means, estimate_shares
from leitplanke.participation.model import Recruitment


@dataclass(frozen=True, slots=True)
class Change:
    """One number in both waves, and second less first.

    `se` is that of the difference of two independent samples, None where one wave has none. `low` and `high` (95 %) and
    `p` are given for random samples alone, `p_holm` is corrected for the number of tests;
    `interval` says how they came about or why not.
    """

    statistic: Statistic
    variable: str
    category: str | None
    group: str | None
    n: tuple[int, int]
    values: tuple[float, float]
    change: float
    se: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    p_holm: float | None = None
    interval: Interval = Interval.NONE_OPEN


def changes(
    first: Survey, second: Survey, variable: str, *, by: str | None, recruitment: Recruitment
) -> tuple[Change, ...]:
    """What changed in one variable, per category and group that both waves have."""
    estimates = [_estimates(survey, variable, by) for survey in (first, second)]
    freedom = [float(survey.plan.units.sum() - len(survey.plan.units)) for survey in (first, second)]
    later = {(one.category, one.group): one for one in estimates[1]}
    pairs = [(one, later[key]) for one in estimates[0] if (key := (one.category, one.group)) in later]
    return tuple(_change(before, after, freedom, recruitment) for before, after in pairs)


def with_holm(found: Sequence[Change]) -> tuple[Change, ...]:
    """The same, corrected for being several; those without a test stay as they are."""
    tested = [change for change in found if change.p is not None]
    corrected = iter(holm([change.p for change in tested if change.p is not None]))
    return tuple(change if change.p is None else replace(change, p_holm=next(corrected)) for change in found)


def _estimates(survey: Survey, variable: str, by: str | None) -> tuple[Estimate, ...]:
    estimate = estimate_means if variable in survey.lines.numbers else estimate_shares
    return estimate(survey, variable, by=by, recruitment=Recruitment.OPEN)


def _change(before: Estimate, after: Estimate, freedom: list[float], recruitment: Recruitment) -> Change:
    difference = after.value - before.value
    se = None if before.se is None or after.se is None else sqrt(before.se**2 + after.se**2)
    change = Change(
        before.statistic,
        before.variable,
        before.category,
        before.group,
        (before.n, after.n),
        (before.value, after.value),
        difference,
        se,
    )
    if recruitment is not Recruitment.SAMPLE:
        return change
    if se is None or before.se is None or after.se is None:
        return replace(change, interval=Interval.NONE_TOO_FEW)
    if not se:
        return replace(change, interval=Interval.NONE_NO_VARIANCE)
    # Welch (1947) and Satterthwaite (1946): degrees of freedom of a sum of two estimated variances
    parts = [one**4 / df for one, df in zip((before.se, after.se), freedom, strict=True) if df > 0]
    df = se**4 / sum(parts)
    reach = t_quantile_95(df) * se
    p = f_tail((difference / se) ** 2, 1, df)
    return replace(change, low=difference - reach, high=difference + reach, p=p, interval=Interval.STUDENT_T)
