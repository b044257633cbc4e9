"""Measures that need others: circles, and the layers in which a picture of the graph stands.

See docs/methods/prerequisite-graph.md.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from leitplanke.kernel.texts import Text

_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Placed:
    """A node of the picture: `layer` from the left, `row` from the top of its layer."""

    id: str
    layer: int
    row: int


@dataclass(frozen=True, slots=True)
class GraphLayout:
    """Where the nodes stand, and which arrows `(needed, needs)` are drawn."""

    nodes: tuple[Placed, ...]
    arrows: tuple[tuple[str, str], ...]

    @property
    def layers(self) -> int:
        """How many layers there are."""
        return max((node.layer for node in self.nodes), default=-1) + 1

    @property
    def rows(self) -> int:
        """How many rows the longest layer has."""
        return max((node.row for node in self.nodes), default=-1) + 1


def find_circle(requires: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One circle of prerequisites: each needs the next, the first stands last again; empty if there is none."""
    try:
        TopologicalSorter(requires).prepare()
    except CycleError as error:
        return tuple(error.args[1][::-1])  # graphlib names the prerequisite first
    return ()


def circle_in_words(circle: Sequence[str], titles: Mapping[str, Text]) -> Text:
    """A circle that `find_circle` found, told by the titles of its measures."""
    told = [(titles.get(one, Text(one)), one) for one in circle]
    german = " braucht ".join(f"„{name.de}“ ({one})" for name, one in told)
    english = " needs ".join(f"“{name.en or name.de}” ({one})" for name, one in told)
    return Text(
        f"Die Voraussetzungen drehen sich im Kreis: {german}.", f"Prerequisites go round in a circle: {english}."
    )


def without_detours(requires: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The same prerequisites without those that follow from others (transitive reduction: Aho, Garey, Ullman 1972).

    Names that `requires` has no entry for are left out. Raises `ValueError` on a circle.
    """
    known = {one: [need for need in dict.fromkeys(needs) if need in requires] for one, needs in requires.items()}
    try:
        order = tuple(TopologicalSorter(known).static_order())
    except CycleError as error:
        raise ValueError("a circle has no layers") from error
    reached: dict[str, set[str]] = {}
    for one in order:
        reached[one] = set(known[one]).union(*(reached[need] for need in known[one]))
    return {
        one: tuple(need for need in needs if not any(need in reached[other] for other in needs))
        for one, needs in known.items()
    }


def lay_out(requires: Mapping[str, Sequence[str]]) -> GraphLayout:
    """The layered picture of a graph: what is needed stands left of what needs it.

    A measure's layer is the length of the longest chain of prerequisites below it; rows are ordered by the mean of
    their neighbours' rows, swept both ways (Sugiyama, Tagawa, Toda 1981). Measures without any arrow are left out.
    Names that `requires` has no entry for are left out as well. Raises `ValueError` on a circle.
    """
    arrows = tuple((need, one) for one, needs in requires.items() for need in dict.fromkeys(needs) if need in requires)
    linked = [one for one in requires if any(one in arrow for arrow in arrows)]
    graph = {one: [need for need, other in arrows if other == one] for one in linked}
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ValueError("a circle has no layers") from error
    layer: dict[str, int] = {}
    for one in order:
        layer[one] = 1 + max((layer[need] for need in graph[one]), default=-1)
    columns: list[list[str]] = [[] for _ in range(1 + max(layer.values(), default=-1))]
    for one in linked:
        columns[layer[one]].append(one)
    _order(columns, arrows)
    nodes = tuple(Placed(one, at, row) for at, column in enumerate(columns) for row, one in enumerate(column))
    return GraphLayout(nodes, arrows)


def _order(columns: list[list[str]], arrows: Sequence[tuple[str, str]]) -> None:
    """Sort each column by the mean row of its neighbours, from the left and from the right in turn."""
    before: defaultdict[str, list[str]] = defaultdict(list)
    after: defaultdict[str, list[str]] = defaultdict(list)
    for need, one in arrows:
        before[one].append(need)
        after[need].append(one)
    for sweep in range(_SWEEPS):
        is_forward = sweep % 2 == 0
        neighbours = before if is_forward else after
        for column in columns if is_forward else reversed(columns):
            rows = {one: row for other in columns for row, one in enumerate(other)}
            own = {one: rows[one] for one in column}
            column.sort(key=lambda one: _mean([rows[other] for other in neighbours[one]], own[one]))


def _mean(rows: Sequence[int], own: int) -> float:
    return sum(rows) / len(rows) if rows else float(own)
