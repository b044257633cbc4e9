"""Post-stratification to a joint table: the closed forms of weights and error, and what is refused."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evidence.survey.test_survey import rows_as_lines
from leitplanke.evidence.survey.design import Calibration, Draw, Method, survey_of
from leitplanke.evidence.survey.estimates import estimate_means
from leitplanke.evidence.survey.population import MarginFaultsError, MarginRow, population_margins
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.model import Recruitment


def joint(totals, variables):
    """The margins file that crosses these variables."""
    name = "*".join(variables)
    return population_margins(
        tuple(MarginRow(name, "*".join(cell), total, row) for row, (cell, total) in enumerate(totals.items(), start=2))
    )


def weighted(columns, weights, number, totals):
    lines = rows_as_lines(columns, weights, number)
    calibration = Calibration(joint(totals, tuple(columns)), Method.POST_STRATIFICATION)
    return survey_of(lines, draw=Draw(), calibration=calibration, base_weight=None)


@st.composite
def samples(draw):
    """Rows with one to three traits, and how many people share each combination that occurs."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(12, 90))
    names = ("age", "sex", "district")[: draw(st.integers(1, 3))]
    columns = {name: rng.choice(list("abc")[: rng.integers(2, 4)], n) for name in names}
    cells = sorted(set(zip(*columns.values(), strict=True)))
    totals = {tuple(map(str, cell)): float(rng.integers(50, 5000)) for cell in cells}
    return columns, rng.uniform(0.5, 2, n), rng.normal(60, 15, n), totals


@given(samples())
@settings(max_examples=60, deadline=None)
def test_weights_bring_every_cell_to_its_total(sample):
    columns, weights, number, totals = sample

    survey = weighted(columns, weights, number, totals)

    cells = list(zip(*(map(str, column) for column in columns.values()), strict=True))
    in_cell = Counter()
    for cell, d in zip(cells, weights, strict=True):
        in_cell[cell] += d
    expected = [d * totals[cell] / in_cell[cell] for cell, d in zip(cells, weights, strict=True)]
    assert survey.line_weight * weights == pytest.approx(expected, rel=1e-12)


@given(samples())
@settings(max_examples=60, deadline=None)
def test_error_of_a_mean_is_that_of_the_textbook(sample):
    columns, _, number, totals = sample
    n = len(number)

    survey = weighted(columns, np.ones(n), number, totals)
    (found,) = estimate_means(survey, "y", by=None, recruitment=Recruitment.SAMPLE)

    cells = list(zip(*(map(str, column) for column in columns.values()), strict=True))
    people, mean, variance = sum(totals.values()), 0.0, 0.0
    for cell, total in totals.items():
        inside = np.array([y for y, where in zip(number, cells, strict=True) if where == cell])
        mean += total / people * inside.mean()
        variance += (total / people / len(inside)) ** 2 * ((inside - inside.mean()) ** 2).sum()
    assert found.value == pytest.approx(mean, rel=1e-12)
    assert found.se == pytest.approx(np.sqrt(n / (n - 1) * variance), rel=1e-9, abs=1e-12)


def test_empty_cell_names_the_nearest_that_has_answers():
    columns = {"age": ["old", "old", "young", "young"], "sex": ["f", "m", "f", "f"]}
    totals = {("old", "f"): 30, ("young", "f"): 20, ("young", "x"): 2, ("old", "m"): 25, ("young", "m"): 20}

    with pytest.raises(MarginFaultsError) as refused:
        weighted(columns, np.ones(4), None, totals)

    assert [(fault.row, fault.remedy.en) for fault in refused.value.faults] == [
        (4, "Merge “young*x” with a neighbour, for example “young*f”: add the totals, rename it in the data."),
        (6, "Merge “young*m” with a neighbour, for example “old*m”: add the totals, rename it in the data."),
    ]


def test_margins_side_by_side_are_no_joint_table():
    margins = population_margins((MarginRow("age", "old", 5, 2), MarginRow("sex", "f", 5, 3)))

    with pytest.raises(InvalidValueError) as refused:
        Calibration(margins, Method.POST_STRATIFICATION)

    assert refused.value.problem.en == "Post-stratification needs one single table, here are 2."
    assert refused.value.remedy.en == "Give the joint table, variable age*sex; if there is none: --method raking."
