"""Choice situations: from which items one was taken as the best or as the worst, and how often each."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.maxdiff.choices import ChoiceCounts, Floats, Indices
from leitplanke.evidence.maxdiff.model import ChoiceModel


@dataclass(frozen=True, slots=True, eq=False)
class Situations:
    """One row per kind of answer and side. `offered`: which items could be taken; `sign`: 1 for best, −1 for worst."""

    offered: npt.NDArray[np.bool_]
    taken: Indices
    sign: Floats
    count: Indices

    def log_probabilities(self, utilities: Floats) -> Floats:
        """Log of the chance to take each item, −∞ where it was not offered."""
        values = np.where(self.offered, self.sign[:, None] * utilities, -np.inf)
        top = values.max(axis=1, keepdims=True)
        return np.asarray(values - top - np.log(np.exp(values - top).sum(axis=1, keepdims=True)))


def situations_of(counts: ChoiceCounts, *, items: int, model: ChoiceModel) -> Situations:
    """First the best of each kind of answer, then the worst, in the same order."""
    offered = (counts.masks[:, None] >> np.arange(items)) & 1 == 1
    offered_last = offered.copy()
    if model is ChoiceModel.SEQUENTIAL:
        offered_last[np.arange(len(offered)), counts.best] = False
    sign = np.repeat([1.0, -1.0], len(offered))
    return Situations(
        np.concatenate([offered, offered_last]),
        np.concatenate([counts.best, counts.worst]),
        sign,
        np.concatenate([counts.count, counts.count]),
    )
