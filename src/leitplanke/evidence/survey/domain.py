"""One group of the survey as a domain: everybody stays in the variance, whoever is outside contributes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.linearisation import Effect, Moments
from leitplanke.evidence.survey.design import Survey


@dataclass(frozen=True, slots=True)
class Domain:
    """The rows of one group that have a value.

    The first lines of `moments` are theirs, with `weight` Σw and category `answer` of each (None for numbers); the
    lines after them are everybody else, merged. `n` counts rows, `total` is Σw, `kish_n` (Σw)² / Σw². `units` and
    `strata` count those in which the group has rows at all. Numbers are told less `centre`: their weighted `mean`, and
    their `variance` with divisor Σw.
    """

    name: str | None
    moments: Moments
    weight: FloatArray
    n: int
    total: float
    kish_n: float
    units: int
    strata: int
    answer: IntArray | None = None
    answers: int = 0
    centre: float = 0.0
    mean: float = 0.0
    variance: float = 0.0

    @property
    def degrees_of_freedom(self) -> int:
        """Primary units less strata, of those in which the group has rows (R's `degf` of a subset)."""
        return self.units - self.strata

    def sums(self) -> FloatArray:
        """Σw per category."""
        assert self.answer is not None
        return np.asarray(np.bincount(self.answer, self.weight, self.answers), dtype=np.float64)

    def share_effect(self, shares: FloatArray) -> Effect:
        """What a person contributes to the share of each category."""
        return self._category_effect(shares, 1 / self.total)

    def count_effect(self) -> Effect:
        """What a person contributes to the number of people of each category."""
        return self._category_effect(np.zeros(self.answers), 1.0)

    def mean_effect(self) -> Effect:
        """What a person contributes to the mean."""
        return self._number_effect(-self.mean / self.total, 1 / self.total)

    def total_effect(self) -> Effect:
        """What a person contributes to the total of the number."""
        return self._number_effect(self.centre, 1.0)

    def _category_effect(self, shares: FloatArray, scale: float) -> Effect:
        answer, categories = self.answer, np.arange(self.answers)
        assert answer is not None

        def effect(lines: slice) -> tuple[FloatArray, None]:
            a = np.zeros((lines.stop - lines.start, self.answers))
            mine = answer[lines]
            a[: len(mine)] = ((mine[:, None] == categories) - shares) * scale
            return a, None

        return effect

    def _number_effect(self, constant: float, slope: float) -> Effect:
        def effect(lines: slice) -> tuple[FloatArray, FloatArray]:
            is_mine = (np.arange(lines.start, lines.stop) < len(self.weight)).astype(np.float64)[:, None]
            return constant * is_mine, slope * is_mine

        return effect


def domains(survey: Survey, variable: str, *, by: str | None) -> Iterator[Domain]:
    """The groups in the order of their names, one domain without a name if `by` is None; empty groups are left out."""
    numbers, categories = survey.lines.numbers, survey.lines.categories
    has_value = numbers[variable].n > 0 if variable in numbers else categories[variable].codes >= 0
    if by is None:
        yield _domain(survey, variable, None, np.flatnonzero(has_value))
        return
    group = categories[by]
    order = np.argsort(group.codes, kind="stable")
    edges = np.searchsorted(group.codes[order], np.arange(len(group.names) + 1))
    for name, start, stop in zip(group.names, edges[:-1], edges[1:], strict=True):
        mine = order[start:stop]
        chosen = mine[has_value[mine]]
        if len(chosen):
            yield _domain(survey, variable, name, chosen)


def _domain(survey: Survey, variable: str, name: str | None, mine: IntArray) -> Domain:
    sums = survey.lines.numbers.get(variable)
    source = survey.lines if sums is None else sums
    factor = survey.line_weight[mine]
    n, d, dd = source.n[mine], source.d[mine], source.dd[mine]
    weight = factor * d
    total = float(weight.sum())
    zeros = np.zeros(len(mine))
    dy, ddy, ddyy = (zeros, zeros, zeros) if sums is None else (sums.dy[mine], sums.ddy[mine], sums.ddyy[mine])
    strata = len(np.unique(survey.stratum[mine]))
    units = int(n.sum()) if survey.unit is None else len(np.unique(survey.unit[mine]))
    found = Domain(
        name=name,
        moments=with_everybody_else(survey, mine, d, (dd, dy, ddy, ddyy)),
        weight=weight,
        n=int(n.sum()),
        total=total,
        kish_n=total**2 / float(factor**2 @ dd),
        units=units,
        strata=strata,
    )
    if sums is None:
        column = survey.lines.categories[variable]
        return replace(found, answer=column.codes[mine], answers=len(column.names))
    mean = float(factor @ dy) / total
    is_constant = float(sums.low[mine].min()) == float(sums.high[mine].max())
    variance = 0.0 if is_constant else max(float(factor @ sums.dyy[mine]) / total - mean**2, 0.0)
    return replace(found, centre=sums.centre, mean=mean, variance=variance)


def with_everybody_else(
    survey: Survey, mine: IntArray, d: FloatArray, others: tuple[FloatArray, FloatArray, FloatArray, FloatArray]
) -> Moments:
    """Whoever is outside counts only through the regression on margins, and there with the base weight alone."""
    unit = None if survey.unit is None else survey.unit[mine]
    if survey.fit.columns is None:
        return Moments(survey.cell[mine], survey.stratum[mine], d, *others, unit)
    place, first = survey.places
    rest_d = np.bincount(place, survey.lines.d, len(first)) - np.bincount(place[mine], d, len(first))
    rest_dd = np.bincount(place, survey.lines.dd, len(first)) - np.bincount(place[mine], others[0], len(first))
    zeros = np.zeros(len(first))
    return Moments(
        np.concatenate([survey.cell[mine], survey.cell[first]]),
        np.concatenate([survey.stratum[mine], survey.stratum[first]]),
        np.concatenate([d, np.maximum(rest_d, 0.0)]),
        np.concatenate([others[0], np.maximum(rest_dd, 0.0)]),
        dy=np.concatenate([others[1], zeros]),
        ddy=np.concatenate([others[2], zeros]),
        ddyy=np.concatenate([others[3], zeros]),
        unit=None if unit is None or survey.unit is None else np.concatenate([unit, survey.unit[first]]),
    )
