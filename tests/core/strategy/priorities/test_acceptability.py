import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.strategy.priorities.acceptability import rank_acceptability
from leitplanke.strategy.priorities.admissible import Admissible, draw_weights

ORDER = ((0, 1), (1, 2), (2, 3))


def free(count, orders=()):
    return Admissible(np.zeros(count), np.ones(count), orders)


def share_first(scores, measure):
    """Exact: the share of the triangle of three weights in which the measure has the largest value, by clipping."""
    corners = [np.eye(3)[at] for at in range(3)]
    for other in scores:
        lead = scores[measure] - other
        kept = []
        for one, following in zip(corners, corners[1:] + corners[:1], strict=True):
            here, there = one @ lead, following @ lead
            kept += [one] if here >= 0 else []
            if here * there < 0:
                kept.append(one + (following - one) * here / (here - there))
        corners = kept
    if len(corners) < 3:
        return 0.0
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(one[0] * two[1] - one[1] * two[0] for one, two in pairs))  # the whole triangle has ½ of this: 1


@pytest.mark.parametrize(
    ("scores", "first"),
    [
        # two criteria: A wins where w > 1/2, so the line is cut in halves; Lahdelma, Salminen (2001), equation 6
        ([[1, 0], [0, 1]], [1 / 2, 1 / 2]),
        # C wins for weights from 2/5 to 3/5
        ([[1, 0], [0, 1], [0.6, 0.6]], [0.4, 0.4, 0.2]),
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1 / 3, 1 / 3, 1 / 3]),
    ],
)
def test_first_ranks_in_closed_form(scores, first):
    found = rank_acceptability(np.array(scores, dtype=float), admissible=free(len(scores[0])), seed=1, draws=40_000)

    assert found.first == pytest.approx(first, abs=0.01)


def test_first_ranks_are_the_areas_of_the_triangle():
    scores = np.random.default_rng(3).random((6, 3))

    found = rank_acceptability(scores, admissible=free(3), seed=1, draws=40_000)

    assert found.first == pytest.approx([share_first(scores, at) for at in range(6)], abs=0.01)


def test_central_weights_are_the_centre_of_the_favourable_ones():
    found = rank_acceptability(np.eye(3), admissible=free(3), seed=1, draws=40_000)

    # where w1 is the largest of three the mean is 11/18, 7/36, 7/36
    assert found.central[0] == pytest.approx([11 / 18, 7 / 36, 7 / 36], abs=0.01)


def test_equal_measures_share_their_rank_and_nobody_wins_behind_a_better_one():
    scores = np.array([[0.9, 0.9], [0.9, 0.9], [0.5, 0.5]])

    found = rank_acceptability(scores, admissible=free(2), seed=1, draws=100)

    assert found.shares.tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 1]]
    assert np.isnan(found.central[2]).all()
    assert found.mean_rank.tolist() == [1, 1, 3]
    assert found.within(2).tolist() == [1, 1, 0]


@settings(max_examples=30, deadline=None)
@given(arrays(float, (6, 4), elements=st.integers(0, 10).map(lambda value: value / 10)), st.integers(0, 99))
def test_ranks_are_those_of_the_definition(scores, seed):
    found = rank_acceptability(scores, admissible=free(4), seed=seed, draws=50)

    values = draw_weights(free(4), count=50, seed=seed) @ scores.T
    ranks = 1 + (values[:, None, :] > values[:, :, None] + 1e-9).sum(axis=2)
    expected = np.array([[(ranks[:, at] == rank + 1).mean() for rank in range(6)] for at in range(6)])
    assert found.shares == pytest.approx(expected)


def test_draws_are_uniform_on_the_simplex():
    drawn = draw_weights(free(4), count=20_000, seed=1)

    # Dirichlet(1, 1, 1, 1): mean 1/4, variance 3/80
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx(0.25, abs=0.005)
    assert drawn.var(axis=0) == pytest.approx(3 / 80, abs=0.002)


@pytest.mark.parametrize("size", [3, 7])
def test_draws_in_an_order_are_sorted_draws(size):
    # three criteria are drawn anew where the order fails, seven (one draw in 5040 fits) by hit-and-run
    orders = tuple((at, at + 1) for at in range(size - 1))

    drawn = draw_weights(free(size, orders), count=10_000, seed=1)

    # mean of the k-th largest of n uniform spacings: Σ 1/j for j = k … n, over n
    expected = [sum(1 / j for j in range(k, size + 1)) / size for k in range(1, size + 1)]
    assert (np.diff(drawn, axis=1) <= 1e-9).all()
    assert drawn.mean(axis=0) == pytest.approx(expected, abs=0.01)


def test_draws_keep_limits_and_orders():
    narrow = Admissible(np.array([0.1, 0.2, 0, 0.05]), np.array([0.3, 0.4, 0.35, 0.2]), ((1, 0), (2, 3)))

    drawn = draw_weights(narrow, count=2_000, seed=1)

    assert all(narrow.contains(one) for one in drawn)
    assert drawn.sum(axis=1) == pytest.approx(1)


def test_draws_from_a_thin_set_keep_it():
    thin = Admissible(np.array([0.3, 0.3, 0.3]), np.array([0.34, 0.34, 0.34]), ((0, 1), (1, 2)))

    drawn = draw_weights(thin, count=500, seed=1)

    assert all(thin.contains(one) for one in drawn)
    assert drawn.std(axis=0).min() > 1e-3


def test_a_single_admissible_weighting_is_drawn_again_and_again():
    one = Admissible(np.array([0.5, 0.2, 0.3]), np.array([0.5, 0.2, 0.3]))

    assert draw_weights(one, count=3, seed=1) == pytest.approx(np.array([[0.5, 0.2, 0.3]] * 3))


@pytest.mark.parametrize(
    ("least", "most", "orders"),
    [
        ([0.6, 0.6], [1, 1], ()),
        ([0, 0], [0.4, 0.4], ()),
        ([0, 0.6], [1, 1], ((0, 1),)),
    ],
)
def test_limits_that_leave_nothing_are_refused(least, most, orders):
    with pytest.raises(InvalidValueError, match="leave no weights"):
        Admissible(np.array(least, dtype=float), np.array(most, dtype=float), orders)
