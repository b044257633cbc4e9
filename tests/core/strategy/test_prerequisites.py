"""Circles of prerequisites, and the layers in which they are drawn."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.texts import Text
from leitplanke.strategy.prerequisites import Placed, circle_in_words, find_circle, lay_out, without_detours

# Each node may need those with a smaller number: no circle.
GRAPHS = st.lists(st.sets(st.integers(0, 11)), min_size=1, max_size=12).map(
    lambda rows: {str(one): [str(need) for need in sorted(needs) if need < one] for one, needs in enumerate(rows)}
)


def test_small_graph_is_laid_out_in_layers():
    layout = lay_out({"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"], "alone": [], "e": ["unknown"]})

    assert layout.nodes == (Placed("a", 0, 0), Placed("b", 1, 0), Placed("c", 1, 1), Placed("d", 2, 0))
    assert layout.arrows == (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))
    assert (layout.layers, layout.rows) == (3, 2)


def test_rows_follow_their_neighbours_so_that_lines_do_not_cross():
    layout = lay_out({"a": [], "b": [], "x": ["b"], "y": ["a"]})

    rows = {node.id: node.row for node in layout.nodes}
    assert (rows["a"] < rows["b"]) == (rows["y"] < rows["x"])


@given(GRAPHS)
def test_what_is_needed_stands_left_and_no_two_share_a_place(requires):
    layout = lay_out(requires)

    place = {node.id: (node.layer, node.row) for node in layout.nodes}
    assert len(set(place.values())) == len(place)
    assert all(place[need][0] < place[one][0] for need, one in layout.arrows)
    assert {one for arrow in layout.arrows for one in arrow} == set(place)
    assert find_circle(requires) == ()


def test_what_follows_from_others_is_left_out():
    reduced = without_detours({"a": [], "b": ["a"], "c": ["a", "b"], "d": ["c", "a", "unknown"]})

    assert reduced == {"a": (), "b": ("a",), "c": ("b",), "d": ("c",)}


@given(GRAPHS)
def test_reduced_prerequisites_reach_the_same_and_none_of_them_can_be_spared(requires):
    reduced = without_detours(requires)

    assert _reached(reduced) == _reached(requires)
    for one, needs in reduced.items():
        for need in needs:
            spared = {**reduced, one: tuple(other for other in needs if other != need)}
            assert _reached(spared) != _reached(requires)


def _reached(requires):
    reached = {}
    for one in sorted(requires, key=int):
        reached[one] = {other for need in requires[one] for other in {need, *reached[need]}}
    return reached


def test_circle_is_found_and_told_in_words():
    requires = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}

    circle = find_circle(requires)

    assert circle[0] == circle[-1]
    assert set(circle) == {"a", "b", "c"}
    assert all(need in requires[one] for one, need in pairwise(circle))
    assert circle_in_words(("a", "b", "a"), {"a": Text("Eins", "One")}) == Text(
        "Die Voraussetzungen drehen sich im Kreis: „Eins“ (a) braucht „b“ (b) braucht „Eins“ (a).",
        "Prerequisites go round in a circle: “One” (a) needs “b” (b) needs “One” (a).",
    )


def test_circle_has_no_layers():
    with pytest.raises(ValueError, match="no layers"):
        lay_out({"a": ["b"], "b": ["a"]})
