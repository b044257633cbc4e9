"""SMAA-2: which ranks measures take over all admissible weights; see docs/methods/rank-acceptability.md."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leitplanke.strategy.priorities.admissible import Admissible, draw_weights
from leitplanke.strategy.priorities.arrays import TIE, Numbers

DRAWS = 10_000
_STEPS = 2**40  # values as whole numbers: a thousand times finer than a tie
_AT_ONCE = 1_000  # weightings whose ranks are in memory together


@dataclass(frozen=True, slots=True)
class RankAcceptability:
    """`shares[m, r]`: the share of admissible weightings with which measure m has rank r + 1; each row adds up to 1.

    `central[m]`: the mean of the weightings that put m first, alone or with others; NaN where none does. `draws` and
    `seed` say how this was found: a share is off by no more than about 1 ÷ √draws.
    """

    shares: Numbers
    central: Numbers
    draws: int
    seed: int

    @property
    def first(self) -> Numbers:
        """For each measure the share of weightings that put it first."""
        return self.shares[:, 0]

    @property
    def mean_rank(self) -> Numbers:
        """For each measure its mean rank."""
        mean: Numbers = self.shares @ np.arange(1.0, len(self.shares) + 1)
        return mean

    def within(self, place: int) -> Numbers:
        """For each measure the share of weightings that put it among the first `place`."""
        within: Numbers = self.shares[:, :place].sum(axis=1)
        return within


def rank_acceptability(parts: Numbers, *, admissible: Admissible, seed: int, draws: int = DRAWS) -> RankAcceptability:
    """Ranks by additive value of measures (rows of `parts`, 0 to 1) over `draws` weightings.

    Measures whose values are no further than 1e-9 apart share a rank.
    """
    weights = draw_weights(admissible, count=draws, seed=seed)
    count, criteria = parts.shape
    tally = np.zeros((count, count), dtype=np.int64)
    sums, firsts = np.zeros((count, criteria)), np.zeros(count)
    for begin in range(0, draws, _AT_ONCE):
        some = weights[begin : begin + _AT_ONCE]
        order, places = _places(some @ parts.T)
        tally += np.bincount((order * count + places).ravel(), minlength=count * count).reshape(count, count)
        is_first = places == 0
        leaders, rows = order[is_first], np.nonzero(is_first)[0]
        np.add.at(sums, leaders, some[rows])
        firsts += np.bincount(leaders, minlength=count)
    central = np.full((count, criteria), np.nan)
    ever = firsts > 0
    central[ever] = sums[ever] / firsts[ever, None]
    return RankAcceptability(shares=tally / draws, central=central, draws=draws, seed=seed)


def _places(values: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each weighting (row) the measures from best to worst, and the competition rank of each less one."""
    count = values.shape[1]
    bits = count.bit_length()
    # One sort of whole numbers, the value above the measure's number, is several times as fast as sorting an index.
    packed = (((1 - values) * _STEPS).astype(np.int64) << bits) | np.arange(count)
    packed.sort(axis=1)
    order, ordered = packed & ((1 << bits) - 1), packed >> bits
    places = np.broadcast_to(np.arange(count), values.shape)
    ties = ordered[:, 1:] - ordered[:, :-1] <= TIE * _STEPS
    if not ties.any():
        return order, places
    begins = np.where(np.pad(~ties, ((0, 0), (1, 0)), constant_values=True), places, 0)
    return order, np.maximum.accumulate(begins, axis=1)
