import numpy as np

from leitplanke.roadmap.solvers.price_steps import Answer, better_prices


def test_price_is_where_the_known_answers_meet():
    # By hand: one thing is shared; a part without it is worth 0, with it 8: the lower hull 1 · p + max(0, 8 - 2 · p)
    # falls up to p = 4 and rises after it.
    answers = [Answer(0, 0.0, np.array([0.0])), Answer(0, 8.0, np.array([2.0]))]

    found = better_prices(np.array([1.0]), np.array([1.0]), answers, reach=np.array([10.0]))

    assert found.round(6).tolist() == [4.0]


def test_price_moves_no_farther_than_its_reach_and_never_below_nothing():
    answers = [Answer(0, 8.0, np.array([2.0, 0.0]))]

    found = better_prices(np.array([1.0, 1.0]), np.array([1.0, 0.5]), answers, reach=np.array([2.0, 2.0]))

    assert found.round(6).tolist() == [3.0, 0.0]


def test_price_that_may_not_move_stays():
    answers = [Answer(0, 8.0, np.array([2.0]))]

    assert better_prices(np.array([1.0]), np.array([1.0]), answers, reach=np.array([0.0])).tolist() == [1.0]
