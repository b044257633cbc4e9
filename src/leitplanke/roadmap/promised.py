"""A first plan that reaches every floor: lists that favour whom the last plan left short, then repairs that close gaps.

See `docs/methods/fairness.md`.
"""

import time
from collections.abc import Iterator

import numpy as np

from leitplanke.roadmap.guided import guided_lists
from leitplanke.roadmap.neighbourhoods import Neighbourhoods
from leitplanke.roadmap.schedule import fill, greedy_priority, priority_by
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, approach
from leitplanke.roadmap.solvers.lp import Relaxation
from leitplanke.roadmap.tables import Draft, Integers, Ledger, Tables

_ROUNDS = 8
_REPAIRS = 120
_MOST_IDLE = 30
_WORK = 0.1
_GROWTH = 1.6


def promised_draft(tables: Tables, relaxation: Relaxation, *, seed: int, seconds: float | None = None) -> Draft | None:
    """A draft that keeps all duties and reaches all floors; None: none was found by this way."""
    draft = nearest_draft(tables, relaxation, seed=seed, seconds=seconds)
    return None if draft is None or _shortfall(tables, draft).any() else draft


def nearest_draft(tables: Tables, relaxation: Relaxation, *, seed: int, seconds: float | None = None) -> Draft | None:
    """A draft that keeps all duties and lacks as little as was found up to the floors; None: duties found no place.

    `relaxation` is that of `tables`: it knows the floors, so its order is a good one.
    """
    begun = time.monotonic()
    best: Draft | None = None
    for draft in _by_lists(tables, relaxation):
        if best is None or _amount(_shortfall(tables, draft)) < _amount(_shortfall(tables, best)):
            best = draft
        if not _shortfall(tables, best).any():
            return best
    left = None if seconds is None else max(0.0, seconds - (time.monotonic() - begun))
    return None if best is None else brought_nearer(tables, best, seed=seed, seconds=left)


def brought_nearer(tables: Tables, draft: Draft, *, seed: int, seconds: float | None = None) -> Draft:
    """Free some measures after others and place them so that less is missing up to the floors."""
    until = None if seconds is None else time.monotonic() + seconds
    neighbourhoods, idle = Neighbourhoods(tables, seed=seed), 0
    for number in range(_REPAIRS):
        left = None if until is None else max(0.0, until - time.monotonic())
        if left == 0.0:
            break
        drawn = neighbourhoods.draw(draft)
        answer = approach(tables, draft, drawn.free, effort=Effort(_WORK, left), seed=seed + number)
        if answer.status is RepairStatus.OPTIMAL:
            neighbourhoods.grow(drawn.kind)
        if answer.draft is None:
            neighbourhoods.shrink(drawn.kind)
            continue
        before, after = _shortfall(tables, draft), _shortfall(tables, answer.draft)
        idle = 0 if _amount(after) < _amount(before) else idle + 1
        if _amount(after) <= _amount(before):
            draft = answer.draft
        if not after.any() or idle >= _MOST_IDLE:
            break
    return draft


def _by_lists(tables: Tables, relaxation: Relaxation) -> Iterator[Draft]:
    """Greedy, guided, and lists in which whom the last one left short weighs more (multiplicative weights)."""
    draft = fill(tables, greedy_priority(tables))
    if draft is not None:
        yield draft
    short = None if draft is None else _shortfall(tables, draft)
    guided = (fill(tables, priority, modes=modes) for priority, modes in guided_lists(tables, relaxation))
    yield from (one for one in guided if one is not None)
    weights = np.ones(len(tables.problem.audiences))
    for _ in range(_ROUNDS if tables.problem.fairness is not None else 0):
        weights = _shifted(tables, weights, short)
        draft = fill(tables, priority_by(tables, weights.tolist()))
        if draft is not None:
            yield draft
            short = _shortfall(tables, draft)


def _shifted(tables: Tables, weights: np.ndarray, short: np.ndarray | None) -> np.ndarray:
    """More weight for those who are short; what each audience could get is put on one scale first."""
    if short is None or tables.problem.fairness is None:
        return weights
    places = [place for place, least in enumerate(tables.problem.fairness.floors) if least > 0]
    grown = weights.copy()
    for row, place in enumerate(places):
        grown[place] *= _GROWTH if short[row] > 0 else 1.0
    return grown


def _amount(short: np.ndarray) -> tuple[float, float]:
    """Who lacks most comes first, then all together."""
    return float(short.max()), float(short.sum())


def _shortfall(tables: Tables, draft: Draft) -> np.ndarray:
    """What is missing up to each floor, as a share of it."""
    missing: Integers = np.maximum(0, tables.floors - Ledger(tables, draft).earned)
    shares: np.ndarray = missing / np.maximum(1, np.abs(tables.floors))
    return shares
