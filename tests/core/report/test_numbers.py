import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.dates import month
from leitplanke.kernel.texts import Language
from leitplanke.report import numbers

DE, EN = Language.DE, Language.EN


def test_numbers_read_as_people_write_them():
    written = [
        (
            numbers.count(1234, language),
            numbers.decimal(2.5, language),
            numbers.percent(0.614, language),
            numbers.percent_fine(0.0523, language),
            numbers.euros(1_250_049, "EUR", language),
            numbers.euros_short(120_000_000, "EUR", language),
            numbers.fte(30, language),
            numbers.month_name(month("2027-03"), language),
        )
        for language in Language
    ]

    assert written == [
        ("1.234", "2,5", "61\xa0%", "5,2\xa0%", "12.500\xa0€", "1,2\xa0Mio.\xa0€", "0,3\xa0Stellen", "März 2027"),
        ("1,234", "2.5", "61%", "5.2%", "€12,500", "€1.2M", "0.3\xa0FTE", "March 2027"),
    ]


@pytest.mark.parametrize(
    ("share", "words"), [(0.005, "1\xa0%"), (0.125, "13\xa0%"), (0.0, "0\xa0%"), (1.0, "100\xa0%")]
)
def test_percent_rounds_half_up(share: float, words: str):
    assert numbers.percent(share, DE) == words


def test_one_post_is_singular():
    assert numbers.fte(100, DE) == "1\xa0Stelle"


@given(st.floats(0, 1), st.sampled_from(list(Language)))
def test_percent_is_whole_and_within_half_a_point(share: float, language: Language):
    written = int(re.sub(r"\D", "", numbers.percent(share, language)))

    assert abs(written - 100 * share) <= 0.5 + 1e-9


@given(st.integers(0, 10**13), st.sampled_from(list(Language)))
def test_euros_keep_every_digit_before_the_comma(cents: int, language: Language):
    written = int(re.sub(r"\D", "", numbers.euros(cents, "EUR", language)))

    assert abs(written * 100 - cents) <= 50


@given(st.integers(0, 10_000))
def test_fte_keeps_hundredths(hundredths: int):
    written = numbers.fte(hundredths, EN).split("\xa0")[0].replace(",", "")

    assert round(float(written) * 100) == hundredths
