"""A foreign table as rows of texts, whatever it is kept in: XLSX, CSV in any encoding, a list in JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from leitplanke.exchange.surveys.archives import member_names, read_member, require_no_bomb
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 1_000
MOST_COLUMNS = 120
MOST_LETTERS = 20_000
MOST_BYTES = 5_000_000
_MOST_MERGED = 20 * MOST_ROWS * MOST_COLUMNS
_MERGED = re.compile(rb"""mergeCell\s[^>]*?ref=["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']""")
_SHEETS_OF_BOOK = "xl/worksheets/"
_WIDE = 3
_NAMED = 12

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SPLIT = Text(
    f"Teilen Sie die Tabelle: höchstens {MOST_ROWS} Zeilen und {MOST_COLUMNS} Spalten je Blatt.",
    f"Split the table: at most {MOST_ROWS} rows and {MOST_COLUMNS} columns per sheet.",
)
_SAVE = Text("Speichern Sie die Tabelle als .xlsx oder CSV.", "Save the table as .xlsx or CSV.")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows with their number as the program shows it; `merged` are rows that are one cell, side to side."""

    file: str
    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file that hold something, and what deserves notice about them."""

    grids: tuple[Grid, ...]
    notices: tuple[Text, ...] = ()

    def sheet(self, name: str) -> Grid:
        """The sheet of this name; without a name the one that holds most. KeyError if there is none."""
        if not name:
            return max(self.grids, key=lambda grid: sum(1 for _, row in grid.rows for cell in row if cell))
        for grid in self.grids:
            if grid.sheet == name:
                return grid
        raise KeyError(name)


def read_book(data: bytes, *, file: str) -> Book:
    """What a file holds, formulas by the value that was saved with them. Raises `FaultyInputError`."""
    if len(data) > MOST_BYTES:
        raise refused(file, Text("Die Datei ist zu groß (über 5 MB).", "The file is too large (over 5 MB)."), _SPLIT)
    if data.startswith(_OLD_EXCEL):
        words = Text(
            "Das ist ein altes Excel (.xls) oder mit einem Kennwort geschützt.",
            "This is an old Excel file (.xls), or protected by a password.",
        )
        raise refused(file, words, _SAVE)
    if data.startswith(_ZIP):
        book = _workbook(data, file)
    elif data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"[", b"{"}:
        book = _json(data, file)
    else:
        book = _csv(data, file)
    if not book.grids:
        raise refused(file, Text("Die Datei enthält keine Tabelle.", "The file holds no table."), _SAVE)
    return book


def column_letters(place: int) -> str:
    """What a spreadsheet calls the column at this place, counted from 0."""
    letters, rest = "", place + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def refused(file: str, problem: Text, remedy: Text, *, row: int | None = None, column: str = "") -> FaultyInputError:
    """What to raise for a file that cannot be taken."""
    return FaultyInputError((Fault(file, row, column, problem, remedy),))


def require_harmless(data: bytes, *, file: str) -> None:
    """A workbook that takes no more memory than its size promises. Raises `FaultyInputError`.

    openpyxl makes an object of every cell of a merged range: a whole sheet that was merged by mistake has 17 billion.
    """
    require_no_bomb(data, file=file)
    for name in member_names(data, file=file):
        if name.startswith(_SHEETS_OF_BOOK):
            areas = _MERGED.findall(read_member(data, name, file=file))
            if sum(_cells(*(one.decode() for one in area)) for area in areas) > _MOST_MERGED:
                problem = Text("Sehr viele Zellen sind verbunden.", "Very many cells are merged.")
                remedy = Text(
                    "Heben Sie die Verbindung der Zellen in der Tabelle auf, und laden Sie sie dann hoch.",
                    "Unmerge the cells in the sheet, then upload it.",
                )
                raise refused(file, problem, remedy)


def _cells(left: str, top: str, right: str, bottom: str) -> int:
    """How many cells a range has, `A1:C3` in parts."""
    wide = _column_number(right) - _column_number(left) + 1
    return max(0, wide) * max(0, int(bottom) - int(top) + 1)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _workbook(data: bytes, file: str) -> Book:
    import openpyxl  # noqa: PLC0415 - slow to load

    require_harmless(data, file=file)
    try:
        _require_few_rows(data, file)
        formulas = openpyxl.load_workbook(io.BytesIO(data))
        has_formulas = any(
            cell.data_type == "f" for page in formulas.worksheets for row in page.iter_rows() for cell in row
        )
        values = openpyxl.load_workbook(io.BytesIO(data), data_only=True) if has_formulas else formulas
    except FaultyInputError:
        raise
    except Exception as error:  # on a damaged file openpyxl raises whatever it comes across
        raise refused(file, Text("Die Tabelle ist nicht lesbar.", "The workbook cannot be read."), _SAVE) from error
    grids: list[Grid] = []
    notices: list[Text] = []
    for shown, asked in zip(values.worksheets, formulas.worksheets, strict=True):
        grid = _sheet(shown, asked, file)
        if any(cell for _, row in grid.rows for cell in row):
            grids.append(grid)
            notices += _hidden(shown)
    return Book(tuple(grids), tuple(notices))


def _require_few_rows(data: bytes, file: str) -> None:
    """Count before the slow reading, and stop where it is too much."""
    import openpyxl  # noqa: PLC0415 - slow to load

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    for page in book.worksheets:
        page.reset_dimensions()
        filled = 0
        for place, row in enumerate(page.iter_rows(values_only=True), start=1):
            width = max((at for at, cell in enumerate(row, start=1) if cell is not None), default=0)
            filled += bool(width)
            if width > MOST_COLUMNS or filled > MOST_ROWS or place > 20 * MOST_ROWS:
                words = Text(f"Blatt „{page.title}“ ist zu groß.", f"Sheet “{page.title}” is too large.")
                raise refused(file, words, _SPLIT, row=place)
    book.close()


def _sheet(shown: Worksheet, asked: Worksheet, file: str) -> Grid:
    spread, merged = _merged(shown)
    rows = []
    for number, (cells, formulas) in enumerate(_pairs(shown, asked), start=1):
        words = [
            _formula(cell.value, formula)
            if formula.data_type == "f"
            else as_text(spread.get((number, place), cell.value))
            for place, (cell, formula) in enumerate(zip(cells, formulas, strict=True), start=1)
        ]
        if any(words):
            rows.append((number, tuple(words)))
    return Grid(file, shown.title, tuple(rows), merged)


def _pairs(shown: Worksheet, asked: Worksheet) -> Iterator[tuple[Any, Any]]:
    most = {"max_row": min(shown.max_row, 20 * MOST_ROWS), "max_col": min(shown.max_column, MOST_COLUMNS)}
    return zip(shown.iter_rows(**most), asked.iter_rows(**most), strict=True)


def _merged(page: Worksheet) -> tuple[dict[tuple[int, int], Any], frozenset[int]]:
    """What stands in every cell of a merged range, and the rows of which one range fills all."""
    spread: dict[tuple[int, int], Any] = {}
    whole: set[int] = set()
    for area in page.merged_cells.ranges:
        last_row, last_column = min(area.max_row, 20 * MOST_ROWS), min(area.max_col, MOST_COLUMNS)
        value = page.cell(area.min_row, area.min_col).value
        for row in range(area.min_row, last_row + 1):
            for column in range(area.min_col, last_column + 1):
                spread[row, column] = value
        if area.min_row == area.max_row and _is_whole(page, area):
            whole.add(area.min_row)
    return spread, frozenset(whole)


def _is_whole(page: Worksheet, area: CellRange) -> bool:
    """Whether a merged cell is all that its row says: as wide as the sheet, or wide with nothing beside it."""
    width = area.max_col - area.min_col + 1
    if width >= max(2, page.max_column - 1):
        return True
    beside = (cell for cell in page[area.min_row] if not area.min_col <= cell.column <= area.max_col)
    return width >= _WIDE and all(cell.value is None for cell in beside)


def _formula(value: object, formula: Cell) -> str:
    """The value that was saved with a formula; without one the formula itself, which no reader takes for a number."""
    return as_text(value) or f"(Formel ohne Wert: {formula.value})"[:MOST_LETTERS]


def _hidden(page: Worksheet) -> Iterator[Text]:
    name = page.title
    if page.sheet_state != "visible":
        yield Text(
            f"Das Blatt „{name}“ ist ausgeblendet. Gelesen wird es nur, wenn Sie es wählen.",
            f"The sheet “{name}” is hidden. It is read only if you choose it.",
        )
    rows = sorted(number for number, one in page.row_dimensions.items() if one.hidden)
    columns = sorted(letter for letter, one in page.column_dimensions.items() if one.hidden)
    if rows or columns:
        which = "; ".join(filter(None, (_listed("Zeile", rows), _listed("Spalte", columns))))
        named = "; ".join(filter(None, (_listed("row", rows), _listed("column", columns))))
        yield Text(
            f"Blatt „{name}“: {len(rows)} Zeilen und {len(columns)} Spalten sind ausgeblendet; sie werden mitgelesen "
            f"({which}).",
            f"Sheet “{name}”: {len(rows)} rows and {len(columns)} columns are hidden; they are read as well ({named}).",
        )


def _listed(kind: str, found: Sequence[int | str]) -> str:
    shown = ", ".join(map(str, found[:_NAMED])) + (" …" if len(found) > _NAMED else "")
    return f"{kind} {shown}" if found else ""


def as_text(value: object) -> str:
    """A cell as a person would type it in German: decimal comma, days as 2026-01-31."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value).replace(".", ",")
        case datetime():
            return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
    return _NO_TEXT.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").strip()


def _csv(data: bytes, file: str) -> Book:
    if b"\x00" in data[:4] and data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text, is_mixed = data.decode("utf-16", errors="replace"), False
    elif b"\x00" in data:
        raise refused(file, Text("Das ist keine Tabelle.", "This is no table."), _SAVE)
    else:
        text, is_mixed = _decoded(data)
    head = "\n".join(text.split("\n", 20)[:20])
    delimiter = max(";\t,", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        words = Text(f"Die Datei ist kein gültiges CSV ({error}).", f"The file is no valid CSV ({error}).")
        raise refused(file, words, _SAVE) from error
    mixed = Text(
        "Die Zeichen sind gemischt gespeichert (UTF-8 und Windows). Prüfen Sie die Umlaute.",
        "Characters are stored in two ways (UTF-8 and Windows). Check the umlauts.",
    )
    return Book(_one_grid(file, lines), (mixed,) if is_mixed else ())


def _decoded(data: bytes) -> tuple[str, bool]:
    """Line by line, because files that were put together hold both."""
    ways = set()
    lines = []
    for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        try:
            lines.append(line.decode())
            ways |= set() if line.isascii() else {"utf-8"}
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            ways.add("cp1252")
    return "\n".join(lines), len(ways) > 1


def _json(data: bytes, file: str) -> Book:
    words = Text("Das ist keine Liste von Einträgen in JSON.", "This is no list of entries in JSON.")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refused(file, words, _SAVE) from error
    if isinstance(found, dict):
        found = next((one for one in found.values() if isinstance(one, list)), None)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise refused(file, words, _SAVE)
    names = list(dict.fromkeys(name for one in found for name in one))
    if len(found) > MOST_ROWS or len(names) > MOST_COLUMNS:  # before names × entries are written out
        raise _too_large(file)
    lines = [names, *([_entry(one.get(name)) for name in names] for one in found)]
    return Book(_one_grid(file, lines))


def _entry(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_entry(one) for one in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else as_text(value)


def _too_large(file: str) -> FaultyInputError:
    return refused(file, Text("Die Tabelle ist zu groß.", "The table is too large."), _SPLIT)


def _one_grid(file: str, lines: Iterable[Sequence[str]]) -> tuple[Grid, ...]:
    rows = [(number, tuple(as_text(cell) for cell in line)) for number, line in enumerate(lines, start=1)]
    rows = [(number, row) for number, row in rows if any(row)]
    width = max((len(row) for _, row in rows), default=0)
    if len(rows) > MOST_ROWS + 1 or width > MOST_COLUMNS:
        raise _too_large(file)
    whole = tuple((number, row + ("",) * (width - len(row))) for number, row in rows)
    return (Grid(file, "", whole),) if whole else ()
