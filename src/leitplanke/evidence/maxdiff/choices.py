"""Best and worst choices as they were given, and grouped into what the model needs of them."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MOST_ITEMS = 60  # a set is kept as the bits of one number
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class BestWorstChoices:
    """One row per set that somebody answered: the person, the items shown, the best and the worst of them.

    Everything is a position, in `persons` or `items`. `shown` has one row per answer, filled up with −1.
    Raises `InvalidValueError` if a row names what was not shown, or one item twice.
    """

    persons: tuple[str, ...]
    items: tuple[str, ...]
    person: Indices
    shown: Indices
    best: Indices
    worst: Indices

    def __post_init__(self) -> None:
        """Refuse rows that cannot be an answer."""
        require(
            holds=2 <= len(self.items) <= MOST_ITEMS and len(self.person) > 0,
            field="items",
            problem=Text("Keine Antworten oder keine 2 bis 60 Dinge.", "No answers, or not 2 to 60 items."),
            remedy=Text("Prüfen Sie, ob die Daten vollständig sind.", "Check whether the data are complete."),
        )
        size = (self.shown != NOBODY).sum(axis=1)
        require(
            holds=bool((size >= 2).all()) and not _shows_one_twice(self.shown),
            field="shown",
            problem=Text("Eine Auswahl zeigt etwas doppelt oder nur eines.", "A set shows an item twice or only one."),
            remedy=Text("Zeigen Sie mindestens zwei verschiedene.", "Show at least two different ones."),
        )
        named = (self.shown == self.best[:, None]).any(axis=1) & (self.shown == self.worst[:, None]).any(axis=1)
        require(
            holds=bool(named.all()) and bool((self.best != self.worst).all()) and bool((self.best >= 0).all()),
            field="best",
            problem=Text(
                "Bestes oder schlechtestes wurde nicht gezeigt, oder beide sind dasselbe.",
                "Best or worst was not shown, or both are the same.",
            ),
            remedy=Text(
                "Jede Antwort nennt zwei verschiedene gezeigte.", "Every answer names two different shown ones."
            ),
        )

    @property
    def masks(self) -> Indices:
        """The set of every row, one bit per item."""
        one = np.append(np.left_shift(np.int64(1), np.arange(len(self.items))), 0)  # the last is that of NOBODY
        return np.asarray(one[self.shown].sum(axis=1))

    def tallies(self) -> tuple[Indices, Indices, Indices]:
        """How often each person named each item best, named it worst, was shown it: people in rows, items in columns.

        Confidential: it is about single people.
        """
        shape = (len(self.persons), len(self.items))
        real = self.shown != NOBODY
        rows = np.repeat(self.person, real.sum(axis=1))
        return (
            _table(self.person, self.best, shape),
            _table(self.person, self.worst, shape),
            _table(rows, self.shown[real], shape),
        )


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceCounts:
    """Equal answers put together: the set, best and worst of each kind, and how many gave it. `kind` of every row."""

    masks: Indices
    best: Indices
    worst: Indices
    count: Indices
    kind: Indices


def group_choices(choices: BestWorstChoices) -> ChoiceCounts:
    """All the model needs, apart from whose answer it was: a few hundred kinds for any number of people."""
    of_row = choices.masks
    masks = np.unique(of_row)
    width = len(choices.items)
    key = (np.searchsorted(masks, of_row) * width + choices.best) * width + choices.worst
    kinds = np.unique(key)
    kind = np.searchsorted(kinds, key)
    count = np.bincount(kind, minlength=len(kinds))
    return ChoiceCounts(masks[kinds // width**2], kinds // width % width, kinds % width, count, kind)


def _shows_one_twice(shown: Indices) -> bool:
    pairs = combinations(range(shown.shape[1]), 2)
    return any(bool(((shown[:, a] == shown[:, b]) & (shown[:, a] != NOBODY)).any()) for a, b in pairs)


def _table(rows: Indices, columns: Indices, shape: tuple[int, int]) -> Indices:
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape)
