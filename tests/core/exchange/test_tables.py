from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leitplanke.exchange.located import read_sheet
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.tables import amount, write_csv


def test_table_opens_in_german_excel():
    data = write_csv(["id", "betrag"], [["a;b", Decimal("1234.50")], ["ü", 3], [None, Decimal("-0.05")]])

    assert data == b'\xef\xbb\xbfid;betrag\r\n"a;b";1234,50\r\n\xc3\xbc;3\r\n;-0,05\r\n'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_would_be_a_formula_is_guarded(start):
    data = write_csv(["id"], [[f"{start}cmd|' /C calc'!A0"]])

    assert f"'{start}cmd" in data.decode()


def test_header_that_would_be_a_formula_is_guarded():
    assert write_csv(["=1+1"], []) == b"\xef\xbb\xbf'=1+1\r\n"


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0")).filter(lambda text: text.strip()[:1] != "'")


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2)))
@example([["=1+1", " -a"]])
def test_text_returns_from_a_written_table(rows):
    wanted = [[value.strip() for value in row] for row in rows]

    sheet = read_sheet("t.csv", write_csv(["a", "b"], rows).decode("utf-8-sig"), FaultLog())

    assert sheet is not None
    assert [fields for _, fields in sheet.rows] == [row for row in wanted if any(row)]


@given(st.integers(-(10**15), 10**15))
def test_amount_is_exact(cents):
    assert amount(cents) * 100 == cents
