from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_decimal, parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.exchange.fields import day, hundredths, items, weighted_items, whole, yes_no
from leitplanke.kernel.faults import InvalidValueError

CENTS = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,56", 123456), ("1234,56", 123456), ("1234", 123400), ("0,5", 50), ("-3", -300), ("1.000.000", 100000000)],
)
def test_amount_is_read_in_german_notation(text, value):
    assert hundredths(text) == value


@pytest.mark.parametrize(
    "text",
    ["1234.56", "1,234.56", "12.34,5", "1.2345", ".5", ",5", "5,", "1e3", "1_000", "NaN", "inf", "٣", "１", "--1",
     "+1", "1 000", "0x10", "1,2,3", "€ 5", "1,234"],
)  # fmt: skip
def test_other_notation_is_refused(text):
    with pytest.raises(InvalidValueError):
        hundredths(text)


@given(CENTS)
def test_amount_reads_what_babel_writes(cents):
    value = Decimal(cents).scaleb(-2)

    assert hundredths(format_decimal(value, "#,##0.00", locale="de_DE")) == cents
    assert hundredths(format_decimal(value, "0.00", locale="de_DE")) == cents


@given(CENTS)
def test_babel_reads_the_same_amount(cents):
    text = format_decimal(Decimal(cents).scaleb(-2), "#,##0.00", locale="de_DE")

    assert parse_decimal(text, locale="de_DE", strict=True) * 100 == hundredths(text)


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_refused(text):
    try:
        value = hundredths(text)
    except InvalidValueError:
        return
    assert text.isascii()
    assert isinstance(value, int)


@given(st.integers(-(10**14), 10**14))
def test_whole_number_returns_from_its_text(value):
    assert whole(str(value)) == value
    assert whole(f"{value:,}".replace(",", ".")) == value


def test_whole_number_with_decimals_is_refused():
    with pytest.raises(InvalidValueError):
        whole("1,5")


def test_number_of_many_digits_is_refused():
    with pytest.raises(InvalidValueError, match="too large"):
        whole("9" * 5000)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_day_returns_from_its_text(value):
    assert day(value.isoformat()) == value


@pytest.mark.parametrize("text", ["31.01.2026", "2026-02-30", "0001-01-01", "20260131", "2026-W01-1", "２０２６-01-01"])
def test_other_day_is_refused(text):
    with pytest.raises(InvalidValueError):
        day(text)


@pytest.mark.parametrize(("text", "value"), [("ja", True), ("Yes", True), ("nein", False), ("no", False)])
def test_yes_and_no_in_two_languages(text, value):
    assert yes_no(text) is value


def test_items_are_separated_by_commas():
    assert items("a, b,c") == ("a", "b", "c")
    assert items("") == ()


@pytest.mark.parametrize("text", ["a,,b", "a,", "a,a"])
def test_empty_or_double_item_is_refused(text):
    with pytest.raises(InvalidValueError):
        items(text)


def test_weighted_items_have_numbers():
    assert weighted_items("a:3, b : 1") == (("a", 3), ("b", 1))


@pytest.mark.parametrize("text", ["a", "a:", "a:x", "a:1,a:2", "a:1.5"])
def test_weighted_item_with_a_fault_is_refused(text):
    with pytest.raises(InvalidValueError):
        weighted_items(text)
