"""Workbooks out and in: text stays text, whatever it begins with."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import openpyxl
import xlsxwriter

from leitplanke.exchange.surveys.archives import refusal, require_no_bomb
from leitplanke.kernel.texts import Text

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its header."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An `.xlsx`; the same sheets give the same bytes, because it holds no time."""
    box = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(box, options) as book:
        book.set_properties({"created": _EPOCH})
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.write_row(0, 0, sheet.header, bold)
            for place, width in enumerate(_widths(sheet)):
                page.set_column(place, place, width)
            for number, row in enumerate(sheet.rows, start=1):
                for place, cell in enumerate(row):
                    if isinstance(cell, str) and cell:
                        page.write_string(number, place, cell[:_MOST_LETTERS])
                    elif isinstance(cell, int | float):
                        page.write_number(number, place, cell)
    return box.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    """Letters per column, so that nothing has to be widened first: as the header and the first rows need."""
    rows = (sheet.header, *sheet.rows[:_MOST_MEASURED])
    longest = (
        max((len(str(row[place])) for row in rows if place < len(row)), default=0) for place in range(len(sheet.header))
    )
    return [min(_WIDEST, max(_NARROWEST, one + 2)) for one in longest]


def read_workbook(data: bytes, *, file: str) -> list[list[str]]:
    """The first sheet's rows as texts. Raises `FaultyInputError` for a bomb and for what is no workbook."""
    require_no_bomb(data, file=file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [[_text(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except Exception as error:  # on a damaged file openpyxl raises whatever it comes across
        raise refusal(file, Text("Die Tabelle ist nicht lesbar.", "The workbook cannot be read.")) from error


def read_sheets(data: bytes, *, file: str) -> dict[str, list[list[str]]]:
    """All sheets by name, numbers written the German way. Raises `FaultyInputError` as `read_workbook` does."""
    require_no_bomb(data, file=file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return {
            sheet.title: [[_german(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
    except Exception as error:  # on a damaged file openpyxl raises whatever it comes across
        raise refusal(file, Text("Die Tabelle ist nicht lesbar.", "The workbook cannot be read.")) from error


def _german(cell: object) -> str:
    is_broken = isinstance(cell, float) and not cell.is_integer()
    return f"{cell:.10f}".rstrip("0").replace(".", ",") if is_broken else _text(cell)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(timespec="minutes")
    return str(cell)


_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no time zone
_MOST_MEASURED = 500
_NARROWEST, _WIDEST = 8, 60
_MOST_LETTERS = 32_767  # the limit of a cell in Excel
