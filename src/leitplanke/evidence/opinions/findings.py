"""What unites, what divides, and what is typical of a group, on the counts alone (docs/methods/opinion-groups.md)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.opinions.counts import GroupCounts
from leitplanke.evidence.opinions.model import Direction
from leitplanke.evidence.opinions.proportions import Z_90, smoothed, z_against_half, z_of_two

MOST_REPRESENTATIVE = 5

Numbers = npt.NDArray[np.float64]


def consensus(counts: GroupCounts, direction: Direction) -> Numbers:
    """Group-informed consensus of every statement: the product over groups of the smoothed shares (Small et al. 2021).

    A large group cannot outvote a small one: one that is against pulls the product down, however small it is.
    """
    return np.asarray(smoothed(_side(counts, direction), counts.seen).prod(axis=0))


def uniting(counts: GroupCounts, allowed: npt.NDArray[np.bool_]) -> list[tuple[int, Direction]]:
    """Statements on which every group's majority is significantly on the same side, by falling consensus."""
    found = []
    for direction in Direction:
        side = _side(counts, direction)
        holds = (smoothed(side, counts.seen) > 0.5) & (z_against_half(side, counts.seen) > Z_90)
        values = consensus(counts, direction)
        found += [(-float(values[i]), int(i), direction) for i in np.flatnonzero(holds.all(axis=0) & allowed)]
    return [(index, direction) for _, index, direction in sorted(found)]


def dividing(counts: GroupCounts, allowed: npt.NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Statements on which two groups differ significantly: position, group that agrees most, group that agrees least.

    By falling difference of the smoothed shares; where a majority of one agrees and of the other disagrees first.
    """
    share, against = smoothed(counts.agree, counts.seen), smoothed(counts.disagree, counts.seen)
    found = []
    for index in np.flatnonzero(allowed):
        most, least = int(share[:, index].argmax()), int(share[:, index].argmin())
        agree, seen = counts.agree[:, index], counts.seen[:, index]
        if float(z_of_two(agree[most], seen[most], agree[least], seen[least])) > Z_90:
            is_opposed = bool(share[most, index] > 0.5 and against[least, index] > 0.5)
            gap = float(share[most, index] - share[least, index])
            found.append((not is_opposed, -gap, int(index), most, least))
    return [(index, most, least) for _, _, index, most, least in sorted(found)]


@dataclass(frozen=True, slots=True)
class Representativeness:
    """How one group stands to all others on every statement, for one side: shares, their ratio, two z values."""

    share: Numbers
    ratio: Numbers
    z_share: Numbers
    z_ratio: Numbers

    @property
    def metric(self) -> Numbers:
        """What Polis sorts by: ratio, its z, share and its z multiplied."""
        return np.asarray(self.ratio * self.z_ratio * self.share * self.z_share)

    @property
    def is_significant(self) -> npt.NDArray[np.bool_]:
        """A majority of the group, and more than elsewhere, each at 90 percent one-sided."""
        return np.asarray((self.z_ratio > Z_90) & (self.z_share > Z_90))


def representativeness(counts: GroupCounts, group: int, direction: Direction) -> Representativeness:
    """The tests of Polis: one proportion against one half, and against the same proportion of everybody else."""
    side, seen = _side(counts, direction), counts.seen
    others, others_seen = side.sum(axis=0) - side[group], seen.sum(axis=0) - seen[group]
    share = smoothed(side[group], seen[group])
    return Representativeness(
        share=share,
        ratio=share / smoothed(others, others_seen),
        z_share=z_against_half(side[group], seen[group]),
        z_ratio=z_of_two(side[group], seen[group], others, others_seen),
    )


def representative(counts: GroupCounts, group: int, allowed: npt.NDArray[np.bool_]) -> list[tuple[int, Direction]]:
    """At most five statements that are typical of a group: what it agrees with first, then what it rejects.

    Where none passes both tests, the one that comes nearest is taken, as in Polis.
    """
    agree, disagree = (representativeness(counts, group, direction) for direction in Direction)
    agrees = agree.z_ratio > disagree.z_ratio
    passes = np.where(agrees, agree.is_significant, disagree.is_significant) & allowed
    if not passes.any():
        return _nearest(agree, disagree, allowed & (counts.seen[group] > 0))
    order = sorted(
        np.flatnonzero(passes).tolist(), key=lambda i: (-(agree.metric[i] if agrees[i] else disagree.metric[i]), i)
    )
    chosen = order[:MOST_REPRESENTATIVE]
    directed = [(i, Direction.AGREE if agrees[i] else Direction.DISAGREE) for i in chosen]
    return sorted(directed, key=lambda pair: pair[1] is Direction.DISAGREE)


def _nearest(
    agree: Representativeness, disagree: Representativeness, allowed: npt.NDArray[np.bool_]
) -> list[tuple[int, Direction]]:
    if not allowed.any():
        return []
    best = np.where(allowed, np.maximum(agree.z_ratio, disagree.z_ratio), -np.inf).argmax()
    direction = Direction.AGREE if agree.z_ratio[best] > disagree.z_ratio[best] else Direction.DISAGREE
    return [(int(best), direction)]


def _side(counts: GroupCounts, direction: Direction) -> npt.NDArray[np.int64]:
    return counts.agree if direction is Direction.AGREE else counts.disagree


def positions(flags: Sequence[bool]) -> npt.NDArray[np.bool_]:
    """Flags of statements as the mask that the functions of this module take."""
    return np.array(flags, bool)
