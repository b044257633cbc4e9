"""Our own workbooks: the template with drop-downs, and the export of a town's measures that comes back whole."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from leitplanke.exchange.forms import EXAMINATIONS, MEASURES, MODES, PAYMENTS, RELATIONS, STAFFING, TableForm
from leitplanke.exchange.located import read_sheet
from leitplanke.exchange.measure_sheets.grid import as_text, refused, require_harmless
from leitplanke.exchange.measure_sheets.mapping import TownNames
from leitplanke.exchange.measure_sheets.targets import LISTED, NOTE, TARGETS
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.tables import town_csv
from leitplanke.exchange.write_measures import (
    examinations_csv,
    measures_csv,
    modes_csv,
    payments_csv,
    relations_csv,
    staffing_csv,
)
from leitplanke.kernel.faults import FaultyInputError, require
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Measure

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet as ReadPage
    from xlsxwriter.worksheet import Worksheet

MOST_LETTERS = 32_767  # the limit of a cell in Excel
TEMPLATE_ROWS = 300
_MOST_LINES, _MOST_SPARE = 20_000, 20
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no time zone
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MARK = "leitplanke-measures-1"
_SHEETS: tuple[tuple[TableForm, str], ...] = (
    (MEASURES, "Maßnahmen"),
    (MODES, "Umsetzungsarten"),
    (STAFFING, "Personal"),
    (EXAMINATIONS, "Prüfaufträge"),
    (RELATIONS, "Beziehungen"),
    (PAYMENTS, "Zahlungen"),
)
_MAY_LACK = frozenset({RELATIONS.file, PAYMENTS.file})  # they came later, and are there if a measure has some
SHEET_NAMES = {form.file: name for form, name in _SHEETS}
_NOT_IN_TEMPLATE = frozenset({NOTE, LISTED, "status", "one_off"})
_NEEDED = frozenset({"title"})
_HINTS: Mapping[str, str] = {
    "title": "Wie die Maßnahme heißt. Als Einziges nötig.",
    "id": "Kurz, ohne Umlaute, zum Beispiel M12. Ohne Angabe wird nummeriert.",
    "field": "Wählen Sie aus der Liste.",
    "service_area": "Wählen Sie aus der Liste: welcher Bereich wird besser?",
    "lead_unit": "Wählen Sie aus der Liste: wer führt?",
    "participants": "Mehrere mit ; trennen.",
    "is_mandatory": "ja, wenn ein Gesetz die Aufgabe verlangt.",
    "release": "Frühester Monat, zum Beispiel 2027-03.",
    "deadline": "Letzter Monat, zum Beispiel 2028-12.",
    "duration_months": "In Monaten.",
    "investive": "Einmalig, in Euro: was in den Finanzhaushalt gehört.",
    "consumptive": "Einmalig, in Euro: was in den Ergebnishaushalt gehört.",
    "running": "In Euro im Jahr, wenn die Maßnahme fertig ist.",
    "grant": "In Euro; höchstens die einmaligen Kosten.",
    "fte": "In Vollzeitstellen während der Umsetzung, zum Beispiel 0,3.",
    "requires": "Kennungen oder Titel, mit ; getrennt.",
    "question": "Was soll geprüft werden, bevor entschieden wird?",
    "decision_due": "Monat, zum Beispiel 2027-06.",
}


def template(names: TownNames) -> bytes:
    """An empty workbook with one row per measure: explanations, and the town's names as drop-downs."""
    columns = [target for target in TARGETS if target.id not in _NOT_IN_TEMPLATE]
    lists = {
        "field": [name.de for name in names.fields.values()],
        "service_area": [name.de for name in names.service_areas.values()],
        "lead_unit": [name.de for name in names.units.values()],
        "is_mandatory": ["ja", "nein"],
    }
    box = io.BytesIO()
    with xlsxwriter.Workbook(box, _OPTIONS) as book:
        book.set_properties({"created": _EPOCH, "title": "Maßnahmen"})
        page, more, choices = (book.add_worksheet(name) for name in ("Maßnahmen", "Erläuterungen", "Listen"))
        styles = _styles(book)
        page.freeze_panes(1, 1)
        for place, target in enumerate(columns):
            heading = f"{target.name.de[0].upper()}{target.name.de[1:]}"
            page.write_string(0, place, heading, styles["needed" if target.id in _NEEDED else "head"])
            page.set_column(place, place, max(16, min(36, len(heading) + 4)), styles["wrap"])
            if target.id in _HINTS:
                page.data_validation(1, place, TEMPLATE_ROWS, place, _validation(_HINTS[target.id], heading))
            if lists.get(target.id):
                _drop_down(page, choices, place, list(lists).index(target.id), lists[target.id], _HINTS[target.id])
        _explain(more, columns, styles)
    return box.getvalue()


def export(measures: Sequence[Measure]) -> bytes:
    """Measures in four to six sheets that `read_export` reads back whole.

    Raises `InvalidValueError` for a text that no cell of Excel can hold, and as `town_files`.
    """
    tables = {
        MEASURES.file: measures_csv(measures),
        MODES.file: modes_csv(measures),
        STAFFING.file: staffing_csv(measures),
        EXAMINATIONS.file: examinations_csv(measures),
    }
    if any(one.waits or one.any_of for one in measures):
        tables[RELATIONS.file] = relations_csv(measures)
    if any(mode.payments for one in measures for mode in one.modes):
        tables[PAYMENTS.file] = payments_csv(measures)
    box = io.BytesIO()
    with xlsxwriter.Workbook(box, _OPTIONS) as book:
        book.set_properties({"created": _EPOCH, "title": "Maßnahmen", "keywords": _MARK})
        styles = _styles(book)
        for form, name in [(form, name) for form, name in _SHEETS if form.file in tables]:
            sheet = read_sheet(form.file, tables[form.file].decode(), FaultLog())
            assert sheet is not None  # we wrote it
            page = book.add_worksheet(name)
            page.freeze_panes(1, 2)
            _write_rows(page, sheet.header, [fields for _, fields in sheet.rows], styles)
        _explain_export(book.add_worksheet("Erläuterungen"), styles)
    return box.getvalue()


@dataclass(frozen=True, slots=True)
class ExportTables:
    """The tables of an export as the files of a town folder; `found` says whether it is one of ours."""

    files: Mapping[str, bytes]


def read_export(data: bytes, *, file: str) -> ExportTables | None:
    """The tables of a workbook that `export` wrote, whoever worked on it since; None for any other file.

    The tables are texts as they stand there: `exchange.town_folder` reads them as it reads a folder's.
    """
    import openpyxl  # noqa: PLC0415 - slow to load

    if not data.startswith(b"PK"):
        return None
    require_harmless(data, file=file)
    try:
        if (openpyxl.load_workbook(io.BytesIO(data), read_only=True).properties.keywords or "") != _MARK:
            return None
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        pages = {page.title: page for page in book.worksheets}
        if any(name not in pages and form.file not in _MAY_LACK for form, name in _SHEETS):
            return None
        return ExportTables({form.file: _as_csv(pages[name], form, file) for form, name in _SHEETS if name in pages})
    except FaultyInputError:
        raise
    except Exception:  # noqa: BLE001 - on a damaged file openpyxl raises whatever it comes across; `read_book` tells it
        return None


def _as_csv(page: ReadPage, form: TableForm, file: str) -> bytes:
    width = len(form.header(plain=form.texts, spare=form.spare)) + _MOST_SPARE
    filled: list[list[str]] = []
    if page.max_row <= _MOST_LINES and page.max_column <= 2 * width:  # else one stray cell makes a million rows
        rows = ([as_text(cell) for cell in row] for row in page.iter_rows(values_only=True))
        filled = [row for row in rows if any(row)]
    if not filled or any(any(row[width:]) for row in filled):
        problem = Text(
            f"Blatt „{page.title}“ ist leer, oder weit außerhalb der Tabelle steht etwas.",
            f"Sheet “{page.title}” is empty, or something stands far outside its table.",
        )
        remedy = Text(
            "Löschen Sie die Zeilen unter der Tabelle und die Spalten neben ihr.",
            "Delete the rows below the table and the columns beside it.",
        )
        raise refused(file, problem, remedy)
    header = [name for name in filled[0] if name]
    return town_csv(header, [[*row[: len(header)]] for row in filled[1:]])


def _write_rows(
    page: Worksheet, header: Sequence[str], rows: Iterable[Sequence[str]], styles: Mapping[str, Any]
) -> None:
    for place, name in enumerate(header):
        page.write_string(0, place, name, styles["head"])
        page.set_column(place, place, max(12, min(30, len(name) + 4)), styles["text"])
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            require(
                holds=len(cell) <= MOST_LETTERS,
                field=header[place],
                problem=Text(
                    f"Der Text von „{row[0]}“ ist für eine Zelle von Excel zu lang.",
                    f"The text of “{row[0]}” is too long for a cell of Excel.",
                ),
                remedy=Text("Kürzen Sie ihn auf 32.767 Zeichen.", "Shorten it to 32,767 characters."),
            )
            if cell:
                page.write_string(number, place, cell, styles["text"])


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    head = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E4EAF4"}
    return {
        "head": book.add_format(head),
        "needed": book.add_format({**head, "bg_color": "#F8E7C1"}),
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True}),
    }


def _validation(hint: str, heading: str) -> dict[str, Any]:
    return {"validate": "any", "input_title": heading[:32], "input_message": hint[:255]}


def _drop_down(page: Worksheet, lists: Worksheet, place: int, column: int, values: Sequence[str], hint: str) -> None:
    for row, value in enumerate(values):
        lists.write_string(row, column, value)
    letter = "ABCDEFGH"[column]
    page.data_validation(
        1, place, TEMPLATE_ROWS, place,
        {
            "validate": "list",
            "source": f"=Listen!${letter}$1:${letter}${len(values)}",
            "error_type": "information",
            "error_title": "Nicht in der Liste",
            "error_message": "Das wird beim Einlesen als unklar gezeigt, aber nicht verworfen.",
            "input_message": hint[:255],
        },
    )  # fmt: skip


def _explain(page: Worksheet, columns: Sequence[Any], styles: Mapping[str, Any]) -> None:
    lines = (
        "So füllen Sie die Vorlage aus",
        "Jede Zeile im Blatt „Maßnahmen“ ist eine Maßnahme. Nur der Titel ist nötig.",
        "Was nicht sicher ist, schreiben Sie so hin, zum Beispiel „ca. 50 T€ (tbd)“: es bleibt als Annahme erhalten.",
        "Eigene Spalten sind erlaubt. Beim Einlesen sehen Sie vorher, was aus jeder Zelle wird.",
        "Alle Maßnahmen kommen als „in Prüfung“ herein; entschieden wird danach.",
    )
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 90)
    for number, line in enumerate(lines):
        page.write_string(number, 0, line, styles["bold"] if number == 0 else None)
    for number, target in enumerate(columns, start=len(lines) + 1):
        page.write_string(number, 0, target.name.de, styles["bold"])
        page.write_string(number, 1, _HINTS.get(target.id, ""))


def _explain_export(page: Worksheet, styles: Mapping[str, Any]) -> None:
    lines = (
        "Alle Maßnahmen der Stadt, wie sie gespeichert sind",
        "Sie können hier weiterarbeiten und die Datei wieder einlesen. Vorher sehen Sie jede Änderung.",
        "Lassen Sie die Namen der Spalten und Blätter, wie sie sind. Monate sind 2027-03, Beträge 1234,56, ja/nein.",
        "Was jede Spalte bedeutet, steht in docs/town-folder.md.",
    )
    page.set_column(0, 0, 110)
    for number, line in enumerate(lines):
        page.write_string(number, 0, line, styles["bold"] if number == 0 else None)
