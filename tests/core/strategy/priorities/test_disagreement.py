import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from leitplanke.strategy.priorities.disagreement import Disagreement, agreements, disagreements, rank_correlation

places = st.lists(st.integers(1, 6), min_size=6, max_size=6).map(np.array)


def test_agreements_of_every_two_audiences():
    ranks = {"a": np.array([1, 2, 3]), "b": np.array([3, 2, 1]), "c": np.array([1, 1, 1])}

    assert [(one.audience, one.other, one.tau) for one in agreements(ranks)] == [
        ("a", "b", -1),
        ("a", "c", None),
        ("b", "c", None),
    ]


def test_disagreements_tell_the_most_disputed_first():
    ranks = {"a": np.array([1, 2, 3]), "b": np.array([1, 3, 2]), "c": np.array([2, 3, 1])}

    assert disagreements(ranks, measures=("x", "y", "z")) == (
        Disagreement("z", 1, ("c",), 3, ("a",)),
        Disagreement("x", 1, ("a", "b"), 2, ("c",)),
        Disagreement("y", 2, ("a",), 3, ("b", "c")),
    )


@settings(max_examples=80, deadline=None)
@given(places, places)
def test_rank_correlation_is_that_of_scipy(one, other):
    found = rank_correlation(one, other)

    expected = kendalltau(one, other).statistic
    assert (found is None and np.isnan(expected)) or found == pytest.approx(expected)
