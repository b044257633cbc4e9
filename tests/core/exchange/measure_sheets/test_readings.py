"""Money, months, spans and shares of posts as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.exchange.measure_sheets.amounts import heading_factor, read_fte, read_money, read_yes_no
from leitplanke.exchange.measure_sheets.times import read_month, read_span

MONEY = [
    ("ca. 50 T€ (tbd)", 5_000_000, True),
    ("50.000", 5_000_000, False),
    ("1.234,56 €", 123_456, False),
    ("50000,5", 5_000_050, False),
    ("2.600.028", 260_002_800, False),
    ("50 000 EUR", 5_000_000, False),
    ("1,2 Mio. €", 120_000_000, False),
    ("1.5 Mio", 150_000_000, True),
    ("50 – 70 T€", 7_000_000, True),
    ("zwischen 50 T€ und 70 T€", None, True),
    ("10.000,-", 1_000_000, False),
    ("754.000 € (ab 2020)", 75_400_000, True),
    ("246.658 € (Programm 2015)", 24_665_800, False),
    ("500.000 € (50 % Förderung)", 50_000_000, False),
    ("10.000 €/Jahr, Baufonds: 320.000 €", None, True),
    ("keine", 0, False),
    ("0", 0, False),
    ("-", None, False),
    ("k. A.", None, True),
    ("noch nicht beziffert", None, True),
    ("2027", None, True),
    ("999 Mrd. €", None, True),
]


@pytest.mark.parametrize(("text", "cents", "is_doubtful"), MONEY)
def test_money_is_read_with_its_doubt(text, cents, is_doubtful):
    reading = read_money(text)

    assert (reading.hundredths, bool(reading.doubts)) == (cents, is_doubtful)


@given(st.integers(min_value=1, max_value=10**12))
def test_any_amount_in_german_notation_is_read_exactly(cents):
    text = f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))

    assert read_money(f"{text} €").hundredths == cents


@given(st.text(max_size=40))
def test_any_words_are_read_or_not_without_trouble(text):
    for reading in (read_money(text), read_fte(text)):
        assert reading.hundredths is None or reading.hundredths >= 0
    assert read_month(text, is_end=True).month is None or len(read_month(text, is_end=True).month) == 7
    assert read_span(text).months is None or 1 <= read_span(text).months <= 180


@pytest.mark.parametrize(
    ("heading", "factor"),
    [("Kosten (T€)", 1000), ("Kosten in TEUR", 1000), ("Budget / in Mio. €", 10**6), ("Kosten in €", 1), ("Titel", 1)],
)
def test_heading_says_what_amounts_are_counted_in(heading, factor):
    assert heading_factor(heading) == factor


@pytest.mark.parametrize(
    ("text", "first", "last", "is_doubtful"),
    [
        ("2027-03", "2027-03", "2027-03", False),
        ("2027-03-15", "2027-03", "2027-03", False),
        ("15.3.2027", "2027-03", "2027-03", False),
        ("03/2027", "2027-03", "2027-03", False),
        ("Juli 2027", "2027-07", "2027-07", False),
        ("Mär 27", "2027-03", "2027-03", False),
        ("voraussichtlich 03/2027", "2027-03", "2027-03", True),
        ("46204", "2026-07", "2026-07", True),
        ("Q3 2027", "2027-07", "2027-09", True),
        ("III/2027", "2027-07", "2027-09", True),
        ("3. Quartal 2027", "2027-07", "2027-09", True),
        ("2. Halbjahr 2027", "2027-07", "2027-12", True),
        ("2027", "2027-01", "2027-12", True),
        ("bis Ende 2026", "2026-10", "2026-12", True),
        ("Herbst 2026", "2026-09", "2026-11", True),
        ("kurzfristig", None, None, True),
        ("2026 oder 2028", None, None, True),
        ("-", None, None, False),
        ("13/2027", "2027-01", "2027-12", True),
    ],
)
def test_month_is_read_as_the_first_or_the_last_of_what_is_said(text, first, last, is_doubtful):
    begin, end = read_month(text, is_end=False), read_month(text, is_end=True)

    assert (begin.month, end.month, bool(begin.doubts)) == (first, last, is_doubtful)


@pytest.mark.parametrize(
    ("text", "months", "is_doubtful"),
    [
        ("18", 18, False), ("18 Monate", 18, False), ("2 Jahre", 24, False), ("1,5 Jahre", 18, False),
        ("6 Wochen", 2, True), ("6-9 Monate", 9, True), ("200 Monate", None, True), ("dauerhaft", None, True),
    ],
)  # fmt: skip
def test_span_is_read_in_months(text, months, is_doubtful):
    reading = read_span(text)

    assert (reading.months, bool(reading.doubts)) == (months, is_doubtful)


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("0,5 VZÄ", 50), ("50 %", 50), ("1", 100), ("eine halbe Stelle", 50), ("E11, 2 Personen", None), ("200", None)],
)
def test_share_of_a_post_is_read(text, hundredths):
    assert read_fte(text).hundredths == hundredths


@pytest.mark.parametrize(("text", "answer"), [("ja", True), ("X", True), ("freiwillig", False), ("teils", None)])
def test_yes_and_no_are_read(text, answer):
    assert read_yes_no(text) is answer
