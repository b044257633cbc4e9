"""Do groups differ? Second-order Rao-Scott F for categories, Wald F for numbers, Holm for many questions at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.distributions import f_tail
from leitplanke.evidence.linearisation import Effect, covariance
from leitplanke.evidence.survey.design import Survey
from leitplanke.evidence.survey.domain import with_everybody_else
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text


class Test(StrEnum):
    """How a difference was tested."""

    RAO_SCOTT = "rao-scott-f"
    WALD = "wald-f"


@dataclass(frozen=True, slots=True)
class Difference:
    """Whether the groups of `by` differ in `variable`.

    `n` counts the rows with both. Under no difference `f` follows Fisher's F with `ndf` and `ddf` degrees of freedom;
    `p` is the chance of so large a value, `p_holm` the same corrected for all differences that were asked for together.
    """

    variable: str
    by: str
    test: Test
    n: int
    f: float
    ndf: float
    ddf: float
    p: float
    p_holm: float


def differences(survey: Survey, variables: Sequence[str], *, by: str) -> tuple[Difference, ...]:
    """One test per variable, corrected by Holm (1979). Raises `InvalidValueError` where there is nothing to compare."""
    found = tuple(
        wald_difference(survey, variable, by=by)
        if variable in survey.lines.numbers
        else rao_scott_difference(survey, variable, by=by)
        for variable in variables
    )
    return with_holm(found)


def with_holm(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """The same, corrected for being several."""
    corrected = holm([difference.p for difference in found])
    return tuple(replace(difference, p_holm=p) for difference, p in zip(found, corrected, strict=True))


def rao_scott_difference(survey: Survey, variable: str, *, by: str) -> Difference:
    """Pearson's test of the table by × variable with the second-order correction of Rao & Scott (1984).

    As R's `svychisq(statistic = "F")`: F with tr(Δ)² / tr(Δ²) degrees of freedom, and that times those of the design.
    """
    lines = survey.lines
    groups, answers = lines.categories[by].codes, lines.categories[variable].codes
    mine = np.flatnonzero((groups >= 0) & (answers >= 0))
    row, rows = _renumbered(groups[mine], by)
    column, columns = _renumbered(answers[mine], variable)
    table_cell = row * columns + column
    d, zeros = lines.d[mine], np.zeros(len(mine))
    weights = np.bincount(table_cell, survey.line_weight[mine] * d, rows * columns)
    shares = weights / weights.sum()
    moments = with_everybody_else(survey, mine, d, (lines.dd[mine], zeros, zeros, zeros))
    v = covariance(moments, survey.plan, survey.fit, _table_effect(table_cell, shares, float(weights.sum())))
    table = shares.reshape(rows, columns)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = float(np.sum((table - expected) ** 2 / expected))  # per person: how many there are cancels out
    delta = _design_effects(shares, v, rows, columns)
    trace = float(np.trace(delta))
    if not trace > 0:
        raise _nothing_varies(variable)
    ndf = trace**2 / float(np.sum(delta * delta.T))
    ddf = ndf * _degrees_of_freedom(survey)
    return _difference(Test.RAO_SCOTT, variable, by, int(lines.n[mine].sum()), (pearson / trace, ndf, ddf))


def wald_difference(survey: Survey, variable: str, *, by: str) -> Difference:
    """Wald's test that the means of all groups are equal, as R's `regTermTest` of a linear model of the groups."""
    sums, groups = survey.lines.numbers[variable], survey.lines.categories[by].codes
    mine = np.flatnonzero((groups >= 0) & (sums.n > 0))
    place, count = _renumbered(groups[mine], by)
    d, factor = sums.d[mine], survey.line_weight[mine]
    totals = np.bincount(place, factor * d, count).astype(np.float64)
    means = np.bincount(place, factor * sums.dy[mine], count) / totals
    moments = with_everybody_else(survey, mine, d, (sums.dd[mine], sums.dy[mine], sums.ddy[mine], sums.ddyy[mine]))
    v = covariance(moments, survey.plan, survey.fit, _means_effect(place, means, totals))
    contrast = np.hstack([-np.ones((count - 1, 1)), np.eye(count - 1)])
    apart, spread = contrast @ means, contrast @ v @ contrast.T
    if np.linalg.matrix_rank(spread) < count - 1:
        raise _nothing_varies(variable)
    statistic = float(apart @ np.linalg.solve(spread, apart)) / (count - 1)
    ddf = _degrees_of_freedom(survey) + 1 - count
    return _difference(Test.WALD, variable, by, int(sums.n[mine].sum()), (statistic, count - 1, ddf))


def holm(chances: Sequence[float]) -> list[float]:
    """Holm's step-down correction: the smallest times all, the next times one less, never decreasing, at most 1."""
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    corrected, so_far = [0.0] * len(chances), 0.0
    for step, at in enumerate(order):
        so_far = max(so_far, min(1.0, (len(chances) - step) * chances[at]))
        corrected[at] = so_far
    return corrected


def _difference(test: Test, variable: str, by: str, n: int, found: tuple[float, float, float]) -> Difference:
    f, ndf, ddf = found
    if ddf <= 0:
        raise InvalidValueError(
            by,
            Text(
                "Für so viele Gruppen gibt es zu wenige Einheiten der Stichprobe.",
                "There are too few sampling units for so many groups.",
            ),
            Text("Fassen Sie Gruppen zusammen.", "Merge groups."),
        )
    p = f_tail(f, ndf, ddf)
    return Difference(variable, by, test, n, f, ndf, ddf, p, p)


def _renumbered(codes: IntArray, variable: str) -> tuple[IntArray, int]:
    """The categories that occur, numbered anew; one alone cannot be compared."""
    used, place = np.unique(codes, return_inverse=True)
    if len(used) < 2:
        raise InvalidValueError(
            variable,
            Text("Alle Zeilen haben dieselbe Kategorie.", "All rows have the same category."),
            Text("Zum Vergleichen braucht es mindestens zwei.", "To compare, there must be two at least."),
        )
    return place.reshape(-1).astype(np.int64), len(used)


def _design_effects(shares: FloatArray, v: FloatArray, rows: int, columns: int) -> FloatArray:
    """Rao & Scott's Δ up to the factor n: (C'D⁻¹C)⁻¹ C'D⁻¹VD⁻¹C, C the interactions without main effects."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    by_row, by_column = (np.eye(rows)[row])[:, 1:], (np.eye(columns)[column])[:, 1:]
    main = np.hstack([np.ones((rows * columns, 1)), by_row, by_column])
    crossed = (by_row[:, :, None] * by_column[:, None, :]).reshape(rows * columns, -1)
    interaction = crossed - main @ np.linalg.lstsq(main, crossed, rcond=None)[0]
    scaled = np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0)[:, None] * interaction
    return np.asarray(np.linalg.lstsq(interaction.T @ scaled, scaled.T @ v @ scaled, rcond=None)[0])


def _table_effect(table_cell: IntArray, shares: FloatArray, total: float) -> Effect:
    places = np.arange(len(shares))

    def effect(lines: slice) -> tuple[FloatArray, None]:
        mine = table_cell[lines]
        a = np.zeros((lines.stop - lines.start, len(shares)))
        a[: len(mine)] = ((mine[:, None] == places) - shares) / total
        return a, None

    return effect


def _means_effect(place: IntArray, means: FloatArray, totals: FloatArray) -> Effect:
    places = np.arange(len(means))

    def effect(lines: slice) -> tuple[FloatArray, FloatArray]:
        mine = place[lines]
        slope = np.zeros((lines.stop - lines.start, len(means)))
        slope[: len(mine)] = (mine[:, None] == places) / totals
        return -slope * means, slope

    return effect


def _degrees_of_freedom(survey: Survey) -> int:
    return int(survey.plan.units.sum()) - len(survey.plan.units)


def _nothing_varies(variable: str) -> InvalidValueError:
    return InvalidValueError(
        variable,
        Text("Innerhalb der Gruppen sind alle Antworten gleich.", "Within the groups all answers are the same."),
        Text("Dann gibt es nichts zu testen.", "Then there is nothing to test."),
    )
