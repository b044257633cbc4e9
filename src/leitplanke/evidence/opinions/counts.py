"""How often each group agreed, disagreed and passed on each statement."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.opinions.grouping import UNGROUPED, Grouping
from leitplanke.evidence.opinions.votes import AGREE, DISAGREE, VoteMatrix

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class GroupCounts:
    """One row per group, one column per statement. `seen` counts every vote, a pass too."""

    agree: Counts
    disagree: Counts
    seen: Counts


def count_votes(votes: VoteMatrix, grouping: Grouping) -> GroupCounts:
    """The votes of everybody who is in a group."""
    group_of_vote = grouping.labels[votes.rows]
    grouped = group_of_vote != UNGROUPED
    shape = (grouping.k, len(votes.statements))
    cell = group_of_vote[grouped] * shape[1] + votes.columns[grouped]
    value = votes.values[grouped]
    size = shape[0] * shape[1]
    agree, disagree, seen = (
        np.bincount(cells, minlength=size).reshape(shape)
        for cells in (cell[value == AGREE], cell[value == DISAGREE], cell)
    )
    return GroupCounts(agree, disagree, seen)
