"""How far a weight may go, and what it costs: the functions of Deville & Särndal (1992); see docs/methods/raking.md.

A distance turns the linear term u = x'λ of a cell into the factor of its base weight: `factor` answers F(u) and F'(u),
with F(0) = 1 inside the bounds.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from leitplanke.evidence.cube import FloatArray

_FARTHEST = 700.0  # exp beyond this is no number


class Distance(Protocol):
    """What a calibration method is made of."""

    def factor(self, linear: FloatArray) -> tuple[FloatArray, FloatArray]:
        """F and its derivative."""
        ...


@dataclass(frozen=True, slots=True)
class Raking:
    """F(u) = exp(u), the least Kullback-Leibler divergence; `most` per cell cuts it off (capped raking)."""

    most: FloatArray | None = None

    def factor(self, linear: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Beyond the cap the factor stays, and does not react."""
        free = np.exp(np.minimum(linear, _FARTHEST))
        if self.most is None:
            return free, free
        return np.minimum(free, self.most), np.where(free < self.most, free, 0.0)


@dataclass(frozen=True, slots=True)
class Logit:
    """F between `low` < 1 < `high`, an S-shaped curve with F'(0) = 1."""

    low: float
    high: float

    def factor(self, linear: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Deville & Särndal's case 6, written so that no exponential can overflow."""
        low, high = self.low, self.high
        steepness = (high - low) / ((1 - low) * (high - 1))
        reach = np.clip(steepness * linear, -_FARTHEST, _FARTHEST) + np.log((1 - low) / (high - 1))
        rising = 1 / (1 + np.exp(-reach))
        return low + (high - low) * rising, steepness * (high - low) * rising * (1 - rising)
