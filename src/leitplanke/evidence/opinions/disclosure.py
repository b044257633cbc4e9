"""Answers to a statement, told so that no count under the minimum can be worked out; docs/methods/opinion-groups.md."""

from leitplanke.evidence.opinions.model import Answers, Portion

WITHHELD = Answers(None)


def told(*, agree: int, disagree: int, passed: int, minimum: int) -> Answers:
    """The shares of one group on one statement, exact where each is given by at least `minimum` people.

    Everybody knows this rule, so it must not be possible to reckon backwards from what it answers. If a count is
    small, it depends on the largest one and on what is left beside it (`rest`):

    - fewer than three times the minimum voted: nothing is told;
    - the rest is under the minimum: the largest is told as "at least";
    - the rest is under twice the minimum less one: the largest is told, the other two are not;
    - the largest is no smaller than the rest: the small one is told as "at most", the middle one as a range;
    - the two large ones are about the same: both are told as one half less a little, the small one as "at most".
    """
    counts = (agree, disagree, passed)
    n, few = sum(counts), minimum - 1
    if n < 3 * minimum:
        return WITHHELD
    if min(counts) >= minimum:
        return Answers(n, *(_exact(count, n) for count in counts))
    first, second, third = sorted(range(3), key=lambda i: (-counts[i], i))
    largest, rest = counts[first], n - counts[first]
    if rest < minimum:
        shares = {first: _range(n - few, n, n), second: _range(0, few, n), third: _range(0, few, n)}
    elif rest < 2 * minimum - 1:
        shares = {first: _exact(largest, n)}
    elif largest >= rest:
        shares = {first: _exact(largest, n), second: _range(rest - few, rest, n), third: _range(0, few, n)}
    elif n >= 4 * minimum - 2:
        nearly_half = _range((n + 1) // 2 - few, n // 2, n)
        shares = {first: nearly_half, second: nearly_half, third: _range(0, few, n)}
    else:
        return WITHHELD
    return Answers(n, *(shares.get(i) for i in range(3)))


def _exact(count: int, n: int) -> Portion:
    whole = (200 * count + n) // (2 * n)
    return Portion(whole, whole)


def _range(low: int, high: int, n: int) -> Portion:
    """Outwards to whole percents, so that the truth is inside."""
    return Portion(100 * low // n, -(-100 * high // n))
