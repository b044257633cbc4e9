import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from leitplanke.evidence.distributions import f_tail, incomplete_beta, t_quantile_95


@pytest.mark.parametrize("degrees", [1, 2, 3, 14, 30, 183, 499, 500, 501, 10_000, 1e7, math.inf])
def test_quantile_of_t_agrees_with_scipy(degrees):
    assert t_quantile_95(degrees) == pytest.approx(float(stats.t.ppf(0.975, degrees)), rel=1e-12)


@given(st.floats(0.01, 50), st.floats(0.5, 60), st.floats(1, 1e5))
def test_tail_of_f_agrees_with_scipy(statistic, numerator, denominator):
    expected = float(stats.f.sf(statistic, numerator, denominator))

    assert f_tail(statistic, numerator, denominator) == pytest.approx(expected, rel=1e-8, abs=1e-14)


@given(st.floats(0.5, 100), st.floats(0.5, 100), st.floats(0.001, 0.999))
def test_incomplete_beta_mirrors(a, b, x):
    assert incomplete_beta(a, b, x) + incomplete_beta(b, a, 1 - x) == pytest.approx(1, abs=1e-12)
