"""Additive value: weighted sum of parts; see docs/methods/priority-rankings.md."""

from leitplanke.strategy.priorities.arrays import Numbers


def additive_values(parts: Numbers, *, weights: Numbers) -> Numbers:
    """Values from 0 to 1; `parts` (measures × criteria) lie from 0 to 1, `weights` add up to 1."""
    return parts @ weights
