"""What a style sheet says of a width it says of every scheme, so that tests need not look at each pair of them."""

import re
from pathlib import Path

import pytest

from css import Rule, parse

SOURCES = Path(__file__).parents[3] / "src"
SHEETS = (
    *sorted((SOURCES / "leitplanke" / "report" / "assets").glob("*.css")),
    SOURCES / "leitplanke_web" / "design" / "static" / "design" / "leitplanke.css",
)
WIDTH = re.compile(r"@(media|container)[^{]*(width|inline-size)")
COLOUR = re.compile(r"^(color|background|fill|opacity|filter)")  # what the contrast of words depends on


def coloured_by_width(rules: tuple[Rule, ...], *, inside: bool = False) -> list[str]:
    found = []
    for rule in rules:
        within = inside or WIDTH.match(rule.prelude) is not None
        found += [f"{rule.prelude} {one}" for one in rule.declarations if within and COLOUR.search(one)]
        found += coloured_by_width(rule.rules, inside=within)
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_colour_depends_on_the_width(sheet):
    rules = parse(sheet.read_text("utf-8"))

    assert rules != ()
    assert coloured_by_width(rules) == []


def test_colour_that_depends_on_the_width_is_found():
    planted = """@media (max-width: 30rem) { a { color: red; margin: 0 } }
    @container (min-width: 9rem) { b { background-color: var(--ground); border: 0 } } i { color: red }"""

    assert coloured_by_width(parse(planted)) == ["a color:red", "b background-color:var(--ground)"]
