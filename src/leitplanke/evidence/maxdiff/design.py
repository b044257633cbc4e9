"""Which items to show together: every item equally often, every pair as equally often as possible."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.maxdiff.choices import MOST_ITEMS
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

Pairs = npt.NDArray[np.int64]
Sets = list[list[int]]

_STARTS, _PROPOSALS_PER_SLOT = 12, 120


@dataclass(frozen=True, slots=True)
class SetDesign:
    """`versions` of a questionnaire, each a list of sets of items in the order in which they are shown.

    `fewest_shown` … `most_shown`: how often an item comes; `fewest_together` … `most_together`: how often a pair.
    `balance` is the smallest possible sum of squares of the pairs' counts over the one reached: 1 is as equal as it
    can be.
    """

    versions: tuple[tuple[tuple[str, ...], ...], ...]
    fewest_shown: int
    most_shown: int
    fewest_together: int
    most_together: int
    balance: float


def design_sets(items: tuple[str, ...], *, per_set: int, sets: int, versions: int = 1, seed: int) -> SetDesign:
    """Sets for `versions` questionnaires of `sets` sets each; in each, no item comes more than once more than another.

    Pairs are balanced over all questionnaires by exchanging items between sets of one questionnaire, from several
    random starts. Raises `InvalidValueError`.
    """
    _require_possible(items, per_set, sets, versions)
    rng = np.random.default_rng(seed)
    least = _least_squares(len(items), per_set, sets * versions)
    best: tuple[int, list[Sets]] | None = None
    for _ in range(_STARTS):
        found = [_dealt(len(items), per_set, sets, rng) for _ in range(versions)]
        squares = _improve(found, len(items), least, rng)
        if best is None or squares < best[0]:
            best = (squares, found)
        if squares == least:
            break
    assert best is not None
    return _described(items, best[1], rng, least)


def _require_possible(items: tuple[str, ...], per_set: int, sets: int, versions: int) -> None:
    require(
        holds=3 <= len(items) <= MOST_ITEMS and len(set(items)) == len(items),
        field="items",
        problem=Text("Es braucht 3 bis 60 verschiedene Dinge.", "It takes 3 to 60 different items."),
        remedy=Text("Ergänzen, kürzen oder berichtigen Sie die Liste.", "Extend, shorten or mend the list."),
    )
    require(
        holds=2 <= per_set < len(items) and sets >= 1 and versions >= 1,
        field="per_set",
        problem=Text(
            f"{per_set} von {len(items)} in {sets} Mengen geht nicht.",
            f"{per_set} of {len(items)} in {sets} sets is impossible.",
        ),
        remedy=Text("Zeigen Sie mindestens 2 und nicht alle zugleich.", "Show at least 2, and not all at once."),
    )
    require(
        holds=per_set * sets * versions >= len(items),
        field="sets",
        problem=Text("So kommt nicht alles vor.", "Not everything would be shown."),
        remedy=Text(
            f"Es braucht mindestens {-(-len(items) // per_set)} Mengen.",
            f"It takes at least {-(-len(items) // per_set)} sets.",
        ),
    )


def _dealt(items: int, per_set: int, sets: int, rng: np.random.Generator) -> Sets:
    """Every set takes the items that came least often so far, in random order among equals."""
    shown = np.zeros(items, np.int64)
    dealt = []
    for _ in range(sets):
        chosen = np.lexsort((rng.random(items), shown))[:per_set]
        shown[chosen] += 1
        dealt.append(chosen.tolist())
    return dealt


def _improve(found: list[Sets], items: int, least: int, rng: np.random.Generator) -> int:
    """Exchange two items between two sets of a questionnaire wherever that does not make the pairs less equal."""
    pairs = _pairs(found, items)
    squares = int((np.triu(pairs, 1) ** 2).sum())
    sets = len(found[0])
    if sets < 2:
        return squares
    slots = sum(len(one) for one in found[0]) * len(found)
    for _ in range(_PROPOSALS_PER_SLOT * slots):
        if squares == least:
            break
        version = found[int(rng.integers(len(found)))]
        a, b = (version[i] for i in rng.choice(sets, 2, replace=False))
        x, y = a[int(rng.integers(len(a)))], b[int(rng.integers(len(b)))]
        if x in b or y in a:
            continue
        rest_a, rest_b = [i for i in a if i != x], [i for i in b if i != y]
        change = _change(pairs, x, y, rest_a, rest_b)
        if change <= 0:
            _exchange(pairs, x, y, rest_a, rest_b)
            a[a.index(x)], b[b.index(y)] = y, x
            squares += change
    return squares


def _change(pairs: Pairs, x: int, y: int, rest_a: list[int], rest_b: list[int]) -> int:
    """By how much the sum of squares grows if x and y change places; who is in both rests stays as it is."""
    only_a, only_b = [i for i in rest_a if i not in rest_b], [i for i in rest_b if i not in rest_a]
    change = 0
    for i in only_a:
        change += 2 + 2 * int(pairs[y, i]) - 2 * int(pairs[x, i])
    for i in only_b:
        change += 2 + 2 * int(pairs[x, i]) - 2 * int(pairs[y, i])
    return change


def _exchange(pairs: Pairs, x: int, y: int, rest_a: list[int], rest_b: list[int]) -> None:
    for rest, gone, come in ((rest_a, x, y), (rest_b, y, x)):
        for i in rest:
            for one, other, by in ((gone, i, -1), (i, gone, -1), (come, i, 1), (i, come, 1)):
                pairs[one, other] += by


def _pairs(found: list[Sets], items: int) -> Pairs:
    member = np.zeros((sum(map(len, found)), items), np.int64)
    for row, one in enumerate(one for version in found for one in version):
        member[row, one] = 1
    return np.asarray(member.T @ member)


def _least_squares(items: int, per_set: int, sets: int) -> int:
    """The sum of squares if the pairs were shared out as equally as whole numbers allow."""
    kinds, together = items * (items - 1) // 2, sets * per_set * (per_set - 1) // 2
    each, more = divmod(together, kinds)
    return (kinds - more) * each**2 + more * (each + 1) ** 2


def _described(items: tuple[str, ...], found: list[Sets], rng: np.random.Generator, least: int) -> SetDesign:
    pairs = _pairs(found, len(items))
    upper = pairs[np.triu_indices(len(items), 1)]
    shown = np.diag(pairs)
    return SetDesign(
        versions=tuple(
            tuple(tuple(items[i] for i in rng.permutation(one)) for one in rng.permutation(np.array(version)).tolist())
            for version in found
        ),
        fewest_shown=int(shown.min()),
        most_shown=int(shown.max()),
        fewest_together=int(upper.min()),
        most_together=int(upper.max()),
        balance=least / int((upper**2).sum()),
    )
