"""Parts of all plans: the same tables with fewer places, for a proof in parts.

See `docs/methods/lp-bound.md`.
"""

from dataclasses import dataclass, replace

from leitplanke.roadmap.precedence import needed_by
from leitplanke.roadmap.tables import Tables, Way


@dataclass(frozen=True, slots=True)
class Window:
    """A decision about one activity: it starts in [first, last]; `must`: it may not be left out."""

    number: int
    first: int
    last: int
    must: bool


def narrow(tables: Tables, windows: tuple[Window, ...]) -> Tables:
    """The same problem with fewer places: every plan of it is a plan of `tables`."""
    ways = list(tables.ways)
    for window in windows:
        ways[window.number] = tuple(
            narrow_way(way, first=window.first, last=window.last) for way in ways[window.number]
        )
    decided = {window.number for window in windows if window.must}
    return replace(tables, ways=tuple(ways), required=tables.required | decided | needed_by(tables.before, decided))


def narrow_way(way: Way, *, first: int, last: int) -> Way:
    """The way with its starts in [first, last] alone; none is left where it has none there."""
    first, last = max(way.first, first), min(way.last, last)
    rows = slice(first - way.first, last + 1 - way.first) if first <= last else slice(0, 0)
    earned = None if way.earned is None else way.earned[rows]
    if first > last:
        first, last = way.first, way.first - 1
    return replace(way, first=first, last=last, money=way.money[rows], value=way.value[rows], earned=earned)
