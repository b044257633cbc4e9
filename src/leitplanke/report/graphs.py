"""Graphs in layers as SVG: boxes with words, lines from the left to the right, all lengths in rem.

The words grow with the reader's text size, colours are those of the page's text. A list beside the drawing says the
same, so the drawing is hidden from screen readers.
"""

import textwrap
from collections.abc import Mapping

from markupsafe import Markup, escape

from leitplanke.strategy.prerequisites import GraphLayout, Placed

WIDTH, HEIGHT, GAP, SPACE = 14.0, 3.25, 4.0, 0.75
_LETTERS, _LINES = 26, 2


def graph_drawing(layout: GraphLayout, labels: Mapping[str, str]) -> Markup:
    """The drawing of a graph that was laid out; a node without a label shows its id. Empty for an empty graph."""
    if not layout.nodes:
        return Markup("")
    width = layout.layers * (WIDTH + GAP) - GAP + 0.25
    height = layout.rows * (HEIGHT + SPACE) - SPACE + 0.25
    places = {node.id: _corner(node) for node in layout.nodes}
    lines = Markup("").join(_line(places[need], places[one]) for need, one in layout.arrows)
    boxes = Markup("").join(_box(places[node.id], labels.get(node.id, node.id)) for node in layout.nodes)
    head = (
        f'<svg class="graph" width="{width:g}rem" height="{height:g}rem" display="block" '
        'aria-hidden="true" focusable="false">'
    )
    return Markup(head) + lines + boxes + Markup("</svg>")  # noqa: S704 - numbers and our own words only


def _corner(node: Placed) -> tuple[float, float]:
    return 0.125 + node.layer * (WIDTH + GAP), 0.125 + node.row * (HEIGHT + SPACE)


def _line(start: tuple[float, float], end: tuple[float, float]) -> Markup:
    """From the right edge of what is needed to a point at the left edge of what needs it."""
    x1, y1 = start[0] + WIDTH, start[1] + HEIGHT / 2
    x2, y2 = end[0], end[1] + HEIGHT / 2
    stroke = f'<line x1="{x1:g}rem" y1="{y1:g}rem" x2="{x2:g}rem" y2="{y2:g}rem" stroke="currentColor"/>'
    return Markup(f'{stroke}<circle cx="{x2:g}rem" cy="{y2:g}rem" r="0.25rem" fill="currentColor"/>')  # noqa: S704 - numbers


def _box(corner: tuple[float, float], label: str) -> Markup:
    x, y = corner
    lines = textwrap.wrap(" ".join(label.split()), _LETTERS, max_lines=_LINES, placeholder=" …") or [""]
    first = y + (1.35 if len(lines) == 2 else 1.95)
    rect = Markup(  # noqa: S704 - numbers and our own words only
        f'<rect x="{x:g}rem" y="{y:g}rem" width="{WIDTH:g}rem" height="{HEIGHT:g}rem" rx="0.25rem" '
        'fill="none" stroke="currentColor"/>'
    )
    words = Markup("").join(
        Markup(f'<text x="{x + 0.5:g}rem" y="{first + 1.15 * at:g}rem" font-size="0.9375rem" fill="currentColor">')  # noqa: S704 - numbers
        + escape(line)
        + Markup("</text>")
        for at, line in enumerate(lines)
    )
    return rect + words
