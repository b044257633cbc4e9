"""Dates as options: every date lies in its period, and few periods hold most of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.participation import OPEN, PROVENANCE, question, record
from leitplanke.evidence.periods import periods_of
from leitplanke.evidence.report import report_evidence
from leitplanke.evidence.unfolding import citable_answers
from leitplanke.participation.model import Answer, DateForm, Missing, QuestionKind, Response, ResponseMode


def told(form, *written):
    """The English words of all options."""
    return [option.text.en for option in periods_of(form, written).options()]


EXAMPLES = {
    "months": (DateForm.DAY, ("2026-01-31", "2026-02-01", "2026-03-05"), ["January 2026", "March 2026"]),
    "quarters": (DateForm.MONTH, ("2025-05", "2026-03"), ["quarter 2 of 2025", "quarter 1 of 2026"]),
    "years": (DateForm.YEAR, ("2020", "2026"), ["2020", "2026"]),
    "decades": (DateForm.YEAR, ("1950", "2008"), ["1950 to 1959", "2000 to 2009"]),
    "no date": (DateForm.YEAR, (), ["0", "0"]),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_periods_are_the_finest_that_hold_most_dates(name):
    form, written, (first, last) = EXAMPLES[name]

    words = told(form, *written)

    assert (words[0], words[-1]) == (f"before {first}", f"{last} and later")


def test_time_of_day_is_told_by_three_hours():
    hours = periods_of(DateForm.TIME, ["14:30"])

    assert len(hours.options()) == 8
    assert next(one.text for one in hours.options() if one.id == hours.option_of("14:30")).en == "12:00 to before 15:00"


@given(st.lists(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)), min_size=1, max_size=40))
def test_every_date_lies_in_its_period(days):
    written = [day.isoformat() for day in days]
    periods = periods_of(DateForm.DAY, written)
    ids = [option.id for option in periods.options()]

    assert len(ids) == len(set(ids)) <= 9
    for day in written:
        found = periods.option_of(day)
        begin, rank = found.partition("_")[2], ids.index(found)
        assert (day < begin) if found.startswith("before") else (begin <= day)
        assert rank in {0, len(ids) - 1} or day < ids[rank + 1].partition("_")[2]


def test_dates_are_told_like_other_answers_and_few_are_merged():
    asked = question("visit", QuestionKind.DATE)
    days = [date(2026, 1, 15) + timedelta(days=30 * (at % 4)) for at in range(80)] + [date(1999, 5, 5)]
    answers = [Answer("visit", text=day.isoformat()) for day in days] + [
        Answer("visit", missing=Missing.DONT_KNOW)
    ] * 12
    people = [Response(key, "citizens", OPEN.id, ResponseMode.ONLINE, "1", (one,)) for key, one in enumerate(answers)]

    survey = record(tuple(people), (OPEN,), questions=(asked,))
    found = report_evidence(survey, populations=(), themes=(), priority_question="visit", provenance=PROVENANCE)

    (table,) = [one for one in found.tables if one.domain is None]
    assert [(cell.options, cell.n) for cell in table.cells] == [
        (("before_2026-01", "from_2026-01"), 21),
        (("from_2026-02",), 20),
        (("from_2026-03",), 20),
        (("from_2026-04",), 20),
        (("no_answer", "dont_know", "prefer_not"), 12),
    ]
    assert citable_answers((asked,)) == frozenset()
