import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from leitplanke.evidence.margins import Margin
from leitplanke.evidence.weighting import RakingError, calibrate_bounded, rake, rake_capped, unweighted


def margin(category, target, name="x"):
    return Margin((name,), np.array(category), np.array(target, dtype=float))


def newton_weights(base, margins):
    """The independent way: the dual of least Kullback-Leibler divergence is convex; minimise it by Newton steps."""
    design = np.hstack([np.eye(len(m.target))[m.category] for m in margins])
    kept = [c for c in range(design.shape[1]) if c != len(margins[0].target)]  # the margins share their total
    design, target = design[:, kept], np.concatenate([m.target for m in margins])[kept]

    def fitted(dual):
        return base * np.exp(np.minimum(design @ dual, 50))

    dual = minimize(
        lambda d: fitted(d).sum() - d @ target,
        np.zeros(len(kept)),
        method="trust-exact",
        jac=lambda d: design.T @ fitted(d) - target,
        hess=lambda d: design.T @ (fitted(d)[:, None] * design),
    ).x
    for _ in range(5):
        dual = dual - np.linalg.solve(design.T @ (fitted(dual)[:, None] * design), design.T @ fitted(dual) - target)
    return fitted(dual) / base


def test_rake_two_by_two_by_hand():
    # 10 + 10 + 10 + 10 answers, odds ratio 1: margins 30/10 and 20/20 multiply out to 15, 15, 5, 5
    base = np.array([10, 10, 10, 10])

    weights = rake(base, (margin([0, 0, 1, 1], [30, 10]), margin([0, 1, 0, 1], [20, 20])))

    assert weights.per_cell.tolist() == pytest.approx([1.5, 1.5, 0.5, 0.5], abs=1e-14)
    assert weights.design_effect == pytest.approx(1.25, abs=1e-14)
    assert weights.margin_error <= 1e-13


def test_rake_textbook_table_of_agresti():
    # Agresti (2013), Categorical Data Analysis, raking a 4 × 3 table of attitudes to margins of 100 each, is of this
    # kind: the fitted table keeps every odds ratio of the seed and has the new margins.
    seed = np.array([[209, 101, 237], [151, 126, 426], [16, 21, 138]])
    rows, columns = [c // 3 for c in range(9)], [c % 3 for c in range(9)]

    fitted = rake(seed.ravel(), (margin(rows, [475] * 3), margin(columns, [475] * 3)))

    table = (fitted.per_cell * seed.ravel()).reshape(3, 3)
    assert table.sum(axis=0).tolist() == pytest.approx([475] * 3, rel=1e-12)
    assert table.sum(axis=1).tolist() == pytest.approx([475] * 3, rel=1e-12)
    ratios = [t[:-1, :-1] * t[1:, 1:] / (t[:-1, 1:] * t[1:, :-1]) for t in (table, seed)]
    assert ratios[0].ravel().tolist() == pytest.approx(ratios[1].ravel().tolist(), rel=1e-12)


@st.composite
def raking_tasks(draw):
    shape = draw(st.tuples(st.integers(2, 4), st.integers(2, 5)))
    cells = shape[0] * shape[1]
    base = np.array(draw(st.lists(st.integers(1, 60), min_size=cells, max_size=cells)))
    index = np.arange(cells)
    margins = []
    for category, size in ((index // shape[1], shape[0]), (index % shape[1], shape[1])):
        parts = np.array(draw(st.lists(st.integers(1, 20), min_size=size, max_size=size)))
        margins.append(Margin(("v",), category, parts * base.sum() / parts.sum()))
    return base, tuple(margins)


@given(raking_tasks())
@settings(max_examples=60, deadline=None)
def test_rake_agrees_with_newton_and_meets_the_margins(task):
    base, margins = task

    weights = rake(base, margins)

    assert np.max(np.abs(weights.per_cell / newton_weights(base, margins) - 1)) <= 1e-10
    assert weights.margin_error <= 1e-9
    assert weights.design_effect >= 1 - 1e-12


def test_rake_refuses_margins_that_no_weights_can_meet():
    # who is in row 0 is in column 0 and the other way round, but the margins say 30 and 20
    with pytest.raises(RakingError) as refused:
        rake(np.array([10, 30]), (margin([0, 1], [30, 10], "row"), margin([0, 1], [20, 20], "column")))

    assert refused.value.field == "margins"
    assert "row, column" in refused.value.problem.en


def test_unweighted_has_no_design_effect():
    weights = unweighted(np.array([3, 4]))

    assert (weights.design_effect, weights.kish_n, weights.margin_error) == (1.0, 7.0, 0.0)


def test_rake_creeps_no_longer_where_fitting_would():
    # nearly empty diagonal: proportional fitting would need thousands of rounds
    base = np.array([1.0, 1e6, 1e6, 1.0])
    margins = (margin([0, 0, 1, 1], [1.2e6, 0.8e6]), margin([0, 1, 0, 1], [0.9e6, 1.1e6]))

    weights = rake(base, margins)

    assert weights.margin_error <= 1e-12
    table = weights.base * weights.per_cell
    assert table[0] * table[3] / (table[1] * table[2]) == pytest.approx(1e-12, rel=1e-6)


@given(raking_tasks(), st.floats(1.5, 6))
@settings(max_examples=60, deadline=None)
def test_capped_raking_meets_margins_under_the_cap_or_says_so(task, cap):
    base, margins = task
    base = base.astype(float)

    try:
        weights = rake_capped(base, margins, np.full(len(base), cap))
    except RakingError:
        return

    assert weights.margin_error <= 1e-9
    assert weights.per_cell.max() <= cap * (1 + 1e-12)
    if rake(base, margins).per_cell.max() < cap:
        assert weights.per_cell == pytest.approx(rake(base, margins).per_cell, rel=1e-9)


def test_capped_raking_is_the_nearest_under_the_cap():
    base = np.array([20.0, 5.0, 10.0, 30.0, 25.0, 10.0])
    margins = (margin([0, 0, 0, 1, 1, 1], [60, 40]), margin([0, 1, 2, 0, 1, 2], [30, 30, 40]))
    free = rake(base, margins).per_cell
    cap = 0.9 * free.max()

    found = rake_capped(base, margins, np.full(6, cap)).per_cell

    # the independent way: minimise the divergence under the margins and the cap
    design = (
        np.vstack([(np.arange(6) // 3 == k) for k in range(2)] + [(np.arange(6) % 3 == k) for k in range(3)]) * base
    )
    target = np.concatenate([m.target for m in margins])
    solved = minimize(
        lambda g: float(np.sum(base * (g * np.log(g) - g + 1))),
        np.ones(6),
        jac=lambda g: base * np.log(g),
        bounds=[(1e-6, cap)] * 6,
        constraints={"type": "eq", "fun": lambda g: design[:-1] @ g - target[:-1], "jac": lambda _: design[:-1]},
        method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 500},
    )
    assert found == pytest.approx(solved.x, rel=1e-5)


@given(raking_tasks())
@settings(max_examples=60, deadline=None)
def test_logit_calibration_keeps_its_bounds(task):
    base, margins = task
    needed = rake(base, margins).per_cell

    # bounds wider than what raking needs leave room for logit calibration too
    weights = calibrate_bounded(base.astype(float), margins, low=needed.min() / 9, high=9 * needed.max())

    assert weights.margin_error <= 1e-9
    assert needed.min() / 9 <= weights.per_cell.min() <= weights.per_cell.max() <= 9 * needed.max()


def test_bounds_that_are_too_narrow_are_told():
    with pytest.raises(RakingError) as refused:
        calibrate_bounded(np.array([10.0, 30.0]), (margin([0, 1], [30, 10]),), low=0.5, high=2)

    assert refused.value.remedy.en == "Widen the bounds, or merge categories."
