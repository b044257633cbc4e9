"""From counts to tables that tell no small number: suppression, audit, merging; see docs/methods/disclosure.md."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.crosstabs.model import CrossTable, JointCounts, ProtectedTables
from leitplanke.evidence.crosstabs.suppression import Pair, Suppression
from leitplanke.evidence.cube import IntArray
from leitplanke.evidence.disclosure import merge_small

MOST_WITHHELD = 0.5  # of the cells of a table; where more would be, categories are merged

Groups = list[tuple[int, ...]]


@dataclass(slots=True)
class _Work:
    """What is still to be published, and how the categories of each variable are grouped by now."""

    joint: JointCounts
    groups: list[Groups]
    pairs: list[Pair]
    not_published: list[Pair]

    def counts(self) -> IntArray:
        """The counts by grouped categories."""
        counts = self.joint.counts
        for axis, groups in enumerate(self.groups):
            parts = [np.take(counts, group, axis=axis).sum(axis=axis) for group in groups]
            counts = np.stack(parts, axis=axis)
        return counts

    def give_up(self, pair: Pair) -> None:
        """No table of this pair."""
        self.pairs.remove(pair)
        self.not_published.append(pair)


def protect(joint: JointCounts, pairs: Sequence[tuple[str, str]], *, minimum: int) -> ProtectedTables:
    """Tables of these pairs of variables in which, all together, no count under `minimum` can be computed.

    Categories under the minimum are merged. Then small cells are withheld, zeros too, and others with them until
    linear programmes show that every small one stays open by `minimum`. Where a table would lose more than half its
    cells, its smallest category is merged and everything begins anew; where nothing is left to merge there is no
    table.
    """
    axes = {name: axis for axis, name in enumerate(joint.names)}
    wanted = [(axes[row], axes[column]) for row, column in pairs]
    work = _Work(joint, [_large_enough(joint, axis, minimum) for axis in range(len(joint.names))], wanted, [])
    for pair in [one for one in wanted if min(len(work.groups[axis]) for axis in one) < 2]:
        work.give_up(pair)
    while work.pairs:
        counts = work.counts()
        suppression = Suppression(counts, tuple(work.pairs), minimum)
        suppression.run()
        bare = suppression.barest(MOST_WITHHELD)
        if bare is None:
            tables = tuple(_table(work, pair, suppression) for pair in work.pairs)
            return ProtectedTables(tables, _named(work), minimum)
        if not _merge_one(work, bare, counts):
            work.give_up(bare)
    return ProtectedTables((), _named(work), minimum)


def _large_enough(joint: JointCounts, axis: int, minimum: int) -> Groups:
    """Categories merged until each has the minimum; a single one where that is not possible."""
    sizes = _sizes(joint.counts, axis)
    names = joint.categories[axis]
    parts = merge_small(
        sizes,
        missing=[bool(joint.missing) and name == joint.missing for name in names],
        ordered=joint.names[axis] in joint.ordered,
        minimum=minimum,
    )
    return list(parts) if parts is not None else [tuple(range(len(names)))]


def _merge_one(work: _Work, pair: Pair, counts: IntArray) -> bool:
    """Merge the smallest category of the pair's variables; False if both have only two."""
    axes = [axis for axis in pair if len(work.groups[axis]) > 2]
    if not axes:
        return False
    smallest = min(axes, key=lambda axis: min(_sizes(counts, axis)))
    groups, sizes = work.groups[smallest], _sizes(counts, smallest)
    at = sizes.index(min(sizes))
    others = [i for i in range(len(groups)) if i != at]
    if work.joint.names[smallest] in work.joint.ordered:
        others = [i for i in (at - 1, at + 1) if 0 <= i < len(groups)]
    other = min(others, key=lambda i: (sizes[i], i))
    joined = tuple(sorted(groups[at] + groups[other]))
    work.groups[smallest] = sorted([joined, *(one for i, one in enumerate(groups) if i not in {at, other})])
    return True


def _sizes(counts: IntArray, axis: int) -> list[int]:
    others = tuple(i for i in range(counts.ndim) if i != axis)
    return [int(size) for size in counts.sum(axis=others)]


def _table(work: _Work, pair: Pair, suppression: Suppression) -> CrossTable:
    cells, hidden = suppression.cells(pair), suppression.hidden[pair]
    names = [
        tuple(tuple(work.joint.categories[axis][i] for i in group) for group in work.groups[axis]) for axis in pair
    ]
    return CrossTable(
        row_variable=work.joint.names[pair[0]],
        column_variable=work.joint.names[pair[1]],
        rows=names[0],
        columns=names[1],
        counts=tuple(
            tuple(None if hidden[i, j] else int(cells[i, j]) for j in range(cells.shape[1]))
            for i in range(cells.shape[0])
        ),
        row_totals=tuple(int(total) for total in cells.sum(axis=1)),
        column_totals=tuple(int(total) for total in cells.sum(axis=0)),
        total=int(cells.sum()),
    )


def _named(work: _Work) -> tuple[tuple[str, str], ...]:
    names = work.joint.names
    return tuple((names[row], names[column]) for row, column in work.not_published)
