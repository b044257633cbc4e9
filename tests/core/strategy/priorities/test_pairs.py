from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.strategy.priorities import Comparison, weigh_pairs

DRINKS = ("coffee", "wine", "tea", "beer", "sodas", "milk", "water")
HOUSE = ("size", "transport", "neighbourhood", "age", "yard", "modern", "condition", "finance")


def comparisons(items, upper):
    return [Comparison(one, other, times) for (one, other), times in zip(combinations(items, 2), upper, strict=True)]


def test_weights_golden_case_drinks():
    # Saaty (2008), Decision making with the analytic hierarchy process: which drink is consumed more in the USA
    upper = [9, 5, 2, 1, 1, 1 / 2, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 3, 1 / 4, 1 / 3, 1 / 9]
    upper += [1 / 2, 1, 1 / 3, 2, 1 / 2, 1 / 3]

    found = weigh_pairs(comparisons(DRINKS, upper))

    assert found.weights == pytest.approx([0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], abs=6e-4)
    assert found.consistency_ratio == pytest.approx(0.022, abs=1e-3)
    assert found.is_consistent


def test_contradiction_golden_case_house():
    # Saaty (2003), EJOR 145: buying a house; the judgement neighbourhood / condition = 6 fits least, about 1/2 mends it
    upper = [5, 3, 7, 6, 6, 1 / 3, 1 / 4, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7, 6, 3, 4, 6, 1 / 5]
    upper += [1 / 3, 1 / 4, 1 / 7, 1 / 8, 1 / 2, 1 / 5, 1 / 6, 1 / 5, 1 / 6, 1 / 2]

    found = weigh_pairs(comparisons(HOUSE, upper))

    assert found.weights == pytest.approx([0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333], abs=6e-4)
    assert found.largest_eigenvalue == pytest.approx(9.669, abs=1e-3)
    assert found.consistency_ratio == pytest.approx(0.17, abs=5e-3)
    assert not found.is_consistent
    assert (found.mending.first, found.mending.second, found.mending.told) == ("neighbourhood", "condition", 6)
    assert found.mending.fitting == pytest.approx(0.459, abs=1e-3)
    assert found.mending.ratio_after == pytest.approx(0.083, abs=1e-3)


def test_contradiction_names_three_comparisons_and_what_follows():
    found = weigh_pairs(comparisons("abc", [3, 5, 1 / 4]))

    worst = found.contradiction
    assert (worst.first, worst.second, worst.third) == ("a", "b", "c")
    assert (worst.first_over_second, worst.second_over_third, worst.told) == (3, 0.25, 5)
    assert worst.followed == 0.75


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(1, 3), min_size=3, max_size=8))
def test_consistent_comparisons_give_their_weights_back(weights):
    items = [str(number) for number in range(len(weights))]
    upper = [one / other for one, other in combinations(weights, 2)]

    found = weigh_pairs(comparisons(items, upper))

    assert found.weights == pytest.approx(np.array(weights) / sum(weights), abs=1e-9)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.contradiction is None or found.contradiction.followed == pytest.approx(found.contradiction.told)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1, 2, 4, 9]), min_size=10, max_size=10))
def test_mending_never_makes_comparisons_less_consistent(upper):
    found = weigh_pairs(comparisons("abcde", upper))

    assert sum(found.weights) == pytest.approx(1)
    assert found.mending is None or found.mending.ratio_after <= found.consistency_ratio + 1e-9


@pytest.mark.parametrize(
    ("told", "match"),
    [
        ([("a", "b", 2), ("a", "c", 2)], "Not compared: b × c"),
        ([("a", "b", 2), ("b", "a", 2)], "used twice: a × b"),
        ([], "0 criteria are compared"),
    ],
)
def test_missing_and_doubled_pairs_are_named(told, match):
    with pytest.raises(InvalidValueError, match=match):
        weigh_pairs([Comparison(*one) for one in told])


@pytest.mark.parametrize(("second", "times", "match"), [("b", 10, "not on the scale"), ("a", 1, "both sides")])
def test_comparison_refuses_what_is_none(second, times, match):
    with pytest.raises(InvalidValueError, match=match):
        Comparison("a", second, times)
