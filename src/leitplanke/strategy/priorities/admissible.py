"""Admissible weights: the part of the simplex that limits and orders leave, and random draws from it.

See docs/methods/rank-acceptability.md. Limits (least ≤ w ≤ most) and orders (w_a ≥ w_b) have a least and a greatest
solution, found by passing bounds along the orders; between the two lies every sum, so it is known without a linear
programme whether weights that add up to 1 exist, and how far one can stay away from every limit.
"""

from dataclasses import dataclass

import numpy as np

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.strategy.priorities.arrays import Numbers
from leitplanke.strategy.priority_model import PriorityTable

_LEAST_KEPT = 0.02  # share of plain draws within the limits from which on the others are simply drawn anew
_CHAINS = 500
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Admissible:
    """Weights w ≥ 0 with Σ w = 1, `least` ≤ w ≤ `most`, and w[a] ≥ w[b] for each (a, b) of `orders`.

    Raises `InvalidValueError` if there are none.
    """

    least: Numbers
    most: Numbers
    orders: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        low, high = _ends(self, slack=0.0)
        require(
            holds=bool(np.all(low <= high + _SLACK)) and low.sum() <= 1 + _SLACK and high.sum() >= 1 - _SLACK,
            field="limits",
            problem=Text("Die Grenzen lassen keine Gewichte zu.", "The limits leave no weights."),
            remedy=Text(
                "Prüfen Sie, ob Mindestgewichte zusammen höchstens, Höchstgewichte mindestens 100 % ergeben und zur "
                "Reihenfolge passen.",
                "See whether least weights add up to 100 % at most, greatest ones to 100 % at least, and "
                "fit the order.",
            ),
        )

    def contains(self, weights: Numbers) -> bool:
        """Whether these weights keep all limits and orders."""
        inside = bool(np.all((weights >= self.least - _SLACK) & (weights <= self.most + _SLACK)))
        return inside and all(weights[a] >= weights[b] - _SLACK for a, b in self.orders)


def admissible_weights(table: PriorityTable) -> Admissible:
    """What the table's limits leave; without limits every weighting is admissible."""
    place = {criterion.id: at for at, criterion in enumerate(table.criteria)}
    least, most = np.zeros(len(place)), np.ones(len(place))
    orders = []
    for limit in table.limits:
        at = place[limit.criterion]
        least[at], most[at] = limit.least, limit.most
        orders += [(at, place[other]) for other in limit.at_least_as]
    return Admissible(least, most, tuple(orders))


def draw_weights(admissible: Admissible, *, count: int, seed: int) -> Numbers:
    """`count` weightings (rows), uniform over all admissible ones; the same seed gives the same.

    Least weights alone are met by a smaller simplex, exactly. Other limits: draws outside are drawn anew; where that
    would keep less than one in fifty, hit-and-run from the point furthest from all limits.
    """
    rng = np.random.default_rng(seed)
    drawn = _on_simplex(admissible, rng, count)
    kept = drawn[_kept(admissible, drawn)]
    if len(kept) == count:
        return kept
    if len(kept) < _LEAST_KEPT * count:
        return _hit_and_run(admissible, rng, count)
    found = [kept]
    while (missing := count - sum(map(len, found))) > 0:
        drawn = _on_simplex(admissible, rng, count)
        found.append(drawn[_kept(admissible, drawn)][:missing])
    return np.concatenate(found)


def _on_simplex(admissible: Admissible, rng: np.random.Generator, count: int) -> Numbers:
    low, _ = _ends(admissible, slack=0.0)
    rest = max(0.0, 1 - float(low.sum()))
    spread = rng.standard_exponential((count, len(low)))
    drawn: Numbers = low + rest * spread / spread.sum(axis=1, keepdims=True)
    return drawn


def _kept(admissible: Admissible, drawn: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    kept: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.all(drawn <= admissible.most + _SLACK, axis=1)
    for a, b in admissible.orders:
        kept &= drawn[:, a] >= drawn[:, b] - _SLACK
    return kept


def _ends(admissible: Admissible, *, slack: float) -> tuple[Numbers, Numbers]:
    """The least and the greatest weights that keep limits and orders with `slack` to spare, whatever their sum."""
    low, high = admissible.least + slack, admissible.most - slack
    for _ in range(len(low)):
        for a, b in admissible.orders:
            low[a] = max(low[a], low[b] + slack)
            high[b] = min(high[b], high[a] - slack)
    return low, high


def _centre(admissible: Admissible) -> tuple[Numbers, float]:
    """Weights with the greatest slack to every limit, and this slack."""
    tight, wide = 0.0, 1.0
    for _ in range(60):
        middle = (tight + wide) / 2
        low, high = _ends(admissible, slack=middle)
        is_possible = (
            bool(np.all(low <= high)) and low.sum() <= 1 <= high.sum() and _is_settled(admissible, low, middle)
        )
        tight, wide = (middle, wide) if is_possible else (tight, middle)
    low, high = _ends(admissible, slack=tight)
    span = float((high - low).sum())
    return low + (high - low) * ((1 - float(low.sum())) / span if span > 0 else 0.0), tight


def _is_settled(admissible: Admissible, low: Numbers, slack: float) -> bool:
    """Orders that run in a circle leave no slack."""
    return all(low[a] >= low[b] + slack - 1e-15 for a, b in admissible.orders)


def _hit_and_run(admissible: Admissible, rng: np.random.Generator, count: int) -> Numbers:
    """Smith (1984): from each point to a uniform one on a random line through it, many chains at once."""
    centre, slack = _centre(admissible)
    size = len(centre)
    if slack < _SLACK:
        return _without_room(admissible, centre, count)
    at, shape = np.tile(centre, (min(_CHAINS, count), 1)), np.eye(size)
    for _ in range(4):
        at = _walked(admissible, rng, at, shape=shape, steps=2 * size * size)
        shape = _spread(at)
    kept = [_walked(admissible, rng, at, shape=shape, steps=2 * size * size)]
    while sum(map(len, kept)) < count:
        kept.append(_walked(admissible, rng, kept[-1], shape=shape, steps=4 * size))
    return np.concatenate(kept)[:count]


def _spread(at: Numbers) -> Numbers:
    """Lines as long and as askew as the admissible set: the root of the chains' covariance."""
    values, vectors = np.linalg.eigh(np.cov(at, rowvar=False).reshape(at.shape[1], -1))
    root: Numbers = vectors * np.sqrt(values.clip(min=0))
    return root if root.any() else np.eye(at.shape[1])


def _without_room(admissible: Admissible, centre: Numbers, count: int) -> Numbers:
    low, high = _ends(admissible, slack=0.0)
    is_point = 1 - low.sum() < _SLACK or high.sum() - 1 < _SLACK
    require(
        holds=bool(is_point),
        field="limits",
        problem=Text("Die Grenzen legen einzelne Gewichte fest.", "The limits fix single weights."),
        remedy=Text(
            "Lassen Sie jedem Gewicht etwas Spielraum, oder legen Sie alle fest.",
            "Leave every weight some room, or fix all of them.",
        ),
    )
    return np.tile(centre, (count, 1))


def _walked(admissible: Admissible, rng: np.random.Generator, start: Numbers, *, shape: Numbers, steps: int) -> Numbers:
    at = start.copy()
    uppers = [a for a, _ in admissible.orders]
    lowers = [b for _, b in admissible.orders]
    for _ in range(steps):
        line = rng.standard_normal(at.shape) @ shape.T
        line -= line.mean(axis=1, keepdims=True)
        room = np.concatenate(
            (at - admissible.least, admissible.most - at, at[:, uppers] - at[:, lowers]), axis=1
        ).clip(min=0)
        pace = np.concatenate((line, -line, line[:, uppers] - line[:, lowers]), axis=1)
        reach = room / np.where(np.abs(pace) > 1e-300, pace, 1e-300)
        ahead = np.where(pace < 0, -reach, np.inf).min(axis=1)
        back = np.where(pace > 0, reach, np.inf).min(axis=1)
        at += ((ahead + back) * rng.random(len(at)) - back)[:, None] * line
        at /= at.sum(axis=1, keepdims=True)
    return at
