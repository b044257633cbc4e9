"""The attacker's programmes in fractions find what the solver of floating point finds, exactly."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from factories.exact_programme import ExactProgramme


def fractions(row):
    return [Fraction(int(one)) for one in row]


@st.composite
def programmes(draw):
    """Sums of unknown counts of which one solution is known, some of them twice, and ceilings above it."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    unknowns, facts, ceilings = (int(rng.integers(*ends)) for ends in ((2, 9), (1, 6), (0, 3)))
    truth = rng.integers(0, 12, unknowns)
    equal, most = rng.integers(0, 3, (facts, unknowns)), rng.integers(0, 3, (ceilings, unknowns))
    equal = np.vstack([equal, equal[:1], np.ones((1, unknowns), dtype=int)])
    return equal, equal @ truth, most, most @ truth + rng.integers(0, 4, ceilings), rng.integers(0, 2, unknowns), truth


@given(programmes())
@settings(max_examples=80, deadline=None)
def test_exact_range_is_that_of_the_solver(programme):
    equal, values, most, limits, wanted, truth = programme
    pairs = [(fractions(row), Fraction(int(value))) for row, value in zip(equal, values, strict=True)]
    ceilings = [(fractions(row), Fraction(int(limit))) for row, limit in zip(most, limits, strict=True)]

    low, high = ExactProgramme(len(wanted), pairs, ceilings).range_of(fractions(wanted))

    ends = [
        sign * linprog(sign * wanted, A_eq=equal, b_eq=values, A_ub=most, b_ub=limits, method="highs").fun
        for sign in (1, -1)
    ]
    assert [float(low), float(high)] == pytest.approx(ends, abs=1e-7)
    assert low <= wanted @ truth <= high


def test_ends_are_fractions_without_error_and_none_without_limit():
    thirds = ExactProgramme(2, [(fractions([3, 0]), Fraction(1))], [])

    assert thirds.range_of(fractions([1, 0])) == (Fraction(1, 3), Fraction(1, 3))
    assert thirds.range_of(fractions([1, 1])) == (Fraction(1, 3), None)


def test_facts_that_contradict_each_other_are_refused():
    with pytest.raises(ValueError, match="contradict"):
        ExactProgramme(1, [(fractions([1]), Fraction(1)), (fractions([2]), Fraction(3))], [])
