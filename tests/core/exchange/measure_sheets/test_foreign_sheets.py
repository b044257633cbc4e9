"""What becomes of sheets as towns have them: what is taken, what is unclear, what is left over, and nothing else."""

import io
import json
import zipfile

import openpyxl
import pytest

from leitplanke.exchange.measure_sheets.fates import left_over
from leitplanke.exchange.measure_sheets.grid import MOST_ROWS
from leitplanke.exchange.measure_sheets.intake import read_intake
from leitplanke.exchange.measure_sheets.mapping import propose_columns
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.strategy.model import MeasureState


def cells_of(outcome):
    """Every cell that the outcome accounts for."""
    return sorted(
        fate.original for row in outcome.rows for fate in (*row.taken, *row.unclear, *row.left)
    )  # fmt: skip


def workbook(*rows, title="Liste"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def test_heading_of_three_rows_is_joined_and_every_column_proposed(ugly_workbook):
    table = read_intake(ugly_workbook, file="a.xlsx").table

    assert [(one.heading, one.target, one.factor) for one in propose_columns(table)] == [
        ("Nr.", "id", 1),
        ("Maßnahme", "title", 1),
        ("Zuständig", "lead_unit", 1),
        ("Kosten / einmalig / in T€", "one_off", 1000),
        ("Kosten / laufend / p.a.", "running", 1),
        ("Zeit / Beginn", "release", 1),
        ("Zeit / Ende", "deadline", 1),
        ("Bemerkungen", "note", 1),
        ("Ansprechpartner", "listed", 1),
        ("(Zwischenzeile)", "field", 1),
    ]


def test_parts_of_a_group_below_an_unmerged_heading_belong_to_it():
    data = workbook(("Nr", "Was?", "Kosten", None), (None, None, "einmalig", "laufend"), ("1", "Termine", 5, 3))
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active.merge_cells("C1:D1")
    box = io.BytesIO()
    book.save(box)

    table = read_intake(box.getvalue(), file="a.xlsx").table

    assert [column.heading for column in table.columns] == ["Nr", "Was?", "Kosten / einmalig", "Kosten / laufend"]


def test_row_becomes_a_measure_under_examination_that_keeps_every_doubt(ugly_workbook, taken):
    first = taken(ugly_workbook).rows[0].measure

    assert (first.id, first.title.de, first.field, first.lead_unit) == (
        "D-1",
        "Online-Terminvergabe",
        "services",
        "office",
    )
    assert (first.state, first.release, first.deadline) == (MeasureState.UNDER_EXAMINATION, "2026-07", "2027-09")
    mode = first.modes[0]
    assert (mode.consumptive_cents, mode.running_cents_per_year, mode.duration_months) == (5_000_000, 300_000, 15)
    assert first.examination.decision_due == "2027-06"
    assert "„ca. 50 T€ (tbd)“ → 50.000,00 €" in first.examination.assumptions.de
    assert "Bemerkungen: läuft gut" in first.examination.assumptions.de
    assert "Frau A" not in first.examination.assumptions.de


def test_every_filled_cell_is_accounted_for_once(ugly_workbook, taken):
    table = read_intake(ugly_workbook, file="a.xlsx").table

    outcome = taken(ugly_workbook)

    assert cells_of(outcome) == sorted(cell for column in table.columns for cell in column.filled)
    listed = [words for _, _, words in left_over(outcome)]
    assert {"Frau A", "Summe | 80 | 3000", "Maßnahmenliste Digitalisierung, Stand 3.11.2026"} <= set(listed)


def test_row_without_title_is_no_measure_and_is_listed_whole(ugly_workbook, taken):
    outcome = taken(ugly_workbook)

    last = outcome.rows[-1]
    assert (last.row, last.measure, last.problem.en) == (12, None, "The row has no title.")
    assert [(column, words) for row, column, words in left_over(outcome) if row == 12] == [
        ("Zuständig", "it"),
        ("Kosten / einmalig / in T€", "7"),
        ("Bemerkungen", "ohne Titel"),
        ("(Zwischenzeile)", "2. Innere Verwaltung"),
    ]


def test_number_in_use_gets_another_and_formula_stays_words(ugly_workbook, taken):
    third = taken(ugly_workbook).rows[2]

    assert (third.measure.id, third.measure.title.de) == ("M08", "(Formel ohne Wert: =1+1)")
    assert [(fate.target, fate.original) for fate in third.unclear] == [
        ("id", "M07"),
        ("running", "n.n."),
        ("deadline", "kurzfristig"),
    ]


def test_hidden_sheet_is_said_and_read_only_when_named(ugly_workbook):
    notices = read_intake(ugly_workbook, file="a.xlsx").notices

    assert ["hidden" in one.en for one in notices] == [True, False]
    with pytest.raises(FaultyInputError, match="no sheet “Nirgends”"):
        read_intake(ugly_workbook, file="a.xlsx", sheet="Nirgends")


def test_csv_in_two_encodings_is_read_and_said(taken):
    data = "Maßnahme;Kosten\nGrün;1.234,56\n".encode() + "Größe;2 Mio. €\n".encode("cp1252")

    intake = read_intake(data, file="a.csv")

    assert intake.table.columns[0].cells == ("Grün", "Größe")
    assert "two ways" in intake.notices[0].en
    assert [m.modes[0].consumptive_cents for m in taken(data, "a.csv").measures] == [123_456, 200_000_000]


def test_list_in_json_is_a_sheet(taken):
    data = json.dumps([{"title": "Eins", "cost": "rd. 7 Mio. €"}, {"title": "Zwei", "place": {"x": 1}}]).encode()

    outcome = taken(data, "a.json")

    assert [measure.title.de for measure in outcome.measures] == ["Eins", "Zwei"]
    assert '"x": 1' in outcome.measures[1].examination.assumptions.de


def test_prerequisites_are_found_by_number_and_title_and_circles_cut(taken):
    data = workbook(
        ("Nr", "Titel", "Voraussetzungen"), ("A", "Eins", "B; Nutzerkonto anbinden"), ("B", "Zwei", "Eins"),
        ("C", "Drei", "Unbekanntes"),
    )  # fmt: skip

    outcome = taken(data)

    assert [measure.requires for measure in outcome.measures] == [("B", "M07"), (), ()]
    assert [[fate.doubt.en for fate in row.unclear] for row in outcome.rows] == [
        [],
        ["the prerequisites go round in a circle"],
        ["not every prerequisite is known here"],
    ]


def bomb():
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    return box.getvalue()


def merged(area):
    """A sheet of two rows in which somebody marked everything and merged it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(["Titel", "Kosten"], ["a", 1])))
    book.active.merge_cells("A5:B6")
    box = io.BytesIO()
    book.save(box)
    return replaced(box.getvalue(), b"A5:B6", area.encode())


def replaced(data, before, after):
    """The workbook with other words in its sheets."""
    box = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(before, after) if name.startswith("xl/worksheets/") else content)
    return box.getvalue()


def test_a_sheet_of_normal_merged_cells_is_read():
    assert len(read_intake(merged("A5:B6"), file="a.xlsx").table.rows) == 1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: merged("A1:XFD1048576"), "Very many cells are merged"),
        (lambda: json.dumps([{f"k{number}": 1} for number in range(5_000)]).encode(), "too large"),
        (lambda: replaced(workbook(["Titel"], ["a"]), b"</row>", b"<row"), "cannot be read"),
        (bomb, "too large once unpacked"),
        (lambda: b"PK\x03\x04 broken", "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0 old", "old Excel file"),
        (lambda: b"x" * 5_000_001, "over 5 MB"),
        (lambda: b"\x00\x01\x02binary", "no table"),
        (lambda: b"", "holds no table"),
        (lambda: b"[1, 2]", "no list of entries"),
        (lambda: b"Titel;Kosten\n", "no measure below"),
        (lambda: b"1;2\n3;4\n", "No heading"),
        (lambda: b"Titel;Kosten\n" + b"a;1\n" * (MOST_ROWS + 1), "too large"),
        (lambda: workbook(["Titel", "Kosten"], *(["a", 1] for _ in range(MOST_ROWS + 1))), "too large"),
        (lambda: workbook(["Titel"] * 121, ["a"] * 121), "too large"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(make, words):
    with pytest.raises(FaultyInputError) as refused:
        read_intake(make(), file="a.xlsx")

    assert words in refused.value.faults[0].problem.en
