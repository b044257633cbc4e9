"""Disclosure control: no cell under the minimum leaves, nor can it be computed; see docs/methods/disclosure.md."""

from collections.abc import Sequence
from dataclasses import dataclass

Part = tuple[int, ...]
Parts = tuple[Part, ...]


def merge_small(counts: Sequence[int], *, missing: Sequence[bool], ordered: bool, minimum: int) -> Parts | None:
    """Positions grouped so that every group counts at least `minimum`; None if only one group would remain.

    The counts add up to the base. Missing answers merge among themselves first, then with the smallest answer. On a
    scale the smallest group joins its smaller neighbour; otherwise the small ones join, with the next smallest if
    they need it. Groups are ordered by their first position.
    """
    groups: list[Part] = [(i,) for i, is_missing in enumerate(missing) if not is_missing]
    absent = _join_smallest([(i,) for i, is_missing in enumerate(missing) if is_missing], counts, minimum)
    if len(absent) == 1 and _size(absent[0], counts) < minimum and groups:
        smallest = groups.index(min(groups, key=lambda group: _size(group, counts)))
        groups[smallest] = (*groups[smallest], *absent.pop())
    groups = _join_neighbours(groups, counts, minimum) if ordered else _join_smallest(groups, counts, minimum)
    parts = tuple(sorted(map(_sorted, [*groups, *absent])))
    return parts if len(parts) > 1 and all(_size(part, counts) >= minimum for part in parts) else None


def merge_missing(counts: Sequence[int], *, missing: Sequence[bool], minimum: int) -> Parts:
    """Positions where every answer stands alone and only missing ones are merged, if one of them is small."""
    absent = _join_smallest([(i,) for i, is_missing in enumerate(missing) if is_missing], counts, minimum)
    return tuple(sorted([*((i,) for i, is_missing in enumerate(missing) if not is_missing), *map(_sorted, absent)]))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of `base` people gave each answer, answers standing for themselves.

    `loads` is what one person with that answer uses of `capacity`, a sum that everybody knows (three choices per
    person, say, of which a missing answer uses all three). None: no such sum is known. Who gave an `absent` answer
    gave no other; all answers together are known to be at least `floor` (everybody gives one, if a missing one).
    """

    base: int
    per_answer: tuple[int, ...]
    loads: tuple[int, ...]
    capacity: int | None
    absent: frozenset[int] = frozenset()
    floor: int | None = None

    def could_give(self, answer: int) -> int:
        """How many people could have given this answer: all, or those who did not give an absent one."""
        if answer in self.absent:
            return self.base
        return self.base - sum(self.per_answer[i] for i in self.absent)


def withheld(tables: Sequence[Counts], *, minimum: int, already: frozenset[int] = frozenset()) -> frozenset[int]:
    """Positions of the answers that must not appear in any of the tables, which have the same answers.

    An answer is withheld if in one table fewer than `minimum` gave it, or fewer than `minimum` could have but did
    not. The next smallest are withheld as well until whoever subtracts must still allow, for each of them in each
    table, `minimum` people who gave it and `minimum` who did not, and cannot tell how small a small one is.
    """
    answers = range(len(tables[0].per_answer))
    hidden = set(already) | {i for i in answers for table in tables if not _is_large(table, i, minimum)}
    order = sorted(answers, key=lambda i: (sum(table.per_answer[i] for table in tables), i))
    while len(hidden) < len(order) and not all(_is_safe(table, hidden, minimum) for table in tables):
        hidden.add(next(i for i in order if i not in hidden))
    return frozenset(hidden)


def _is_large(table: Counts, answer: int, minimum: int) -> bool:
    return minimum <= table.per_answer[answer] <= table.could_give(answer) - minimum


def _is_safe(table: Counts, hidden: set[int], minimum: int) -> bool:
    """Whether nothing small can be computed: how many gave two answers, or each hidden answer."""
    if not hidden:
        return not _tells_few_second_answers(table, minimum)
    return all(_is_open(table, i, _range_of(table, i, hidden), minimum) for i in hidden)


def _tells_few_second_answers(table: Counts, minimum: int) -> bool:
    """All answers less one for everybody: what is left are second answers, and bounds how many gave any two."""
    if table.floor is None or table.floor == table.capacity:
        return False
    return sum(table.per_answer) - table.floor < minimum


def _range_of(table: Counts, answer: int, hidden: set[int]) -> tuple[int, int]:
    """Least and most that the known sums allow for one hidden answer."""
    least, most = 0, table.could_give(answer) if not hidden & table.absent else table.base
    others = hidden - {answer}
    if table.floor is not None:
        shown = sum(n for i, n in enumerate(table.per_answer) if i not in hidden)
        least = max(least, table.floor - shown - len(others) * table.base)
    if table.capacity is not None:
        used = [load * n for load, n in zip(table.loads, table.per_answer, strict=True)]
        room = table.capacity - sum(n for i, n in enumerate(used) if i not in hidden)
        most = min(most, room // table.loads[answer])
        if sum(used) == table.capacity:
            rest = room - sum(table.loads[j] * table.base for j in others)
            least = max(least, -(-rest // table.loads[answer]))
    return least, most


def _is_open(table: Counts, answer: int, ends: tuple[int, int], minimum: int) -> bool:
    """Whether a range holds the minimum, and many of the counts for which an answer is withheld."""
    least, most = ends
    if most < minimum or table.base - least < minimum or most - least < minimum:
        return False
    if _is_large(table, answer, minimum):
        return True
    few = min(most, minimum - 1) - least + 1
    nearly_all = most - max(least, table.could_give(answer) - minimum + 1) + 1
    return max(few, 0) + max(nearly_all, 0) >= -(-minimum // 2)


def _join_smallest(groups: list[Part], counts: Sequence[int], minimum: int) -> list[Part]:
    """All small groups become one; it takes the next smallest while it is too small."""
    by_size = sorted(groups, key=lambda group: (_size(group, counts), group))
    joined: Part = ()
    while by_size and (_size(by_size[0], counts) < minimum or (joined and _size(joined, counts) < minimum)):
        joined += by_size.pop(0)
    return [*by_size, joined] if joined else by_size


def _join_neighbours(groups: list[Part], counts: Sequence[int], minimum: int) -> list[Part]:
    groups = list(groups)
    while len(groups) > 1:
        sizes = [_size(group, counts) for group in groups]
        at = sizes.index(min(sizes))
        if sizes[at] >= minimum:
            break
        neighbour = min((i for i in (at - 1, at + 1) if 0 <= i < len(groups)), key=lambda i: (sizes[i], i))
        left, right = sorted((at, neighbour))
        groups[left : right + 1] = [groups[left] + groups[right]]
    return groups


def _sorted(group: Part) -> Part:
    return tuple(sorted(group))


def _size(group: Part, counts: Sequence[int]) -> int:
    return sum(counts[position] for position in group)
