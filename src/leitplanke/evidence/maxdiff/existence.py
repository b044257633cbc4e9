"""Whether utilities exist at all: every item must have won and lost, directly or over others, against every other."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.maxdiff.situations import Situations
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text

Bools = npt.NDArray[np.bool_]


def require_finite_utilities(situations: Situations, items: tuple[str, ...]) -> None:
    """Raise `InvalidValueError` naming the items that keep the likelihood from having a maximum.

    The condition of Ford (1957) for pairs, of Hunter (2004) for sets: however the items are split in two, somebody
    preferred one of the first part to one of the second, and the other way round.
    """
    met = _reach(_compared(situations))
    if not met.all():
        alone, rest = _names(met[0], items), _names(~met[0], items)
        raise InvalidValueError(
            "shown",
            Text(
                f"Nie miteinander verglichen, auch nicht über andere: {alone} mit {rest}.",
                f"Never compared, not even over others: {alone} with {rest}.",
            ),
            Text(
                "Werten Sie beide Teile getrennt aus, oder fragen Sie nach Mengen, die sie verbinden.",
                "Analyse both parts apart, or ask for sets that connect them.",
            ),
        )
    beats = _reach(_won(situations))
    if not beats.all():
        _refuse_separated(beats, items)


def _refuse_separated(beats: Bools, items: tuple[str, ...]) -> None:
    mutual = beats & beats.T
    order = sorted(range(len(items)), key=lambda i: (-int(beats[i].sum()), i))
    top = mutual[order[0]]
    first, last = _names(top, items), _names(~top, items)
    raise InvalidValueError(
        "best",
        Text(
            f"Immer vor allen anderen: {first}. Nie davor: {last}. Dann gibt es keinen endlichen Nutzenwert.",
            f"Always ahead of all others: {first}. Never ahead: {last}. Then there is no finite utility.",
        ),
        Text(
            "Nennen Sie diese Rangfolge so und werten Sie die Teile getrennt aus, oder sammeln Sie mehr Antworten.",
            "Tell this order as it is and analyse the parts apart, or collect more answers.",
        ),
    )


def _compared(situations: Situations) -> Bools:
    offered = situations.offered.astype(np.int64)
    return np.asarray(offered.T @ offered > 0)


def _won(situations: Situations) -> Bools:
    """Row i, column j: i was taken as best before j, or j as worst before i."""
    size = situations.offered.shape[1]
    taken = np.zeros_like(situations.offered)
    taken[np.arange(len(taken)), situations.taken] = True
    best, worst = situations.sign > 0, situations.sign < 0
    ahead = taken[best].astype(np.int64).T @ situations.offered[best].astype(np.int64)
    behind = situations.offered[worst].astype(np.int64).T @ taken[worst].astype(np.int64)
    return np.asarray((ahead + behind > 0) | np.eye(size, dtype=bool))


def _reach(direct: Bools) -> Bools:
    """Who is reached over any number of steps."""
    reached = direct
    for _ in range(len(direct).bit_length()):
        reached = np.asarray(reached.astype(np.int64) @ reached.astype(np.int64) > 0)
    return reached


def _names(chosen: Iterable[bool], items: tuple[str, ...]) -> str:
    return ", ".join(item for item, is_chosen in zip(items, chosen, strict=True) if is_chosen)
