"""Questions about numbers, matrices, statements, best and worst: what is told, and that it tells nothing small."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import t

from factories.every_answer import CONTENT, INCOME, WANTED, every_answer
from factories.participation import (
    OPEN,
    POPULATION,
    PROVENANCE,
    SAMPLE,
    USE,
    question,
    record,
    town_survey,
)
from leitplanke.evidence.estimates import Estimator
from leitplanke.evidence.findings import find
from leitplanke.evidence.margins import Margin
from leitplanke.evidence.maxdiff import estimate_utilities
from leitplanke.evidence.model import ShareOf
from leitplanke.evidence.preferences import choices_of
from leitplanke.evidence.report import report_evidence
from leitplanke.evidence.scales import scale_of
from leitplanke.evidence.unfolding import citable_answers, unfold
from leitplanke.evidence.weighting import rake, unweighted
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    Answer,
    Bounds,
    Missing,
    QuestionKind,
    Recruitment,
    Response,
    ResponseMode,
)


def report(survey, populations=()):
    return report_evidence(survey, populations=populations, themes=(), priority_question="order", provenance=PROVENANCE)


def answers_to(asked, numbers, frame=SAMPLE):
    """One response per number; None is a missing answer."""
    given_numbers = [
        Answer(asked.id, missing=Missing.NO_ANSWER) if number is None else Answer(asked.id, number=number)
        for number in numbers
    ]
    people = [
        Response(key, "citizens", frame.id, ResponseMode.ONLINE, "1", (answer,))
        for key, answer in enumerate(given_numbers)
    ]
    return record(tuple(people), (frame,), questions=(asked,))


@pytest.fixture(scope="module")
def told():
    return report(every_answer(), (POPULATION,))


def test_every_kind_is_told_as_tables_of_its_own(told):
    tables = [(table.question, table.share_of, table.centre is not None) for table in told.tables]

    assert tables == [
        ("content", ShareOf.PEOPLE, True),
        ("stars", ShareOf.PEOPLE, True),
        ("visits", ShareOf.PEOPLE, True),
        ("income", ShareOf.PEOPLE, True),
        ("likert-web", ShareOf.PEOPLE, False),
        ("likert-desk", ShareOf.PEOPLE, False),
        ("tools-desk", ShareOf.PEOPLE, False),
        ("hours-web", ShareOf.PEOPLE, True),
        ("sayings-web", ShareOf.PEOPLE, False),
        ("sayings-desk", ShareOf.PEOPLE, False),
        ("wanted", ShareOf.PREFERENCE, False),
    ]
    assert told.question_texts["likert-web"] == Text("likert? die Seite", "likert? the site")
    assert told.agreements["sayings-desk"].options == ("agree",)
    assert "citizens.hours-desk.3" in told.not_published


def test_statement_says_mean_ends_and_base():
    told = report(answers_to(CONTENT, [1, 2, 3, 4, 5] * 10 + [6] * 30 + [7] * 20))

    assert find(told, "citizens.content.mean").statement == Text(
        "Bürgerinnen und Bürger: im Mittel 4,8 (möglich: 1 bis 7) auf die Frage „content?“ "
        "(Zufallsstichprobe, n\u00a0=\u00a0100, 95-%-Bereich 4,2 bis 5,2).",
        "Citizens: 4.8 on average (possible: 1 to 7) for the question “content?” "
        "(random sample, n\u00a0=\u00a0100, 95% interval 4.2 to 5.2).",
    )


def test_mean_and_interval_are_those_of_the_numbers():
    numbers = [1] * 200 + [2] * 90 + [3] * 300 + [4] * 150 + [5] * 80 + [6] * 30 + [7] * 150
    (table,) = report(answers_to(CONTENT, numbers)).tables
    mean, error = np.mean(numbers), np.std(numbers) / sqrt(len(numbers))
    reach = t.ppf(0.975, len(numbers) - 1) * error

    centre = table.centre

    assert centre.median == ("3",)
    assert abs(centre.mean - mean) <= centre.step / 2 + 1e-9
    assert centre.low <= mean - reach
    assert mean + reach <= centre.high
    assert centre.high - centre.low <= 2 * reach + 2 * centre.step


def test_open_survey_has_a_mean_without_interval():
    (table,) = report(answers_to(CONTENT, [*range(1, 8)] * 20, OPEN)).tables

    assert (table.recruitment, table.centre.mean, table.centre.low, table.centre.high) == (
        Recruitment.OPEN,
        4,
        None,
        None,
    )


def test_weighted_mean_of_zeros_and_ones_is_the_share_with_its_variance():
    base, people = np.array([20, 30, 25, 25]), np.array([5, 20, 10, 3])
    margins = (
        Margin(("a",), np.array([0, 0, 1, 1]), np.array([60.0, 40.0])),
        Margin(("b",), np.array([0, 1, 0, 1]), np.array([50.0, 50.0])),
    )
    estimator = Estimator(rake(base, margins))

    mean, variance = estimator.mean_of_numbers(base, people, people)

    assert mean == pytest.approx(estimator.mean(people), rel=1e-12)
    assert variance == pytest.approx(estimator.variance(people), rel=1e-9)


@given(st.lists(st.one_of(st.none(), st.integers(-20, 20)), min_size=3, max_size=40), st.integers(-5, 5))
def test_unweighted_mean_is_numpys_and_moves_with_the_numbers(numbers, shift):
    given_numbers = np.array([number for number in numbers if number is not None], dtype=np.int64)
    if len(given_numbers) == 0:
        return
    estimator = Estimator(unweighted(np.array([len(numbers)])))

    def of(values):
        n, sums, squares = np.array([[len(values)], [values.sum()], [(values**2).sum()]])
        return estimator.mean_of_numbers(n, sums, squares)

    mean, variance = of(given_numbers)
    assert mean == pytest.approx(given_numbers.mean())
    assert variance == pytest.approx(given_numbers.var() / len(given_numbers), abs=1e-9)
    assert of(given_numbers + shift) == pytest.approx((mean + shift, variance), abs=1e-8)


def test_number_without_ends_has_a_median_and_no_mean():
    (table,) = report(answers_to(INCOME, [*range(1000, 3000, 10), 10.0**9])).tables

    assert table.centre.mean is None
    assert table.centre.median_value == pytest.approx(2000, abs=50)


def test_preferences_are_those_of_maxdiff_in_whole_percents(told):
    survey = every_answer()
    shares = {one.item: one.share for one in estimate_utilities(choices_of(WANTED, survey.responses)).items}

    cells = next(table for table in told.tables if table.question == "wanted").cells

    assert [cell.options[0] for cell in cells] == list("abcd")
    assert [cell.share for cell in cells] == pytest.approx([round(shares[item], 2) for item in "abcd"])
    assert {cell.n for cell in cells} == {None}
    assert sorted(shares, key=shares.get, reverse=True) == ["a", "c", "b", "d"]


def test_record_of_choices_stays_as_it_is():
    survey = town_survey(n_sample=5, n_open=5)

    assert unfold(survey).record is survey


def test_unfolded_question_has_a_name_that_no_other_has():
    survey = every_answer(n=2)
    taken = replace(USE, id="likert-web")
    questions = (taken, *survey.questionnaire.questions)

    names = [
        one.id
        for one in unfold(record(survey.responses, (SAMPLE,), questions=questions)).record.questionnaire.questions
    ]

    assert len(set(names)) == len(names)
    assert [name[:10] for name in names].count("likert-web") == 2


@given(st.floats(-1e6, 1e6), st.floats(0.1, 1e6), st.lists(st.floats(-2e6, 2e6), min_size=1, max_size=30))
def test_every_number_lies_in_its_class(low, width, numbers):
    for bounds in (Bounds(low, low + width), Bounds(), Bounds(lowest=low)):
        scale = scale_of(bounds, numbers=numbers, is_whole=False)
        ids = [option.id for option in scale.options()]
        assert len(set(ids)) == len(ids) >= 2
        for number in numbers:
            least, most = scale.ends_of([scale.option_of(number)])
            if bounds.lowest is None or low <= number <= low + width:
                assert least is None or least <= number + 1e-9
                assert most is None or number <= most + 1e-9 or bounds.highest is None


@given(st.lists(st.one_of(st.integers(0, 4), st.integers(0, 60)), min_size=8, max_size=8))
@settings(max_examples=20, deadline=None)
def test_attack_on_a_scale_computes_no_small_count(counts):
    """The unknowns are how many gave each number; cells and the mean are what a reader knows of them."""
    numbers = [step for step, count in enumerate([*counts[:7]], start=1) for _ in range(count)] + [None] * counts[7]
    tables = report(answers_to(CONTENT, numbers, OPEN)).tables
    if not tables:
        return
    (table,) = tables
    options = [*map(str, range(1, 8)), "missing"]
    equal, values, below, limits = [], [], [], []
    for cell in table.cells:
        equal.append([float(o in cell.options or (o == "missing" and "no_answer" in cell.options)) for o in options])
        values.append(cell.n)
    centre = table.centre
    if centre.mean is not None:
        for side in (1, -1):
            edge = centre.mean + side * centre.step / 2
            below.append([*(side * (step - edge) for step in range(1, 8)), 0.0])
            limits.append(1e-7)
    merged = {option for cell in table.cells if len(set(cell.options) - set(Missing)) > 1 for option in cell.options}
    for at, option in enumerate(options):
        if option in merged and counts[at] < 10:
            row = np.eye(8)[at]
            least, most = (
                sign * linprog(sign * row, below or None, limits or None, equal, values, method="highs").fun
                for sign in (1, -1)
            )
            assert most - least >= 1


def test_question_of_kind_points_keeps_its_points():
    asked = question("vote", QuestionKind.POINTS, "ab", max_choices=2)
    people = tuple(
        Response(key, "citizens", OPEN.id, ResponseMode.ONLINE, "1", (Answer("vote", ("a", "b"), (3, 1)),))
        for key in range(60)
    )

    unfolded = unfold(record(people, (OPEN,), questions=(asked, CONTENT)))

    assert unfolded.record.responses[0].answers == people[0].answers


def test_every_finding_about_the_questions_can_be_cited_beforehand(told):
    known = {
        f"citizens.{question}.{option}" for question, option in citable_answers(every_answer().questionnaire.questions)
    }
    cited = {finding.id for finding in told.findings if not finding.id.startswith("citizens.income.")}

    assert {one for one in cited - known if one.rpartition(".")[2] not in set(Missing)} == set()
    assert {"citizens.content.mean", "citizens.hours-web.10", "citizens.sayings-desk.agree"} <= known
    assert not any(one.startswith("citizens.income.") for one in known)


def test_classes_follow_the_numbers_even_far_from_the_one_end():
    scale = scale_of(Bounds(lowest=0), numbers=list(range(1950, 2010)), is_whole=False)

    assert [option.text.de for option in scale.options()][:3] == [
        "0 bis unter 1.950",
        "1.950 bis unter 1.970",
        "1.970 bis unter 1.990",
    ]
