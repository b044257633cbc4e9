"""An attack by subtraction: whoever reads both published versions learns nothing of few who came between them."""

from collections import Counter

import numpy as np
import pytest

from factories.attack import FORMS
from factories.attack_on_versions import people, told_of_few
from leitplanke.evidence.versions import keep


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_second_version_tells_nothing_of_few_who_came(form):
    rng = np.random.default_rng(5)
    for came in (4, 60):
        found = told_of_few(form, people(rng, form, 60), people(rng, form, came), kept=True)

        assert found == []


BEFORE = Counter(
    {("f", ("a",)): 27, ("f", ("b",)): 23, ("f", ()): 22, ("m", ("a",)): 26, ("m", ("b",)): 33, ("m", ()): 22}
)
CAME = Counter(
    {
        ("f", ("a",)): 16,
        ("f", ("b",)): 30,
        ("f", ("a", "b")): 23,
        ("m", ("a",)): 16,
        ("m", ("b",)): 23,
        ("m", ("a", "b")): 19,
        ("m", ()): 3,
    }
)


def test_answer_told_in_the_second_version_alone_does_not_betray_the_first():
    """Nobody gave both answers at first, so who gave none was withheld; told later it would have been one equation."""
    assert told_of_few(FORMS[0], BEFORE, CAME, kept=True) == []


def test_without_the_rule_on_hidden_answers_fractions_tell_that_no_woman_who_came_was_silent(monkeypatch):
    """The attack must find what the rule is for: one whole number is left, by exact programmes."""
    monkeypatch.setattr(keep, "tell_few", lambda *_sides, **_rules: False)

    assert told_of_few(FORMS[0], BEFORE, CAME, kept=True) == [((1,), ("f",), "missing", 0)]


def test_attack_finds_what_versions_alone_would_tell():
    """Without control between versions the same attack computes answers of single people."""
    rng = np.random.default_rng(5)

    found = told_of_few(FORMS[0], people(rng, FORMS[0], 60), people(rng, FORMS[0], 2), kept=False)

    assert found != []
