import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from leitplanke.strategy.priorities import compare_methods
from leitplanke.strategy.priorities.additive import additive_values
from leitplanke.strategy.priorities.arrays import competition_ranks, parts, shares
from leitplanke.strategy.priorities.promethee import preference_flows
from leitplanke.strategy.priorities.topsis import closeness

GOLDEN = Path(__file__).parents[3] / "golden" / "decision" / "pymcdm.json"

scores = arrays(float, (5, 3), elements=st.integers(0, 10).map(float))
points = arrays(float, 3, elements=st.integers(1, 9).map(float))


@pytest.fixture(scope="module")
def oracle():
    return {name: np.array(values) for name, values in json.loads(GOLDEN.read_text("utf-8")).items()}


def test_additive_values_by_hand(table):
    values = additive_values(parts(table), weights=shares(table.weights[0], table))

    assert values == pytest.approx([0.8 * 0.8 + 0.2 * 0.8, 0.8 * 0.4 + 0.2 * 0.9, 0.8 * 1.0 + 0.2 * 0.4])


@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        ("net_flow", "indifference", "preference"),
        ("net_flow_usual", None, None),
        ("net_flow_ushape", "preference", "preference"),
        ("net_flow_vshape", None, "preference"),
    ],
)
def test_net_flows_are_those_of_pymcdm(oracle, figure, low, high):
    none = np.zeros(5)
    flows = preference_flows(
        oracle["scores"],
        weights=oracle["weights"],
        directions=oracle["directions"],
        indifference=none if low is None else oracle[low],
        preference=none if high is None else oracle[high],
    )

    assert flows.net == pytest.approx(oracle[figure], abs=1e-12)


def test_closeness_is_that_of_pymcdm(oracle):
    found = closeness(oracle["scores"], weights=oracle["weights"], directions=oracle["directions"])

    assert found == pytest.approx(oracle["closeness"], abs=1e-12)


def test_closeness_golden_case_of_hwang_and_yoon():
    # the choice of a fighter aircraft, Hwang & Yoon (1981), section 2.5: A1, A3, A4, A2
    aircraft = np.array(
        [
            [2.0, 1500, 20000, 5.5, 5, 9],
            [2.5, 2700, 18000, 6.5, 3, 5],
            [1.8, 2000, 21000, 4.5, 7, 7],
            [2.2, 1800, 20000, 5.0, 5, 5],
        ]
    )

    found = closeness(
        aircraft, weights=np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3]), directions=np.array([1, 1, 1, -1, 1, 1.0])
    )

    assert found == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=1e-3)
    assert competition_ranks(found).tolist() == [1, 4, 2, 3]


def test_closeness_of_equal_measures_is_one_half():
    assert closeness(np.ones((3, 2)), weights=np.array([0.5, 0.5]), directions=np.ones(2)).tolist() == [0.5] * 3


@settings(max_examples=60, deadline=None)
@given(scores, points)
def test_every_method_stays_in_bounds_and_flows_cancel(given_scores, given_points):
    weights, up, none = given_points / given_points.sum(), np.ones(3), np.zeros(3)

    flows = preference_flows(given_scores, weights=weights, directions=up, indifference=none, preference=none)
    near = closeness(given_scores, weights=weights, directions=up)

    assert flows.net.sum() == pytest.approx(0, abs=1e-12)
    assert (np.abs(flows.net) <= 1 + 1e-12).all()
    assert ((near >= 0) & (near <= 1)).all()


@settings(max_examples=60, deadline=None)
@given(scores, points, st.integers(0, 4), st.integers(0, 4))
def test_no_method_puts_a_measure_behind_one_that_is_nowhere_better(given_scores, given_points, one, other):
    given_scores[other] = np.minimum(given_scores[other], given_scores[one])
    weights, up, none = given_points / given_points.sum(), np.ones(3), np.zeros(3)

    values = additive_values(given_scores / 10, weights=weights)
    flows = preference_flows(given_scores, weights=weights, directions=up, indifference=none, preference=none).net
    near = closeness(given_scores, weights=weights, directions=up)

    assert all(method[one] >= method[other] - 1e-9 for method in (values, flows, near))


@pytest.mark.parametrize(
    ("values", "ranks"),
    [([0.5, 0.7, 0.7, 0.1], [3, 1, 1, 4]), ([0.3, 0.1 + 0.2], [1, 1]), ([1.0], [1]), ([1, 1, 1], [1, 1, 1])],
)
def test_competition_ranks(values, ranks):
    assert competition_ranks(np.array(values, dtype=float)).tolist() == ranks


def test_compare_methods_shows_audiences_side_by_side(table):
    found = compare_methods(table, seed=1, draws=500, budget_cents=200_00)

    orders = {one.audience: [row.measure for row in one.measures] for one in found.audiences}
    assert orders == {"citizens": ["desk", "bus", "app"], "staff": ["bus", "app", "desk"]}
    assert found.duties == ("law",)
    assert found.acceptability[0].measure == "bus"
    assert all(sum(one.shares) == pytest.approx(1) for one in found.acceptability)
    assert (found.departures[0].decided.measure, dict(found.departures[0].ranks)) == (
        "app",
        {"citizens": 3, "staff": 2},
    )
    # by hand: bus (0.8 + 0.8), then desk (0.88 + 0.55) of what each audience has left, not app (0.5 + 0.775)
    assert (found.portfolio.chosen, found.portfolio.cost_cents) == (("bus", "desk"), 200_00)


def test_compare_methods_is_the_same_for_the_same_seed_only(table):
    one, again, other = (compare_methods(table, seed=seed, draws=200) for seed in (1, 1, 2))

    assert one == again
    assert one.acceptability != other.acceptability
