import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from leitplanke.strategy.priorities.changes import smallest_change, turning_weight

tenths = arrays(float, 4, elements=st.integers(0, 10).map(lambda value: value / 10))
points = arrays(float, 4, elements=st.integers(0, 9).map(float)).filter(lambda value: value.sum() > 0)


def least_moved(lead, weights):
    """The linear programme itself: least ½ Σ (up + down) so that the lead is gone; None if there is no way."""
    size = len(lead)
    found = linprog(
        np.full(2 * size, 0.5),
        A_ub=[np.concatenate((lead, -lead))],
        b_ub=[-weights @ lead],
        A_eq=[np.concatenate((np.ones(size), -np.ones(size)))],
        b_eq=[0],
        bounds=[(0, None)] * size + [(0, weight) for weight in weights],
    )
    return found.fun if found.success else None


def test_smallest_change_by_hand():
    ahead, behind = np.array([1.0, 0.2]), np.array([0.6, 0.8])

    found = smallest_change(ahead, behind, weights=np.array([0.7, 0.3]))

    # lead 0.4 · 0.7 − 0.6 · 0.3 = 0.1; a unit that moves takes 1.0 from it
    assert found.moved == pytest.approx(0.1)
    assert found.weights == pytest.approx([0.6, 0.4])


def test_nothing_changes_the_order_of_one_that_is_nowhere_better():
    assert smallest_change(np.array([0.9, 0.5]), np.array([0.9, 0.4]), weights=np.array([0.5, 0.5])) is None


def test_what_rounding_leaves_of_the_lead_moves_no_weight():
    ahead, behind = np.array([0.3, 0.0, 0.2, 0.7]), np.array([0.0, 0.0, 0.3, 0.8])

    found = smallest_change(ahead, behind, weights=np.array([0.4, 0.0, 0.2, 0.4]))

    # lead 0.3 · 0.4 − 0.1 · 0.2 − 0.1 · 0.4 = 0.06; a unit that moves takes 0.4 from it, and 0.2 − 0.3 is not 0.7 − 0.8
    assert found.moved == pytest.approx(0.15)
    assert found.weights == pytest.approx([0.25, 0.0, 0.2, 0.55])


@settings(max_examples=80, deadline=None)
@given(tenths, tenths, points)
def test_smallest_change_is_the_optimum_of_the_linear_programme(ahead, behind, given_points):
    weights = given_points / given_points.sum()
    if weights @ (ahead - behind) < 0:
        ahead, behind = behind, ahead

    found = smallest_change(ahead, behind, weights=weights)

    expected = least_moved(ahead - behind, weights)
    if found is None:
        assert (ahead >= behind).all()
        assert expected is None or weights @ (ahead - behind) <= 1e-9 or (ahead == behind).any()
        return
    assert found.moved == pytest.approx(expected, abs=1e-7)
    assert found.weights.sum() == pytest.approx(1)
    assert found.weights.min() >= -1e-12
    assert found.weights @ (ahead - behind) <= 1e-9


@settings(max_examples=80, deadline=None)
@given(tenths, tenths, points, st.integers(0, 3))
def test_turning_weight_makes_both_level(ahead, behind, given_points, criterion):
    weights = given_points / given_points.sum()

    turning = turning_weight(ahead, behind, weights=weights, criterion=criterion)

    if turning is not None:
        changed = weights * (1 - turning) / (1 - weights[criterion])
        changed[criterion] = turning
        assert changed @ (ahead - behind) == pytest.approx(0, abs=1e-9)
