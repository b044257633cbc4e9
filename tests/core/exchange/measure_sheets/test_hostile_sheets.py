"""A list as towns really have it: a heading of three rows, 100 rows, a second table below, a legend beside."""

import io
from datetime import date

import openpyxl
import pytest

from leitplanke.exchange.measure_sheets.amounts import heading_factor, read_money
from leitplanke.exchange.measure_sheets.fates import left_over
from leitplanke.exchange.measure_sheets.grid import column_letters
from leitplanke.exchange.measure_sheets.intake import read_intake
from leitplanke.exchange.measure_sheets.merge import account_csv

MONEY = (
    "ca. 50 T€ (tbd)",
    "10-20 T€",
    "n/a",
    "k.A.",
    "0,5 VZÄ",
    "1.234,56 €",
    "=10000*2",
    75000,
    "12.500",
    "noch offen",
)
FTE = ("0,5 VZÄ", "k.A.", "n/a", "50 %", "=1/2", "1-2", 0.25, 1.5, "eine halbe Stelle", "?")
ENDS = ("31.12.2027", "Dez. 2026", "Q3/2027", "n/a", "k.A.", date(2027, 3, 31), "bis Ende 2028", "12/27", "sofort", "?")
FIRST, HIDDEN = 7, (12, 25)


def saved(book):
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def _headed(page):
    """A title over the whole width, and a heading of three rows with merged groups."""
    for row, words in ((1, "Maßnahmenliste (erfunden)"), (2, "Stand: 12.03.2026")):
        page.cell(row, 1, words)
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=8)
    for column, words in ((1, "Nr."), (2, "Maßnahme"), (6, "Personal (VZÄ)"), (7, "Umsetzung bis"), (8, "Sachstand")):
        page.cell(4, column, words)
        page.merge_cells(start_row=4, start_column=column, end_row=6, end_column=column)
    for area, words in (("C4:E4", "Kosten"), ("C5:D5", "einmalig")):
        page[area.split(":")[0]] = words
        page.merge_cells(area)
    page["E5"], page["C6"], page["D6"], page["E6"] = "laufend", "investiv", "konsumtiv", "p.a."


def hostile():
    """100 measures in two parts; whatever can stand in a cell stands in one."""
    book = openpyxl.Workbook()
    book.active.title = "Notizen"
    book.active.append(("Stand", "Mai"))
    page = book.create_sheet("Liste")
    _headed(page)
    row = FIRST
    for number in range(100):
        if number == 40:
            page.cell(row, 1, "Teil B: Bildung")
            page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=8)
            row += 1
        money = [MONEY[(number + shift) % len(MONEY)] for shift in (0, 3, 5)]
        words = [number + 1, f"Vorhaben {number + 1}", *money, FTE[number % 10], ENDS[number % 10], f"läuft {number}"]
        for column, value in enumerate(words, 1):
            page.cell(row, column, value)
        row += 1
    for hidden in HIDDEN:
        page.row_dimensions[hidden].hidden = True
    page.cell(row, 2, "Summe")
    page.cell(row, 3, "=SUM(C7:C107)")
    page.cell(row + 2, 1, "Zweite Liste: Ideen aus dem Workshop")
    for line, cells in enumerate((("Idee", "Wer", "Aufwand", "Priorität"), ("Pate", "Amt 10", "20 T€", "hoch"))):
        for column, value in enumerate(cells, 2):
            page.cell(row + 3 + line, column, value)
    page.cell(7, 11, "Kürzel")
    page.cell(7, 12, "Bedeutung")
    page.cell(8, 11, "FB")
    return saved(book)


@pytest.fixture(scope="module")
def intake():
    return read_intake(hostile(), file="hostile.xlsx")


@pytest.fixture(scope="module")
def outcome(taken):
    return taken(hostile(), file="hostile.xlsx")


def test_hundred_measures_come_in_whatever_their_cells_say(outcome):
    assert [one.title.de for one in outcome.measures] == [f"Vorhaben {number + 1}" for number in range(100)]
    assert [row.row for row in outcome.rows] == [*range(7, 47), *range(48, 108)]


def test_every_cell_is_told_by_sheet_row_and_column(outcome):
    book = openpyxl.load_workbook(io.BytesIO(hostile()))
    filled = {
        cell.row: sum(one.value is not None for one in book["Liste"][cell.row][:8])
        for cell in book["Liste"]["A"]
        if cell.row >= FIRST
    }
    told = {row.row: len([*row.taken, *row.unclear, *row.left]) for row in outcome.rows}
    section = {number: number > 47 for number in told}  # and the part that a row stands in, once more

    assert told == {number: filled[number] + section[number] for number in told}
    lines = account_csv(outcome).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Blatt;Zeile;Maßnahme;Spalte")
    assert {line.split(";")[0].strip('"') for line in lines[1:]} == {"Liste"}
    assert not [one for row in outcome.rows for one in (*row.taken, *row.unclear, *row.left) if not one.column]


def test_what_nobody_understands_is_unclear_and_never_a_number(outcome):
    unclear = {(row.row, one.original): one.read.de for row in outcome.rows for one in row.unclear}

    assert unclear[7, "ca. 50 T€ (tbd)"] == "50.000,00 €"
    assert unclear[8, "10-20 T€"] == "20.000,00 €"
    assert [unclear[9, "n/a"], unclear[10, "k.A."], unclear[11, "0,5 VZÄ"], unclear[16, "noch offen"]] == [""] * 4
    assert unclear[12, "1-2"] == ""
    assert unclear[14, "12/27"] == ""
    assert "(Formel ohne Wert: =10000*2)" in {words for _, words in unclear}


def test_amounts_below_a_heading_with_a_word_that_begins_like_a_unit_are_euros(outcome):
    taken = {(row.row, one.column, one.original): one.read.de for row in outcome.rows for one in row.taken}

    assert heading_factor("Kosten / einmalig / konsumtiv") == 1
    assert heading_factor("Kosten / einmalig / k€") == 1000
    assert taken[11, "Kosten / einmalig / konsumtiv", "75000"] == "75.000,00 €"


@pytest.mark.parametrize(
    ("text", "cents", "is_doubtful"),
    [
        ("Amt 10", 1_000, True),
        ("0,5 VZÄ", None, True),
        ("18 Monate", None, True),
        ("12.500", 1_250_000, False),
        ("5.000 pro Jahr", 500_000, False),
        ("5.000 € Lizenz", 500_000, False),
    ],
)
def test_bare_number_among_other_words_is_doubted(text, cents, is_doubtful):
    reading = read_money(text)

    assert (reading.hundredths, bool(reading.doubts)) == (cents, is_doubtful)


def test_other_tables_of_the_sheet_are_named_and_read_when_chosen(intake, outcome):
    below, beside = "Liste, ab Zeile 110", "Liste, ab Spalte K"
    told = [one.de for one in intake.notices]
    ideas = read_intake(hostile(), file="hostile.xlsx", sheet=below).table
    legend = read_intake(hostile(), file="hostile.xlsx", sheet=beside).table

    assert intake.sheets == ("Notizen", "Liste", below, beside)
    assert [one for one in told if "wird nicht gelesen" in one and "Notizen" not in one] == [
        f"Das Blatt „{below}“ (3 Zeilen) wird nicht gelesen.", f"Das Blatt „{beside}“ (2 Zeilen) wird nicht gelesen.",
    ]  # fmt: skip
    assert [(one.heading, one.cells) for one in ideas.columns] == [
        ("Idee", ("Pate",)), ("Wer", ("Amt 10",)), ("Aufwand", ("20 T€",)), ("Priorität", ("hoch",)),
    ]  # fmt: skip
    assert [one.heading for one in legend.columns] == ["Kürzel", "Bedeutung"]
    assert {words for _, _, words in left_over(outcome)} >= {"Maßnahmenliste (erfunden)", "Teil B: Bildung"}


def test_hidden_rows_are_named_and_read(intake, outcome):
    assert any("(Zeile 12, 25)" in one.de for one in intake.notices)
    assert {12, 25} <= {row.row for row in outcome.rows}


def test_rows_behind_an_empty_one_that_are_measures_stay_in_the_table(taken):
    book = openpyxl.Workbook()
    for line in (("Nr", "Maßnahme", "Kosten", "Amt"), (1, "Eins", "5 T€", "IT"), (), (2, "Zwei", "6 T€", "IT"), (),
                 ("", "Drei", "offen", "Bauamt")):  # fmt: skip
        book.active.append(line)

    assert [one.title.de for one in taken(saved(book)).measures] == ["Eins", "Zwei", "Drei"]


def test_empty_column_in_the_middle_of_a_heading_parts_nothing(taken):
    book = openpyxl.Workbook()
    for line in (("Maßnahme", "Amt", None, "Kosten"), ("Eins", "IT", None, "5 T€"), ("Zwei", "IT", None, "6 T€")):
        book.active.append(line)
    outcome = taken(saved(book))

    assert [one.title.de for one in outcome.measures] == ["Eins", "Zwei"]
    assert "6.000,00 €" in {one.read.de for one in outcome.rows[1].taken}


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")])
def test_columns_are_called_as_a_spreadsheet_calls_them(place, letters):
    assert column_letters(place) == letters
