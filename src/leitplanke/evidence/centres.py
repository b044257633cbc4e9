"""Means and medians of questions about numbers, as they may be told; see docs/methods/scales.md."""

from dataclasses import replace
from math import sqrt

import numpy as np

from leitplanke.evidence.audit import Audit, Fact
from leitplanke.evidence.cube import FrameCube
from leitplanke.evidence.distributions import t_quantile_95
from leitplanke.evidence.estimates import Estimator
from leitplanke.evidence.model import Cell, Centre, EvidenceRules, Table, Weighting
from leitplanke.evidence.precision import coarse_ends, coarse_mean, step_of
from leitplanke.evidence.scales import Scale
from leitplanke.participation.model import Missing, Recruitment

_COARSEST = 0.1  # of the range: a mean in wider steps tells nothing
_SLACK = 1e-6  # of a rounding error
_FINEST, _FINEST_WEIGHTED = 0.001, 0.01  # of the range; weighted ones as shares


def with_centre(
    table: Table, cube: FrameCube, scale: Scale | None, estimator: Estimator, rules: EvidenceRules
) -> Table:
    """The table with its mean and median, if its question is about a number."""
    if scale is None:
        return table
    centre = Centre(scale.lowest, scale.highest)
    return replace(table, centre=_with_mean(_with_median(centre, table, scale), table, cube, scale, estimator, rules))


def mean_step(cells: tuple[Cell, ...], scale: Scale, *, base: int, minimum: int, is_weighted: bool) -> float | None:
    """The steps in which a mean may be told; None if they are so wide that it would tell nothing.

    The sum of the numbers stays open by `minimum` people who move across the widest cell, so that the mean does not
    tell what a merged cell is made of. A cell with missing answers is as wide as the scale.
    """
    if scale.range is None:
        return None
    width = max((_width(cell, scale) for cell in cells), default=scale.range)
    least = 2 * minimum * max(width, 1.0 if scale.is_stepped else 0.0) / base
    step = step_of(max(least, (_FINEST_WEIGHTED if is_weighted else _FINEST) * scale.range))
    return step if step <= _COARSEST * scale.range else None


def audited_step(table: Table, scale: Scale, mean: float, step: float, *, minimum: int) -> float | None:
    """The next step from `step` on in which the mean leaves every merged answer open by `minimum` people."""
    merged = [cell for cell in table.cells if len(cell.options) > 1]
    options = [option for cell in table.cells for option in cell.options]
    hidden = [options.index(option) for cell in merged for option in cell.options]
    while step <= _COARSEST * (scale.range or 0.0):
        audit = _attacker(table, scale, options, coarse_mean(mean, step), step)
        ranges = [audit.range_of(np.array([place])) for place in hidden]
        if all(most - least >= minimum for least, most in ranges):
            return step
        step = step_of(step * 1.1)
    return None


def _attacker(table: Table, scale: Scale, options: list[str], mean: float, step: float) -> Audit:
    """Who knows the cells and the mean. The unknowns are how many (weighted) people gave each option."""
    audit = Audit(len(options))
    off = 0.0 if table.weighting is Weighting.NONE else _FINEST_WEIGHTED / 2 * table.base_n
    for cell in table.cells:
        places, size = np.array([options.index(option) for option in cell.options]), cell.share * table.base_n
        audit.facts.append(Fact(places, np.ones(len(places)), size - off, size + off))
    given = [place for place, option in enumerate(options) if option not in set(Missing)]
    ends = [scale.ends_of([options[place]]) for place in given]
    for side, low, high in ((0, -np.inf, _SLACK), (1, -_SLACK, np.inf)):
        edge = mean + (0.5 - side) * step
        factors = np.array([(one[side] or 0.0) - edge for one in ends])
        audit.facts.append(Fact(np.array(given), factors, low, high))
    return audit


def _width(cell: Cell, scale: Scale) -> float:
    given = [option for option in cell.options if option not in set(Missing)]
    if not given:
        return 0.0
    if len(given) < len(cell.options):
        return scale.range or 0.0
    low, high = scale.ends_of(given)
    return (high or 0.0) - (low or 0.0)


def _with_mean(
    centre: Centre, table: Table, cube: FrameCube, scale: Scale, estimator: Estimator, rules: EvidenceRules
) -> Centre:
    is_weighted = table.weighting is not Weighting.NONE
    step = mean_step(table.cells, scale, base=table.base_n, minimum=rules.minimum_cell, is_weighted=is_weighted)
    options = tuple(option.id for option in scale.options())
    people = cube.people(table.question, options)
    n = int(people.sum())
    if step is None or n < rules.minimum_base:
        return centre
    points, squares = cube.points(table.question, options), cube.squares(table.question, options)
    mean, variance = estimator.mean_of_numbers(people, points, squares)
    assert scale.lowest is not None
    exact = scale.lowest + mean * scale.unit
    step = audited_step(table, scale, exact, step, minimum=rules.minimum_cell)
    if step is None:
        return centre
    told = replace(centre, mean=coarse_mean(exact, step), step=step)
    if table.recruitment is not Recruitment.SAMPLE:
        return told
    reach = t_quantile_95(n - 1) * sqrt(variance)
    least, most = (scale.lowest + (mean + side * reach) * scale.unit for side in (-1, 1))
    low, high = coarse_ends(least, most, step)
    assert scale.highest is not None
    return replace(told, low=max(low, scale.lowest), high=min(high, scale.highest))


def _with_median(centre: Centre, table: Table, scale: Scale) -> Centre:
    """From the published shares alone, so that it tells nothing more."""
    told = [cell for cell in table.cells if not set(cell.options) <= set(Missing)]
    if any(set(cell.options) & set(Missing) for cell in told) or not told:
        return centre
    half, below = sum(cell.share for cell in told) / 2, 0.0
    cell = told[-1]
    for cell in told:
        if below + cell.share >= half:
            break
        below += cell.share
    return replace(centre, median=cell.options, median_value=_interpolated(cell, scale, (half - below) / cell.share))


def _interpolated(cell: Cell, scale: Scale, part: float) -> float | None:
    """The median of grouped data: as if the numbers lay evenly in their class."""
    low, high = scale.ends_of(cell.options)
    if scale.is_stepped or low is None or high is None:
        return None
    return coarse_mean(low + part * (high - low), step_of((high - low) / 10))
