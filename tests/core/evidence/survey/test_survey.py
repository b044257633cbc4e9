"""Properties of estimates from lines: what must hold for every survey, beside the agreement with R."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.evidence.survey.design import Calibration, Draw, survey_of
from leitplanke.evidence.survey.differences import differences, holm, rao_scott_difference
from leitplanke.evidence.survey.estimates import Interval, estimate_means, estimate_shares, estimate_totals
from leitplanke.evidence.survey.lines import Category, Lines, NumberSums, combine
from leitplanke.evidence.survey.medians import estimate_medians
from leitplanke.evidence.survey.population import MarginFaultsError, MarginRow, population_margins
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.model import Recruitment

OPEN, SAMPLE = Recruitment.OPEN, Recruitment.SAMPLE


def rows_as_lines(columns, weights, number=None):
    """One line per row: the finest cube there is."""
    d = np.asarray(weights, dtype=float)
    categories = {
        name: Category(np.unique(values, return_inverse=True)[1].reshape(-1), tuple(map(str, np.unique(values))))
        for name, values in columns.items()
    }
    numbers = {}
    if number is not None:
        y = np.asarray(number, dtype=float)
        numbers["y"] = NumberSums(0.0, np.ones(len(d)), d, d**2, d * y, d * y**2, d**2 * y, d**2 * y**2, y, y)
    return Lines(categories, np.ones(len(d)), d, d**2, numbers)


def merged(lines, kept):
    """The same rows in fewer lines: those that agree in the kept categories and are added up."""
    place, first = combine(tuple(lines.categories[name].codes for name in kept), len(lines.n))

    def add(values):
        return np.bincount(place, values)

    numbers = {
        name: NumberSums(
            s.centre, *(add(getattr(s, field)) for field in ("n", "d", "dd", "dy", "dyy", "ddy", "ddyy")),
            s.low[first], s.high[first],
        )
        for name, s in lines.numbers.items()
    }  # fmt: skip
    categories = {name: Category(lines.categories[name].codes[first], lines.categories[name].names) for name in kept}
    return Lines(categories, add(lines.n), add(lines.d), add(lines.dd), numbers)


@st.composite
def surveys(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(40, 120))
    columns = {
        "sex": np.append(rng.integers(0, 2, n - 2), [0, 1]),
        "age": np.append(rng.integers(0, 3, n - 3), [0, 1, 2]),
        "group": np.append(rng.integers(0, 2, n - 2), [0, 1]),
        "answer": np.append(rng.integers(0, 3, n - 3), [0, 1, 2]),
        "cluster": np.arange(n) // 4,
    }
    return rows_as_lines(columns, rng.uniform(0.5, 3, n), rng.normal(5, 2, n))


MARGINS = population_margins(
    tuple(
        MarginRow(variable, category, total, row)
        for row, (variable, category, total) in enumerate(
            [("sex", "0", 500.0), ("sex", "1", 500.0), ("age", "0", 300.0), ("age", "1", 300.0), ("age", "2", 400.0)], 2
        )
    )
)


def everything(survey):
    means = estimate_means(survey, "y", by="group", recruitment=SAMPLE)
    shares = estimate_shares(survey, "answer", by="group", recruitment=SAMPLE)
    totals = estimate_totals(survey, "answer", by=None, recruitment=SAMPLE)
    tests = differences(survey, ("answer", "y"), by="group")
    figures = [(one.value, one.se, one.deff, one.n_effective, one.low, one.high) for one in (*means, *shares, *totals)]
    return np.array([*figures, *((t.f, t.ndf, t.ddf, t.p, t.p_holm, t.n) for t in tests)], dtype=float)


@given(surveys(), st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_cube_is_a_sufficient_statistic(lines, is_clustered, is_weighted):
    draw = Draw(cluster="cluster" if is_clustered else None)
    calibration = Calibration(MARGINS) if is_weighted else None
    kept = ("sex", "age", "group", "answer", *(["cluster"] if is_clustered else []))

    fine, coarse = (
        survey_of(part, draw=draw, calibration=calibration, base_weight="w") for part in (lines, merged(lines, kept))
    )

    assert everything(coarse) == pytest.approx(everything(fine), rel=1e-9, abs=1e-12, nan_ok=True)


@given(surveys())
@settings(max_examples=25, deadline=None)
def test_units_of_measurement_and_of_weights_do_not_matter(lines):
    survey = survey_of(lines, draw=Draw(), calibration=Calibration(MARGINS), base_weight="w")
    heavier = survey_of(
        lines.scaled(np.full(len(lines.n), 7.0)), draw=Draw(), calibration=Calibration(MARGINS), base_weight="w"
    )

    assert everything(heavier) == pytest.approx(everything(survey), rel=1e-9, abs=1e-12, nan_ok=True)


@given(surveys())
@settings(max_examples=25, deadline=None)
def test_shares_add_up_and_lie_within_their_intervals(lines):
    survey = survey_of(lines, draw=Draw(), calibration=Calibration(MARGINS), base_weight="w")

    shares = estimate_shares(survey, "answer", by=None, recruitment=SAMPLE)

    assert sum(one.value for one in shares) == pytest.approx(1, abs=1e-12)
    assert all(0 <= one.low <= one.value <= one.high <= 1 for one in shares if one.low is not None)


def test_open_survey_has_standard_errors_and_no_interval():
    lines = rows_as_lines({"answer": [0, 0, 1, 1] * 10}, np.ones(40))

    found = estimate_shares(survey_of(lines, draw=Draw()), "answer", by=None, recruitment=OPEN)

    assert [(one.low, one.high, one.interval) for one in found] == [(None, None, Interval.NONE_OPEN)] * 2
    assert [one.se for one in found] == [pytest.approx((0.25 / 39) ** 0.5, rel=1e-12)] * 2
    assert [(one.n_effective, one.deff) for one in found] == [(pytest.approx(40), pytest.approx(1))] * 2


def test_share_that_a_margin_fixes_has_no_error_and_no_interval():
    lines = rows_as_lines({"sex": [0, 1] * 20, "age": [0, 1, 2, 0] * 10}, np.ones(40))
    survey = survey_of(lines, draw=Draw(), calibration=Calibration(MARGINS[:1]))

    found = estimate_shares(survey, "sex", by=None, recruitment=SAMPLE)

    assert [(one.value, one.se, one.deff, one.interval) for one in found] == [
        (pytest.approx(0.5, abs=1e-12), 0.0, 0.0, Interval.NONE_NO_VARIANCE)
    ] * 2


def test_median_by_hand():
    # weights 1, 1, 4, 1, 1: half of 8 is reached at the third value, which three quarters do not exceed; the interval
    # of that share, .75 ± t · .041, reaches from the third into the fourth value
    values = ["1", "2", "3", "4", "5"] * 20
    lines = rows_as_lines({"y": values}, [1, 1, 4, 1, 1] * 20)

    (found,) = estimate_medians(survey_of(lines, draw=Draw(), base_weight="w"), "y", by=None, recruitment=SAMPLE)

    assert (found.value, found.low, found.high, found.interval) == (3.0, 3.0, 4.0, Interval.WOODRUFF)


def test_rao_scott_of_a_simple_sample_is_pearson_over_its_degrees_of_freedom():
    table = np.array([[12, 8, 10], [6, 14, 10]])
    rows = [(i, j) for i in range(2) for j in range(3) for _ in range(table[i, j])]
    lines = rows_as_lines({"group": [i for i, _ in rows], "answer": [j for _, j in rows]}, np.ones(60))
    expected = table.sum(1, keepdims=True) * table.sum(0) / 60
    pearson = float(((table - expected) ** 2 / expected).sum())

    found = rao_scott_difference(survey_of(lines, draw=Draw()), "answer", by="group")

    # multinomial covariance with divisor n - 1, at the observed instead of the expected table: near, not equal
    assert found.f == pytest.approx(pearson / 2 * 59 / 60, rel=0.1)
    assert found.ndf == pytest.approx(2, rel=0.02)


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.09, 0.09, 0.5])
    assert holm([0.6, 0.9]) == [1.0, 1.0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_keeps_order_and_never_lowers(chances):
    corrected = holm(chances)

    assert all(p <= q <= 1 for p, q in zip(chances, corrected, strict=True))
    assert sorted(range(len(chances)), key=lambda i: (corrected[i], chances[i])) == sorted(
        range(len(chances)), key=lambda i: (chances[i], chances[i])
    )


def test_groups_without_variation_cannot_be_compared():
    lines = rows_as_lines({"group": [0, 1] * 10}, np.ones(20), [1.0, 2.0] * 10)

    with pytest.raises(InvalidValueError, match="Within the groups all answers are the same"):
        differences(survey_of(lines, draw=Draw()), ("y",), by="group")


def test_one_group_cannot_be_compared():
    lines = rows_as_lines({"group": [0] * 20, "answer": [0, 1] * 10}, np.ones(20))

    with pytest.raises(InvalidValueError, match="All rows have the same category"):
        differences(survey_of(lines, draw=Draw()), ("answer",), by="group")


def test_margin_row_twice_and_wrong_width_are_told():
    rows = (MarginRow("a*b", "x*y", 1.0, 2), MarginRow("a*b", "x", 1.0, 3), MarginRow("a*b", "x*y", 2.0, 4))

    with pytest.raises(MarginFaultsError) as refused:
        population_margins(rows)

    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(3, "category"), (4, "category")]
