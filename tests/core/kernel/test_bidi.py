"""What somebody typed does not turn the words around it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.bidi import direction_of, isolated

CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
OPENING = ("LRI", "RLI", "FSI")


@pytest.mark.parametrize("typed", ["", "durchs Fenster", "12,5 %", "🌳", "naïve – ja"])
def test_text_that_turns_nothing_stays(typed):
    assert isolated(typed) == typed


@pytest.mark.parametrize(
    ("typed", "isolate"),
    [
        ("\u202eneträG", "\u2068\u202eneträG\u2069"),
        ("مرحبا", "\u2068مرحبا\u2069"),
        ("\u2069\u202eaus", "\u2068\u2068\u2069\u202eaus\u2069"),
        ("\u2067offen", "\u2068\u2067offen\u2069\u2069"),
    ],
)
def test_what_turns_is_closed_in(typed, isolate):
    assert isolated(typed) == isolate


@given(st.text(st.one_of(st.sampled_from(CONTROLS), st.sampled_from("ab א٣."))))
def test_no_control_reaches_what_stands_around(typed):
    """At no place inside is our isolate closed, and at the end every isolate is."""
    depth, least = 0, 1
    text = isolated(typed)
    for place, letter in enumerate(text):
        kind = unicodedata.bidirectional(letter)
        depth += kind in OPENING
        depth -= kind == "PDI"
        if text != typed and place < len(text) - 1:
            least = min(least, depth)

    assert depth == 0
    assert least == 1


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("de", "ltr"), ("plain", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("fa_AF", "rtl"), ("uk", "ltr"),
        ("pa-Arab-PK", "rtl"), ("az", "ltr"), ("ku-arab", "rtl"), ("ar-Latn", "ltr"), ("", "ltr"),
    ],
)  # fmt: skip
def test_direction_follows_the_script_and_else_the_language(tag, direction):
    assert direction_of(tag) == direction
