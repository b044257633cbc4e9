"""The bound of a large problem: prices of what its parts share, each part alone at these prices, better prices.

See `docs/methods/prices-of-shared.md`. It says which piece comes next; every piece is independent of the others of its
round, so that any executor can do them side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from leitplanke.roadmap.parts import Parts, Prices
from leitplanke.roadmap.solvers.price_steps import Answer, better_prices
from leitplanke.roadmap.tables import Floats, Tables
from leitplanke.roadmap.value_pieces import Outline, PricedPart, RelaxPart

_MOST_ROUNDS = 12
_NEAR = 0.1  # how far prices may move in one round, as a share of each
_NEW = 0.02  # and as a share of the mean, for what cost nothing yet
_LEAST_GAIN = 1e-4  # relative
_OUTLINE_SHARE = 0.25  # of the time that is left


@dataclass(slots=True)
class _Round:
    """What is known of the parts at one set of prices."""

    prices: Prices
    worth: int
    bounds: list[int]
    waits_for: set[int]

    @property
    def bound(self) -> int:
        return self.worth + sum(self.bounds)


class PriceRounds:
    """Lower and lower bounds from better and better prices; the first round also tells good starts."""

    def __init__(self, tables: Tables, parts: Parts) -> None:
        self.tables, self.parts = tables, parts
        self.bound: int | None = None
        self.started: dict[int, tuple[tuple[float, ...], ...]] = {}
        self.rounds = 0
        self._round: _Round | None = None
        self._pieces: Iterator[RelaxPart] = iter([])
        self._is_begun = False
        self._centre: Floats = np.zeros(0)
        self._reach: Floats = np.zeros(0)
        self._answers: list[Answer] = []
        self._best = 0
        self._is_over = False

    @property
    def is_over(self) -> bool:
        """Whether better prices would bring little."""
        return self._is_over

    def next_piece(self, seconds: float | None) -> Outline | RelaxPart | None:
        """What to do next; None: wait, or nothing is left."""
        if not self._is_begun:
            self._is_begun = True
            return Outline(self.parts, None if seconds is None else seconds * _OUTLINE_SHARE)
        piece = None if self._is_over else next(self._pieces, None)
        return None if piece is None else replace(piece, seconds=seconds)

    def take_outline(self, prices: Prices) -> None:
        """The first prices."""
        row = prices.row
        split = prices.staff.size
        means = np.concatenate((np.full(split, _mean(row[:split])), np.full(len(row) - split, _mean(row[split:]))))
        self._centre, self._reach = row, _NEAR * row + _NEW * means
        self._open(prices)

    def take_part(self, piece: RelaxPart, answer: PricedPart) -> None:
        """What one part is worth at the prices of the round."""
        current = self._round
        if current is None or piece.place not in current.waits_for:
            return
        current.waits_for.discard(piece.place)
        current.bounds[piece.place] = min(current.bounds[piece.place], answer.bound)
        if answer.started:
            self._answers.append(Answer(piece.place, answer.value, answer.used))
            if not self.rounds:
                self.started.update(answer.started)
        self._learn(current)

    def lose(self, piece: Outline | RelaxPart) -> None:
        """A piece was lost: its part keeps the bound that it has."""
        if isinstance(piece, Outline):
            self.take_outline(self.parts.prices(self.tables))
        elif self._round is not None:
            self._round.waits_for.discard(piece.place)
            self._learn(self._round)

    def _open(self, prices: Prices) -> None:
        places = range(len(self.parts.members))
        known = self.parts.highest(self.tables, prices)
        self._round = _Round(prices, self.parts.worth_of_shared(self.tables, prices), known, set(places))
        self.bound = self._round.bound if self.bound is None else min(self.bound, self._round.bound)
        self._pieces = iter([RelaxPart(self.parts, place, prices, None) for place in places])

    def _learn(self, current: _Round) -> None:
        """A round that is complete leads to the next prices."""
        before = current.bound if self.bound is None else self.bound
        self.bound = min(before, current.bound)
        if current.waits_for:
            return
        self.rounds += 1
        if self.rounds == 1 or current.bound <= self._best:
            gain = abs(self._best - current.bound) if self.rounds > 1 else current.bound
            self._best, self._centre = current.bound, current.prices.row
            self._is_over = gain < _LEAST_GAIN * abs(current.bound)
        else:
            self._reach = self._reach / 4
        self._is_over |= self.rounds >= _MOST_ROUNDS or not self._answers
        if not self._is_over:
            capacity = self.parts.capacity(self.tables)
            row = better_prices(capacity, self._centre, self._answers, reach=self._reach)
            self._open(self.parts.prices(self.tables, row))


def _mean(amounts: Floats) -> float:
    return float(amounts.mean()) if amounts.size else 0.0
