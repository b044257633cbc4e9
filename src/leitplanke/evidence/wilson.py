"""The interval of a share; see docs/methods/wilson-interval.md."""

from math import sqrt

from leitplanke.evidence.distributions import Z_95


def wilson_interval(share: float, effective_n: float, quantile: float = Z_95) -> tuple[float, float]:
    """The interval of Wilson (1927) for a share observed on `effective_n` > 0, 95 % by default; lies within 0 and 1."""
    z2 = quantile**2
    centre = (share + z2 / (2 * effective_n)) / (1 + z2 / effective_n)
    half = quantile / (1 + z2 / effective_n) * sqrt(share * (1 - share) / effective_n + z2 / (4 * effective_n**2))
    return max(0.0, centre - half), min(1.0, centre + half)
