"""What two versions of one table tell by subtraction: of those who came between them, and of those who left."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.audit import Audit, Fact
from leitplanke.evidence.cube import IntArray

Place = tuple[str, str]  # a category of the people, empty where they are not broken down; and an answer
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Told:
    """One published count: between `low` and `high` of `base` people gave the answers at these places."""

    places: frozenset[Place]
    base: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The least and the most that two versions allow for a difference."""

    low: float
    high: float


def tells_few(earlier: Collection[Told], later: Collection[Told], *, minimum: int) -> bool:
    """Whether whoever subtracts learns of fewer than `minimum` people that they gave an answer, or that they did not.

    Counts that are linked, because versions merge answers differently, are tried together by linear programmes.
    """
    for before, after in linked(earlier, later):
        if not before or not after:
            continue  # of one version alone its own rules take care
        told = [*before, *after]
        same = len(before) == len(after) == 1 and before[0].places == after[0].places
        found = _plain(before[0], after[0]) if same else _tried(before, after, _places(told))
        if any(not _is_open(gap, minimum) for gap in found):
            return True
    return False


def linked(earlier: Iterable[Told], later: Iterable[Told]) -> list[tuple[list[Told], list[Told]]]:
    """The counts of both versions in groups that share no place."""
    groups: list[tuple[set[Place], list[Told], list[Told]]] = []
    for side, told in ((1, earlier), (2, later)):
        for one in told:
            touched = [group for group in groups if group[0] & one.places]
            joined: tuple[set[Place], list[Told], list[Told]] = (set(one.places), [], [])
            for group in touched:
                joined[0].update(group[0])
                joined[1].extend(group[1])
                joined[2].extend(group[2])
                groups.remove(group)
            (joined[1] if side == 1 else joined[2]).append(one)
            groups.append(joined)
    return [(before, after) for _, before, after in groups]


def _is_open(gap: Gap, minimum: int) -> bool:
    """Nobody, at least `minimum` who came or who left, or nobody can say within `minimum`."""
    width = gap.high - gap.low
    is_nothing = gap == Gap(0, 0)
    return is_nothing or max(gap.low, -gap.high, width) >= minimum - _ROUNDING


def _plain(before: Told, after: Told) -> Iterator[Gap]:
    """The same answers in both versions: who came, by giving them and by not giving them."""
    came = after.base - before.base
    low, high = after.low - before.high, after.high - before.low
    if came >= 0 and low <= came and high >= 0:  # nobody need have left
        low, high = max(low, 0), min(high, came)
    gave, did_not = Gap(low, high), Gap(came - high, came - low)
    nobody_came = came == 0 and gave == Gap(0, 0)
    yield from () if nobody_came else (_never_nothing(gave), _never_nothing(did_not)) if came else (gave, did_not)


def _never_nothing(gap: Gap) -> Gap:
    """Where people came, that none of them gave an answer is told of few as well."""
    return Gap(0, 1) if gap == Gap(0, 0) else gap


def _tried(before: Sequence[Told], after: Sequence[Told], places: Sequence[Place]) -> Iterator[Gap]:
    came = max(one.base for one in after) - max(one.base for one in before)
    try:
        there, new, together = _grown(before, after, places)
    except ValueError:  # fewer gave an answer than before: some have left, so nothing binds the versions together
        apart = zip(_alone(before, places), _alone(after, places), strict=True)
        gaps = [Gap(new.low - old.high, new.high - old.low) for old, new in apart]
        yield from map(_never_nothing, gaps) if came else gaps
        return
    yield from map(_never_nothing, (*there, *together))
    yield from map(_never_nothing, new) if came else ()


def _grown(before: Sequence[Told], after: Sequence[Told], places: Sequence[Place]) -> tuple[list[Gap], ...]:
    """Ranges of those who were there, who came, and of both, by place. Raises `ValueError` if somebody has left."""
    at = {place: position for position, place in enumerate(places)}
    size = len(places)
    audit = Audit(4 * size)  # who was there and who came, each by giving the answer and by not giving it
    for versions, told in (((0,), before), ((0, 1), after)):
        for one in told:
            gave = np.array([2 * version * size + at[place] for version in versions for place in sorted(one.places)])
            _add(audit, gave, one, size)
    sides = np.arange(2 * size)
    return tuple(
        [Gap(*audit.range_of(np.array([start + side for start in starts]))) for side in sides]
        for starts in ((0,), (2 * size,), (0, 2 * size))
    )


def _alone(told: Sequence[Told], places: Sequence[Place]) -> list[Gap]:
    at = {place: position for position, place in enumerate(places)}
    size = len(places)
    audit = Audit(2 * size)
    for one in told:
        _add(audit, np.array([at[place] for place in sorted(one.places)]), one, size)
    return [Gap(*audit.range_of(np.array([side * size + place]))) for place in range(size) for side in (0, 1)]


def _add(audit: Audit, gave: IntArray, one: Told, size: int) -> None:
    """How many gave the answers; with those who did not give each of them there are as many as were asked."""
    audit.facts.append(Fact(gave, np.ones(len(gave)), one.low, one.high))
    answers = sorted({place[1] for place in one.places})
    for answer in answers:
        inside = np.array([answer == place[1] for place in sorted(one.places)])
        part = gave[np.resize(inside, len(gave))]
        both = np.concatenate([part, part + size])
        audit.add_sum(both, one.base)


def _places(told: Iterable[Told]) -> list[Place]:
    return sorted({place for one in told for place in one.places})
