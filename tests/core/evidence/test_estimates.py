import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.evidence.estimates import Estimator
from leitplanke.evidence.margins import Margin
from leitplanke.evidence.weighting import rake, unweighted
from leitplanke.evidence.wilson import wilson_interval


@pytest.mark.parametrize(
    ("successes", "n", "interval"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0000, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_interval_agrees_with_newcombe_1998(successes, n, interval):
    # Newcombe (1998), Statistics in Medicine 17, 857, table I, method 3
    assert tuple(round(edge, 4) for edge in wilson_interval(successes / n, n)) == interval


@given(st.floats(0, 1), st.floats(1, 1e6))
def test_wilson_interval_holds_the_share_and_mirrors(share, n):
    low, high = wilson_interval(share, n)

    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    assert wilson_interval(1 - share, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)
    assert high - low >= wilson_interval(share, n * 2)[1] - wilson_interval(share, n * 2)[0] - 1e-12


def test_unweighted_share_has_the_binomial_variance():
    estimator = Estimator(unweighted(np.array([40, 60])))

    assert estimator.mean(np.array([10, 20])) == pytest.approx(0.3, abs=1e-15)
    assert estimator.variance(np.array([10, 20])) == pytest.approx(0.3 * 0.7 / 100, rel=1e-12)
    assert estimator.effective_n(np.array([10, 20])) == pytest.approx(100, rel=1e-12)


def test_effective_n_of_an_answer_of_everybody_or_nobody_is_kish():
    weights = rake(np.array([30, 10]), (Margin(("x",), np.array([0, 1]), np.array([20.0, 20.0])),))
    estimator = Estimator(weights)

    assert estimator.effective_n(np.array([0, 0])) == weights.kish_n == pytest.approx(30)
    assert estimator.effective_n(np.array([30, 10])) == weights.kish_n


class People:
    """Microdata: a row per person with an age, a district and an answer; 12 persons have no age."""

    def __init__(self, seed=3, n=240):
        rng = np.random.default_rng(seed)
        self.age = rng.choice(3, n, p=(0.2, 0.3, 0.5))
        self.district = rng.choice(4, n)
        self.answer = (rng.random(n) < 0.2 + 0.2 * self.age + 0.05 * self.district).astype(int)
        self.age[rng.choice(n, 12, replace=False)] = 3
        self.everybody = np.arange(n)

    def estimator(self, chosen):
        """The product's way: cells and counts. The answers of `chosen` persons, per cell, come along."""
        pairs = np.stack([self.age[chosen], self.district[chosen]], axis=1)
        cells, cell = np.unique(pairs, axis=0, return_inverse=True)
        cell, n = cell.reshape(-1), len(chosen)
        unknown = int((self.age[chosen] == 3).sum())
        by_age = np.append(np.array([0.3, 0.4, 0.3]) * (n - unknown), unknown)
        by_district = np.array([0.3, 0.3, 0.2, 0.2]) * n
        margins = (Margin(("age",), cells[:, 0], by_age, 3), Margin(("district",), cells[:, 1], by_district))
        estimator = Estimator(rake(np.bincount(cell), margins))
        return estimator, np.bincount(cell, weights=self.answer[chosen]).astype(np.int64), cell


def test_variance_agrees_with_the_full_design_matrix():
    people = People()
    estimator, answers, cell = people.estimator(people.everybody)
    n = len(people.everybody)
    weight = estimator.weights.per_cell[cell]

    # the same formula written over persons, with reference coding instead of a generalised inverse
    dummies = [np.ones(n), *(people.age == a for a in (1, 2, 3)), *(people.district == d for d in (1, 2, 3))]
    design = np.stack(dummies, axis=1).astype(float)
    inverse = np.linalg.inv(design.T @ (weight[:, None] * design))
    slope = inverse @ (design.T @ (weight * people.answer))
    leverage = weight * np.sum((design @ inverse) * design, axis=1)
    level = np.array([0.0, slope[1], slope[2], slope[3]])
    drift = ((people.age == 3) - 12 / n) * (level[3] - level[:3] @ (0.3, 0.4, 0.3))
    influence = weight * (people.answer - design @ slope) / (1 - leverage) + drift

    assert estimator.mean(answers) == pytest.approx(np.average(people.answer, weights=weight), rel=1e-12)
    assert estimator.variance(answers) == pytest.approx((influence @ influence) / n**2 * ((n - 1) / n) ** 2, rel=1e-10)


def test_variance_is_near_the_jackknife_that_rakes_anew():
    people = People()
    estimator, answers, _ = people.estimator(people.everybody)

    left_out = []
    for person in people.everybody:
        smaller, counts, _ = people.estimator(np.delete(people.everybody, person))
        left_out.append(smaller.mean(counts))
    n = len(left_out)
    jackknife = (n - 1) / n * sum((mean - np.mean(left_out)) ** 2 for mean in left_out)

    assert estimator.variance(answers) == pytest.approx(jackknife, rel=0.02)


def test_variance_falls_where_the_margins_explain_the_answer():
    weights = rake(np.array([30, 10]), (Margin(("x",), np.array([0, 1]), np.array([20.0, 20.0])),))

    explained, unexplained = (Estimator(weights).effective_n(np.array(counts)) for counts in ([30, 1], [15, 5]))

    assert explained > weights.kish_n > unexplained > 20
