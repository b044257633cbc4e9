"""Colours become what browsers show for them; what is not in use is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendor_design import DESIGN, hex_colours, kern_sheet

KERN = (DESIGN / "styles/kern.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("oklch", "colour"),
    [
        ("oklch(0% 0 0)", "#000000"),
        ("oklch(100% 0 0)", "#ffffff"),
        # CSS Color 4, table of named colours converted to oklch
        ("oklch(62.796% 0.25768 29.234)", "#ff0000"),
        ("oklch(86.644% 0.29483 142.495)", "#00ff00"),
        ("oklch(45.201% 0.31321 264.052)", "#0000ff"),
        ("oklch(51.975% 0.17686 142.495)", "#008000"),
        # KERN's own hex beside its oklch value
        ("oklch(42.84% 0.1689 265.02)", "#2044aa"),
    ],
)
def test_colour_is_that_of_the_standard(oklch, colour):
    assert hex_colours(f"a{{color:{oklch}}}") == f"a{{color:{colour}}}"


@given(st.integers(0, 100))
def test_colour_without_chroma_is_grey(lightness):
    colour = hex_colours(f"oklch({lightness}% 0 0)")

    assert colour[1:3] == colour[3:5] == colour[5:7]


@given(st.integers(0, 100), st.integers(0, 400), st.integers(0, 360))
def test_every_colour_is_six_digits(lightness, chroma, hue):
    assert len(hex_colours(f"oklch({lightness}% {chroma / 1000} {hue})")) == 7


def test_unused_components_mixed_colours_and_dark_paper_are_gone():
    text = """
    .kern-btn { color: oklch(0% 0 0); background: color-mix(in oklch, red, blue) } .kern-dialog { top: 0 }
    .kern-icon--info { mask: none } .kern-icon--home { mask: none }
    @media (prefers-color-scheme: light) { :root { --a: 1 } } @media (prefers-color-scheme: dark) { :root { --a: 2 } }
    [data-kern-theme=dark], .kern-dark { --a: 2 }
    """

    assert kern_sheet(text) == (
        ".kern-btn{color:#000000}\n.kern-icon--info{mask:none}\n:root{--a:1}\n"
        "@media screen and (prefers-color-scheme: dark){:root:not([data-kern-theme=light]){--a:2}}\n"
        "@media screen{[data-kern-theme=dark]{--a:2}}\n"
    )


def test_what_is_in_the_repository_says_its_version_and_no_new_colours():
    assert KERN.startswith("/* KERN, @kern-ux/native 2.7.2, EUPL-1.2")
    assert ("oklch" in KERN, "color-mix" in KERN) == (False, False)
