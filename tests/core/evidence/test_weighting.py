import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from leitplanke.evidence.margins import Margin
from leitplanke.evidence.weighting import RakingError, rake, unweighted


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
