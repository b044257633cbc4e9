"""How exactly numbers are told: many digits would carry counts that are nowhere told; see docs/methods/disclosure.md.

A weighted sum with many digits is a knapsack with one solution: whoever knows the weights reads from it how many
people of each group stand behind it. A mean of ranks times the base tells how many chose each rank.
"""

from dataclasses import replace
from math import ceil, floor, log10

from leitplanke.evidence.model import Cell
from leitplanke.evidence.wilson import wilson_interval

_FINEST_SHARE = 0.01
_DIGITS = 12  # removes what binary fractions leave behind


def step_of(least: float) -> float:
    """The smallest of …, 0.1, 0.2, 0.5, 1, 2, 5, … that is not below `least` > 0."""
    power = floor(log10(least))
    steps = (float(f"{digit}e{power}") for digit in (1, 2, 5))
    return next((step for step in steps if step >= least * (1 - 1e-9)), float(f"1e{power + 1}"))


def share_step(base: int) -> float:
    """The steps in which a weighted share of so many people is told: at least one percent and one person."""
    return max(_FINEST_SHARE, step_of(1 / base))


def coarse_weighted(cell: Cell, *, base: int, common_n: float | None = None) -> Cell:
    """A weighted cell as it may be told: without its unweighted n, in steps of at least one percent and one person.

    The interval is rounded to the same steps, to the nearest: outwards it would cover 98 instead of 95 of 100. The
    effective n is told to one digit. With `common_n`, an effective n of the whole frame, both follow from the rounded
    share and tell nothing more of this cell.
    """
    step = share_step(base)
    share = _nearest(cell.share, step)
    if common_n is not None and cell.effective_n is not None:
        low, high = wilson_interval(share, common_n)
        cell = replace(cell, low=low, high=high, effective_n=common_n)
    effective = cell.effective_n
    return replace(
        cell,
        n=None,
        share=share,
        low=None if cell.low is None else _nearest(cell.low, step),
        high=None if cell.high is None else min(1.0, _nearest(cell.high, step)),
        effective_n=None if effective is None else _nearest(effective, 10.0 ** floor(log10(effective))),
    )


def coarse_mean_points(mean: float, *, base: int, minimum: int) -> float:
    """Mean points in steps so wide that their sum over the base stays open by `minimum` to each side."""
    return _nearest(mean, step_of(2 * minimum / base))


def coarse_mean(value: float, step: float) -> float:
    """A mean in steps of `step`, to the nearest."""
    return _nearest(value, step)


def coarse_ends(low: float, high: float, step: float) -> tuple[float, float]:
    """An interval in steps of `step`, outwards: steps may be wider than the interval, and it must not vanish."""
    return _clean(floor(low / step + 1e-9) * step), _clean(ceil(high / step - 1e-9) * step)


def coarse_design_effect(design_effect: float) -> float:
    """Rounded up to halves: more would tell how two margins cross, and how many are in one merged category."""
    return ceil(round(design_effect * 2, _DIGITS)) / 2


def coarse_margin_error(error: float) -> float:
    """The next power of ten: the digits of a rounding error are a fingerprint of the counts."""
    return float(f"1e{ceil(log10(error))}") if error > 0 else 0.0


def _nearest(value: float, step: float) -> float:
    return _clean(floor(value / step + 0.5) * step)


def _clean(value: float) -> float:
    return round(value, _DIGITS)
