from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leitplanke.exchange.forms import TableForm
from leitplanke.exchange.located import read_sheet
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.tables import amount, town_csv, town_table, write_csv
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text

FORM = TableForm("t.csv", ("id", "name", "count", "is_new", "since", "tags"), keys=("id",), texts=frozenset({"name"}))


def test_table_opens_in_german_excel():
    data = write_csv(["id", "betrag"], [["a;b", Decimal("1234.50")], ["ü", 3], [None, Decimal("-0.05")]])

    assert data == b'\xef\xbb\xbfid;betrag\r\n"a;b";1234,50\r\n\xc3\xbc;3\r\n;-0,05\r\n'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_would_be_a_formula_is_guarded(start):
    data = write_csv(["id"], [[f"{start}cmd|' /C calc'!A0"]])

    assert f"'{start}cmd" in data.decode()


def test_header_that_would_be_a_formula_is_guarded():
    assert write_csv(["=1+1"], []) == b"\xef\xbb\xbf'=1+1\r\n"


def test_table_of_a_town_folder_has_line_feeds_and_no_byte_order_mark():
    assert town_csv(["id", "x"], [["a\rb", 'say "ü"'], ["c,d", None]]) == b'id;x\n"a\rb";"say ""\xc3\xbc"""\nc,d;\n'


def test_values_are_written_as_a_town_folder_has_them():
    row = {"id": "a", "name": Text("A"), "count": None, "is_new": True, "since": date(2026, 1, 31), "tags": ("x", "y")}

    assert town_table(FORM, [row, row | {"is_new": False, "tags": (), "count": Decimal("0.50")}]).decode() == (
        "id;name_de;name_en;count;is_new;since;tags\na;A;;;ja;2026-01-31;x,y\na;A;;0,50;nein;2026-01-31;\n"
    )


def test_column_for_plain_language_stands_where_some_row_has_it():
    row = {"id": "a", "name": Text("A"), "count": 1, "is_new": True, "since": None, "tags": ()}

    assert town_table(FORM, [row, row | {"name": Text("B", "C", "Leicht")}]).decode() == (
        "id;name_de;name_en;name_plain;count;is_new;since;tags\na;A;;;1;ja;;\na;B;C;Leicht;1;ja;;\n"
    )


@pytest.mark.parametrize("item", ["a,b", "", " a"])
def test_list_item_that_would_not_return_is_refused(item):
    row = {"id": "a", "name": Text("A"), "count": 1, "is_new": True, "since": None, "tags": ("x", item)}

    with pytest.raises(InvalidValueError, match="tags"):
        town_table(FORM, [row])


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@pytest.mark.parametrize("write", [write_csv, town_csv])
@given(rows=st.lists(st.lists(TEXTS, min_size=2, max_size=2)))
@example(rows=[["=1+1", " -a"], ["'=1", "''-a"], ["'", "'a"]])
def test_text_returns_from_a_written_table(write, rows):
    wanted = [[value.strip() for value in row] for row in rows]

    sheet = read_sheet("t.csv", write(["a", "b"], rows).decode("utf-8-sig"), FaultLog())

    assert sheet is not None
    assert [fields for _, fields in sheet.rows] == [row for row in wanted if any(row)]


@given(st.integers(-(10**15), 10**15))
def test_amount_is_exact(cents):
    assert amount(cents) * 100 == cents
