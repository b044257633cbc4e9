"""Cuts for the relaxation: which measures can be under way in the same month at all.

See `docs/methods/lp-bound.md`. Mingozzi, Maniezzo, Ricciardelli, Bianco (1998) bound schedules by feasible subsets of
activities; here their hull is met from outside, one violated inequality per month (Boyd 1994, Fenchel cuts).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import highspy
import numpy as np

from leitplanke.roadmap.tables import Tables

_WHOLE = 1000  # factors of a cut are whole thousandths, so that its limit is exact
_VIOLATED = 1.002
_MOST_SETS = 120
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Cut:
    """In `month`, Σ factor · (share of the way under way) ≤ `limit`, whatever the plan; terms are (activity, way)."""

    month: int
    terms: tuple[tuple[int, int, int], ...]
    limit: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way that the relaxation has under way in a month, by how much, and the staff it takes at least."""

    number: int
    way: int
    share: float
    staff: tuple[tuple[int, int], ...]


class Effort:
    """Steps of the search for sets that are left: counted work, so that the cuts are repeatable."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    @property
    def is_spent(self) -> bool:
        """Whether no step is left."""
        return self.steps <= 0


class RunningSets:
    """Finds violated cuts; remembers, per month, the sets that were found to fit together."""

    def __init__(self, tables: Tables) -> None:
        self._kin = _kin(tables)
        self._known: dict[int, list[tuple[tuple[int, int], ...]]] = {}

    def violated(self, month: int, candidates: Sequence[Candidate], free: Sequence[int], effort: Effort) -> Cut | None:
        """A cut that the shares break; None if there is none, or if the effort did not suffice to prove one."""
        if sum(one.share for one in candidates) <= 1:
            return None
        prices = self._prices(month, candidates, free, effort)
        if prices is None:
            return None
        whole = [round(price * _WHOLE) for price in prices]
        best = _best_set(candidates, whole, free, self._kin, effort)
        if best is None:
            return None
        limit = sum(whole[place] for place in best)
        if sum(factor * one.share for factor, one in zip(whole, candidates, strict=True)) <= limit * _VIOLATED:
            return None
        terms = tuple(
            (one.number, one.way, factor) for one, factor in zip(candidates, whole, strict=True) if factor > 0
        )
        return Cut(month, terms, limit)

    def _prices(
        self, month: int, candidates: Sequence[Candidate], free: Sequence[int], effort: Effort
    ) -> list[float] | None:
        """Prices under which no set that fits together costs more than 1, but the shares do; None: there are none."""
        model = highspy.Highs()
        model.setOptionValue("output_flag", False)
        model.setOptionValue("threads", 1)
        none = np.array([], dtype=np.int32)
        for one in candidates:
            model.addCol(-one.share, 0.0, 1.0, 0, none, np.array([], dtype=float))
        places = {(one.number, one.way): place for place, one in enumerate(candidates)}
        for known in self._known.setdefault(month, []):
            _add_set(model, [places[key] for key in known if key in places])
        for _ in range(_MOST_SETS):
            model.run()
            if -model.getInfo().objective_function_value <= _VIOLATED:
                return None
            prices = list(model.getSolution().col_value)
            best = _best_set(candidates, prices, free, self._kin, effort)
            if best is None:
                return None
            if sum(prices[place] for place in best) <= 1 + 1e-6:
                return prices
            self._known[month].append(tuple((candidates[place].number, candidates[place].way) for place in best))
            _add_set(model, best)
        return None


def _add_set(model: highspy.Highs, places: Sequence[int]) -> None:
    if places:
        model.addRow(-np.inf, 1.0, len(places), np.array(places, dtype=np.int32), np.ones(len(places)))


def _kin(tables: Tables) -> tuple[frozenset[int], ...]:
    """For every activity itself and all that must be finished before it or can only start after it.

    What has only to be started may go on beside it; what was finished before that one started may not.
    """
    before: list[frozenset[int]] = [frozenset()] * len(tables.ways)
    for number in (one for one in tables.order if one >= 0):
        needed = [one for one in tables.before[number] if one >= 0]
        finished = frozenset(one for one in needed if tables.must_end(number, one))
        before[number] = finished.union(*(before[one] for one in needed))
    after: list[set[int]] = [set() for _ in before]
    for number, sooner in enumerate(before):
        for one in sooner:
            after[one].add(number)
    return tuple(frozenset({number}) | before[number] | after[number] for number in range(len(before)))


def _best_set(
    candidates: Sequence[Candidate],
    prices: Sequence[float],
    free: Sequence[int],
    kin: tuple[frozenset[int], ...],
    effort: Effort,
) -> list[int] | None:
    """The dearest set that fits together, as places among the candidates; None if the effort ran out first."""
    walk = _Walk(candidates, prices, free, kin, effort)
    walk.visit(0, 0, frozenset())
    return None if effort.is_spent else walk.best


class _Walk:
    """Depth first over measures, dearest first; what is left can add at most the dearest way of each."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        prices: Sequence[float],
        free: Sequence[int],
        kin: tuple[frozenset[int], ...],
        effort: Effort,
    ) -> None:
        groups: dict[int, list[int]] = {}
        for place, one in enumerate(candidates):
            if prices[place] > 0:
                groups.setdefault(one.number, []).append(place)
        highest = {number: max(prices[place] for place in places) for number, places in groups.items()}
        dearest = sorted(groups, key=lambda number: (-highest[number], number))
        self._order = [groups[number] for number in dearest]
        self._rest = [*accumulate((highest[number] for number in reversed(dearest)), initial=0.0)][::-1]
        self._candidates, self._prices, self._kin, self._effort = candidates, prices, kin, effort
        self._left = list(free)
        self._chosen: list[int] = []
        self.best: list[int] = []
        self._highest = 0.0

    def visit(self, at: int, price: float, barred: frozenset[int]) -> None:
        """Try every way of the measure at place `at`, then none."""
        self._effort.steps -= 1
        if price > self._highest:
            self._highest, self.best = price, list(self._chosen)
        if self._effort.is_spent or price + self._rest[at] <= self._highest + _ROUNDING:
            return
        for place in self._order[at]:
            one = self._candidates[place]
            if one.number not in barred and all(self._left[unit] >= amount for unit, amount in one.staff):
                self._take(place, 1)
                self.visit(at + 1, price + self._prices[place], barred | self._kin[one.number])
                self._take(place, -1)
        self.visit(at + 1, price, barred)

    def _take(self, place: int, sign: int) -> None:
        for unit, amount in self._candidates[place].staff:
            self._left[unit] -= sign * amount
        if sign > 0:
            self._chosen.append(place)
        else:
            self._chosen.pop()
