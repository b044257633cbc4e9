"""Measures that may be the same."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Measure, MeasureClass, MeasureState, Mode
from leitplanke.strategy.similar import ALIKE, SimilarPair, similar_pairs

OTHERS = ("Barrierefreie Website", "E-Rechnung empfangen", "WLAN auf Plätzen", "Ausbau der Netze", "Offene Daten")


def measure(name, title, description=""):
    return Measure(
        name, Text(title), Text(description), Text(""), "field", "area", MeasureClass.OTHER, "unit", MeasureState.IDEA,
        Text(""), (), (Mode("own", Text("own"), 1, 0, 0, 0, ()),),
    )  # fmt: skip


def listed(*titles):
    return [measure(f"m{place}", title) for place, title in enumerate((*titles, *OTHERS))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Online-Terminvergabe einführen", "Terminvergabe online"),
        ("Mobiles Bürgerbüro", "Mobile Bürgerbüros für Ältere"),
        ("Einführung E-Akte", "E-Akte einführen"),
        ("BÜRGERBÜRO", "Buergerbuero"),
    ],
)
def test_titles_that_mean_the_same_in_nearly_the_same_letters_are_found(one, other):
    [pair, *rest] = similar_pairs(listed(one, other))

    assert (pair.first, pair.second) == ("m0", "m1")
    assert rest == []


def test_other_words_for_the_same_thing_are_not_found():
    assert similar_pairs(listed("Bürgerkoffer", "Mobiles Bürgerbüro")) == ()


def test_pairs_without_a_new_measure_are_left_out():
    measures = listed("Online-Termine", "Online-Termine")

    assert similar_pairs(measures, new=frozenset({"m2"})) == ()
    assert similar_pairs(measures, new=frozenset({"m1"})) == (SimilarPair("m0", "m1", 1.0),)


def test_measures_without_letters_are_like_nothing():
    assert similar_pairs(listed("–", "–")) == ()
    assert similar_pairs([measure("a", "Eins")]) == ()


@given(st.lists(st.text("abcde ", max_size=12), min_size=2, max_size=6))
def test_likeness_is_symmetric_and_one_for_itself(titles):
    measures = [measure(f"m{place}", title) for place, title in enumerate(titles)]

    found = similar_pairs(measures, alike=0.0001)
    turned = similar_pairs(measures[::-1], alike=0.0001)

    assert {frozenset((one.first, one.second)): one.likeness for one in found} == pytest.approx(
        {frozenset((one.first, one.second)): one.likeness for one in turned}, abs=2e-4
    )
    assert all(0 < one.likeness <= 1.0001 for one in found)
    twin = similar_pairs([*measures, replace(measures[0], id="twin")], alike=0.999)
    has_words = bool(titles[0].split())
    assert any({one.first, one.second} == {"m0", "twin"} for one in twin) == has_words


def test_likeness_is_the_cosine_of_weighted_letters():
    """By hand: titles `ab` and `ab cd`, grams of ` ab ` (3: ` ab`, `ab `; 4: ` ab `) and of ` cd `."""
    both, one = np.log(3 / 3) + 1, np.log(3 / 2) + 1
    weight = 1 + np.log(3)
    shared = 3 * (weight * both) ** 2
    expected = shared / np.sqrt(shared * (shared + 3 * (weight * one) ** 2))

    [pair] = similar_pairs([measure("x", "ab"), measure("y", "ab cd")], alike=ALIKE)

    assert pair.likeness == pytest.approx(expected, abs=1e-4)
