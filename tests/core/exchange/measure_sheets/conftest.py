"""Sheets as towns have them, all invented."""

import io

import openpyxl
import pytest

from leitplanke.exchange.measure_sheets.intake import read_intake
from leitplanke.exchange.measure_sheets.mapping import Defaults, SheetMapping, TownNames, propose_columns
from leitplanke.exchange.measure_sheets.rows import read_rows
from leitplanke.kernel.texts import Text


@pytest.fixture(scope="session")
def names():
    return TownNames(
        fields={"services": Text("Bürgerservice", "Services"), "inner": Text("Innere Verwaltung")},
        service_areas={"registry": Text("Einwohnerwesen")},
        units={"it": Text("IT und Organisation"), "office": Text("Bürgerbüro")},
        measures={"M07": Text("Nutzerkonto anbinden")},
        plan_from="2026-01",
        plan_months=60,
    )


@pytest.fixture(scope="session")
def defaults():
    return Defaults("inner", "registry", "it", "Magistrat", "2027-06", 9)


@pytest.fixture(scope="session")
def taken(names, defaults):
    """`taken(data, file)`: what becomes of a file as the proposal maps it."""

    def outcome(data, file="sheet.xlsx"):
        intake = read_intake(data, file=file)
        columns = propose_columns(intake.table)
        return read_rows(intake.table, mapping=SheetMapping(intake.table.sheet, columns, defaults), names=names)

    return outcome


def saved(book):
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


@pytest.fixture(scope="session")
def ugly_workbook():
    """A title, three rows of heading with merged cells, section rows, a total, a hidden sheet, days as numbers."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Maßnahmen 2026"
    rows = [
        ("Maßnahmenliste Digitalisierung, Stand 3.11.2026",),
        (),
        ("Nr.", "Maßnahme", "Zuständig", "Kosten", None, "Zeit", None, "Bemerkungen", "Ansprechpartner"),
        (None, None, None, "einmalig", "laufend", "Beginn", "Ende", None, None),
        (None, None, None, "in T€", "p.a.", None, None, None, None),
        ("1. Bürgerservice",),
        ("D-1", "Online-Terminvergabe", "Bürgerbüro", "ca. 50 T€ (tbd)", "3.000 €", 46204, "Q3 2027", "läuft gut",
         "Frau A"),
        ("D-2", "Statusauskunft", "FB 4 Bauen", "20 - 30", None, None, "Ende 2026", None, "a@example.org"),
        ("Summe", None, None, 80, 3000),
        ("2. Innere Verwaltung",),
        ("M07", "=1+1", "it", 12.5, "n.n.", None, "kurzfristig", None, None),
        (None, None, "it", "7", None, None, None, "ohne Titel", None),
    ]  # fmt: skip
    for row in rows:
        page.append(row)
    for area in ("A1:I1", "D3:E3", "F3:G3", "A6:I6", "A10:I10"):
        page.merge_cells(area)
    for column in "ABCHI":
        page.merge_cells(f"{column}3:{column}5")
    hidden = book.create_sheet("Intern")
    hidden.append(("x", "y"))
    hidden.sheet_state = "hidden"
    return saved(book)
