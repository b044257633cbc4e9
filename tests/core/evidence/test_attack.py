"""An attack on everything that is published about one question, by a reader who knows the form and the rules."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.attack import FORMS, MINIMUM, Attacker, published, secrets
from factories.participation import SEXES


def small_counts_computed(form, people):
    """The secrets under the minimum that what is published leaves one value for.

    That everybody answered is no secret: it tells nothing of anybody.
    """
    report = published(form, people)
    if not report.tables:
        return []
    attacker = Attacker(form, report)
    has_missing = any(count for (_, pattern), count in people.items() if not pattern)
    found = []
    for inside in (SEXES, *((sex,) for sex in SEXES)):
        for name, belongs in secrets(form):
            row = attacker.row(lambda s, p, inside=inside, belongs=belongs: s in inside and belongs(p))
            true = row @ np.array([people[atom] for atom in attacker.people])
            is_secret = true < MINIMUM and (name != "missing" or has_missing)
            if is_secret and attacker.is_computed(row, true):
                found.append((inside, name, true))
    return found


@st.composite
def votes(draw):
    """A form, and people who answer it: some answers are given by many, some by few, some by nobody."""
    form = draw(st.sampled_from(FORMS))
    many = st.one_of(st.integers(0, 3), st.integers(0, 40))
    return form, Counter({atom: draw(many) for atom in product(SEXES, form.patterns)})


@given(votes())
@settings(max_examples=25, deadline=None)
def test_attack_on_one_question_computes_no_small_count(vote):
    assert small_counts_computed(*vote) == []


CRAFTED = {
    "three answered otherwise": (FORMS[1], {("a",): 60, ("a", "b"): 35, ("a", "c"): 25, ("b",): 3, (): 30}),
    "two options, few gave both": (FORMS[0], {("a",): 40, ("b",): 30, ("a", "b"): 4, (): 20}),
    "two options, nobody gave both": (FORMS[0], {("a",): 40, ("b",): 30, (): 20}),
    "everybody ticked one of many": (FORMS[1], {("a",): 40, ("b",): 30, ("c",): 20, (): 20}),
    "ranks of two, few put b first": (
        FORMS[6],
        {("a", "b"): 40, ("b", "a"): 3, ("a", "c"): 30, ("c", "a"): 20, ("b", "c"): 2, ("c", "b"): 15, (): 20},
    ),
    "nobody misses": (FORMS[4], {("a", "b"): 40, ("a", "c"): 30, ("b", "c"): 20, ("c", "d"): 12, ("b", "d"): 3}),
}


@pytest.mark.parametrize("name", CRAFTED)
def test_attack_on_a_crafted_survey_computes_no_small_count(name):
    form, counts = CRAFTED[name]
    people = Counter({(sex, pattern): n for sex in SEXES for pattern, n in counts.items()})

    assert small_counts_computed(form, people) == []
    assert small_counts_computed(form, Counter({atom: n for atom, n in people.items() if atom[0] == "f"})) == []


def test_withheld_small_answer_is_not_told_by_the_rule_that_withholds_it():
    # everybody ticks something: of 90 who answer 81 tick a, so at least 9 tick b; withheld for being under 10, b is 9
    people = Counter({("f", ("a",)): 81, ("f", ("b",)): 9, ("f", ()): 10})

    tables = published(FORMS[0], people).tables

    assert all({"a", "no_answer"} - {cell.options[0] for cell in table.cells} for table in tables)
