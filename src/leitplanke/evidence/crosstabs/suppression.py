"""Which cells of several tables are withheld together: small ones, and others until the audit is content."""

from dataclasses import dataclass, field
from itertools import product

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.audit import Audit
from leitplanke.evidence.cube import IntArray

Pair = tuple[int, int]
Place = tuple[int, int]
Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Suppression:
    """Tables of `pairs` of the axes of `counts`; `hidden` marks by pair what is withheld.

    The audit knows all totals and all cells that are told, of all tables; its unknowns are the combinations of all
    variables. Hiding a cell takes knowledge away, so what was once safe stays safe.
    """

    counts: IntArray
    pairs: tuple[Pair, ...]
    minimum: int
    hidden: dict[Pair, Mask] = field(default_factory=dict)
    _audit: Audit = field(init=False)
    _fact_of: dict[tuple[Pair, Place], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._audit = Audit(self.counts.size)
        for axis in range(self.counts.ndim):
            for at in range(self.counts.shape[axis]):
                self._audit.add_sum(self._places({axis: at}), self._sum({axis: at}))
        for pair in self.pairs:
            cells = self.cells(pair)
            self.hidden[pair] = cells < self.minimum
            for place in product(range(cells.shape[0]), range(cells.shape[1])):
                self._fact_of[pair, place] = len(self._audit.facts)
                self._audit.add_sum(self._places(dict(zip(pair, place, strict=True))), int(cells[place]))

    def cells(self, pair: Pair) -> IntArray:
        """The counts of one table, rows first."""
        others = tuple(axis for axis in range(self.counts.ndim) if axis not in pair)
        table = self.counts.sum(axis=others)
        return table if pair[0] < pair[1] else np.asarray(table.T)

    def run(self) -> None:
        """Withhold until every small cell is open by the minimum."""
        small = [(pair, (int(i), int(j))) for pair in self.pairs for i, j in np.argwhere(self.hidden[pair])]
        for pair, place in small:
            self._audit.release(self._fact_of[pair, place])
        for pair in self.pairs:
            self._cover_small_sums(pair)
        for pair, place in small:
            while not self._is_open(pair, place) and self._hide_another(pair, place):
                pass

    def barest(self, most: float) -> Pair | None:
        """The table of which the largest share, and more than `most`, is withheld; or that could not be protected."""
        shares = {pair: float(mask.mean()) for pair, mask in self.hidden.items()}
        pair = max(shares, key=shares.__getitem__)
        return pair if shares[pair] > most else None

    def _is_open(self, pair: Pair, place: Place) -> bool:
        least, most = self._audit.range_of(self._places(dict(zip(pair, place, strict=True))))
        return most - least >= self.minimum

    def _cover_small_sums(self, pair: Pair) -> None:
        """What is withheld in a row or column is known in sum, so the sum must not be small either."""
        cells, mask = self.cells(pair), self.hidden[pair]
        for axis in (0, 1):
            for line in range(cells.shape[axis]):
                while True:
                    values, gone = np.take(cells, line, axis), np.take(mask, line, axis)
                    if gone.all() or not gone.any() or values[gone].sum() >= self.minimum:
                        break
                    other = int(np.where(gone, values.max(), values).argmin())
                    other = other if not gone[other] else int(np.flatnonzero(~gone)[0])
                    self._hide(pair, (line, other) if axis == 0 else (other, line))

    def _hide_another(self, pair: Pair, place: Place) -> bool:
        """Withhold the most useful visible cell; False if there is none.

        A line with one withheld cell tells it, so such lines come first, and where two of them cross both are served.
        Then lines of the cell itself, then anything; the smaller count goes first.
        """
        cells, mask = self.cells(pair), self.hidden[pair]
        alone = [mask.sum(axis=1) == 1, mask.sum(axis=0) == 1]
        visible = [(int(i), int(j)) for i, j in np.argwhere(~mask)]
        if not visible:
            return False

        def rank(one: Place) -> tuple[int, bool, int, Place]:
            served = int(alone[0][one[0]]) + int(alone[1][one[1]])
            return -served, not (one[0] == place[0] or one[1] == place[1]), int(cells[one]), one

        self._hide(pair, min(visible, key=rank))
        return True

    def _hide(self, pair: Pair, place: Place) -> None:
        self.hidden[pair][place] = True
        self._audit.release(self._fact_of[pair, place])

    def _places(self, fixed: dict[int, int]) -> IntArray:
        """The combinations with these categories."""
        numbers = np.arange(self.counts.size).reshape(self.counts.shape)
        return np.asarray(numbers[self._index(fixed)].reshape(-1), dtype=np.int64)

    def _sum(self, fixed: dict[int, int]) -> int:
        return int(self.counts[self._index(fixed)].sum())

    def _index(self, fixed: dict[int, int]) -> tuple[slice | int, ...]:
        return tuple(fixed.get(axis, slice(None)) for axis in range(self.counts.ndim))
