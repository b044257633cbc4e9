"""An empty workbook for a list: the columns with explanations, the town's names as drop-downs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

import xlsxwriter

from leitplanke.exchange.listings.reading import ListColumn

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ROWS: Final = 1_000
_EPOCH: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no time zone
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False}  # fmt: skip
_HEAD: Final = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}


def list_template(title: str, *, columns: Sequence[ListColumn], choices: Mapping[str, Sequence[str]]) -> bytes:
    """A workbook that `listing_of` reads; `choices` are names of the town by column, beside a column's own."""
    box = io.BytesIO()
    with xlsxwriter.Workbook(box, _OPTIONS) as book:
        book.set_properties({"created": _EPOCH, "title": title})
        page, lists, more = (book.add_worksheet(name) for name in (title[:31], "Listen", "Erläuterungen"))
        plain, needed = (book.add_format({**_HEAD, "bg_color": color}) for color in ("#E4EAF4", "#F8E7C1"))
        text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        page.freeze_panes(1, 1)
        for place, column in enumerate(columns):
            page.write_string(0, place, column.name.de, needed if column.is_needed else plain)
            page.set_column(place, place, max(16, min(36, len(column.name.de) + 4)), text)
            more.write_string(place, 0, column.name.de)
            more.write_string(place, 1, column.hint.de or ("Nötig." if column.is_needed else "Freiwillig."))
            values = column.choices or choices.get(column.id, ())
            if values:
                _drop_down(page, lists, place, values)
        more.set_column(0, 0, 36)
        more.set_column(1, 1, 90)
    return box.getvalue()


def _drop_down(page: Worksheet, lists: Worksheet, place: int, values: Sequence[str]) -> None:
    for row, value in enumerate(values):
        lists.write_string(row, place, value)
    letter = xlsxwriter.utility.xl_col_to_name(place)
    page.data_validation(
        1, place, _ROWS, place, {"validate": "list", "source": f"=Listen!${letter}$1:${letter}${len(values)}"}
    )
