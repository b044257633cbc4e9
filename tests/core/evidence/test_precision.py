import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.evidence.model import Cell
from leitplanke.evidence.precision import (
    coarse_design_effect,
    coarse_margin_error,
    coarse_mean_points,
    coarse_weighted,
    step_of,
)


def test_step_is_the_next_of_one_two_five():
    assert [step_of(least) for least in (0.01, 0.011, 0.03, 0.2, 0.6, 1, 7)] == [0.01, 0.02, 0.05, 0.2, 1, 1, 10]


@given(st.floats(1e-6, 1e6))
def test_step_is_not_below_the_least_and_not_far_above(least):
    assert least * (1 - 1e-9) <= step_of(least) <= 2.5 * least * (1 + 1e-9)


def test_weighted_cell_loses_its_n_and_its_digits():
    cell = Cell(("a",), 37, 0.23856, 0.20901, 0.27086, 727.2)

    assert coarse_weighted(cell, base=698) == Cell(("a",), None, 0.24, 0.21, 0.27, 700.0)
    assert coarse_weighted(cell, base=40) == Cell(("a",), None, 0.25, 0.2, 0.25, 700.0)


def test_weighted_cell_with_a_common_n_tells_nothing_but_its_share():
    one, other = (Cell(("a",), n, share, 0.1, 0.9, n) for n, share in ((37, 0.236), (41, 0.244)))

    told = coarse_weighted(one, base=698, common_n=640.0)

    assert told == coarse_weighted(other, base=698, common_n=640.0)
    assert told == Cell(("a",), None, 0.24, 0.21, 0.27, 600.0)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.integers(30, 100_000))
def test_coarse_interval_is_the_exact_one_in_steps_and_holds_the_share(one, two, three, base):
    low, share, high = sorted((one, two, three))
    half_a_step = max(0.01, step_of(1 / base)) / 2 + 1e-9

    told = coarse_weighted(Cell(("a",), 10, share, low, high, 50.0), base=base)

    assert told.low == pytest.approx(low, abs=half_a_step)
    assert told.high == pytest.approx(high, abs=half_a_step)
    assert told.share == pytest.approx(share, abs=half_a_step)
    assert 0 <= told.low <= told.share <= told.high <= 1


def test_mean_points_leave_their_sum_open():
    assert coarse_mean_points(2.4321, base=100, minimum=10) == 2.4
    assert coarse_mean_points(2.4321, base=1000, minimum=10) == 2.44
    assert coarse_mean_points(2.4321, base=30, minimum=10) == 2


def test_numbers_about_weights_are_told_roughly():
    assert [coarse_design_effect(value) for value in (1, 1.08, 1.5, 1.51)] == [1, 1.5, 1.5, 2]
    assert [coarse_margin_error(value) for value in (0, 2.5e-14, 1e-13)] == [0, 1e-13, 1e-13]
