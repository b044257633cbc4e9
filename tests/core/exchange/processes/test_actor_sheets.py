"""Actors as an Excel workbook, out and back in."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from factories.process import actor
from leitplanke.exchange.measure_sheets.grid import read_book
from leitplanke.exchange.processes.actor_sheets import COLUMNS, ActorIntake, actor_workbook, read_actors
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.participation.process import Actor, Level

SENIORS = actor("Seniorenbeirat", invited_by="Sozialamt", reached_by="Sitzung", note="=1+1")
SHOPS = Actor("shops", "Gewerbeverein <b>", "companies", Level.MIDDLE, Level.LOW)
HEAD = [words.de for words in COLUMNS.values()]


def sheet(*rows: list[str]) -> bytes:
    """A workbook that somebody typed."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]  # a new book has a page
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def faults_of(data: bytes) -> list[tuple[int | None, str, str]]:
    with pytest.raises(FaultyInputError) as refused:
        read_actors(read_book(data, file="akteure.xlsx"), file="akteure.xlsx", known=())
    return [(one.row, one.column, one.problem.de) for one in refused.value.faults]


def test_what_goes_out_comes_back_and_changes_nothing() -> None:
    data = actor_workbook([SENIORS, SHOPS])

    assert read_actors(read_book(data, file="a.xlsx"), file="a.xlsx", known=(SENIORS, SHOPS)) == ActorIntake(
        (SENIORS, SHOPS), (), ()
    )


@settings(max_examples=20)
@given(some.text(some.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=5))
def test_any_name_comes_back(name: str) -> None:
    one = actor(name)

    found = read_actors(read_book(actor_workbook([one]), file="a.xlsx"), file="a.xlsx", known=())

    assert [each.name for each in found.actors] == [name]


def test_known_names_change_new_ones_come_after_and_nobody_goes() -> None:
    data = sheet(
        HEAD, ["seniorenbeirat", "Bürgerinnen und Bürger", "hoch", "mittel"], ["Rat", "politics", "low", "high"]
    )

    found = read_actors(read_book(data, file="a.xlsx"), file="a.xlsx", known=(SENIORS, SHOPS))

    changed = Actor("seniorenbeirat", "seniorenbeirat", "citizens", Level.HIGH, Level.MIDDLE)
    council = Actor("rat", "Rat", "politics", Level.LOW, Level.HIGH)
    assert found == ActorIntake((changed, SHOPS, council), ("Rat",), ("seniorenbeirat",))


def test_every_fault_names_row_and_column() -> None:
    data = sheet(
        ["Unsere Akteure"],
        HEAD,
        ["Beirat", "Chor", "hoch", "hoch"],
        ["Rat", "Politik", "viel", "hoch"],
        ["", "Politik", "hoch", "hoch"],
        ["Verein", "Vereine und Verbände", "hoch", "hoch", "", "verein@example.org"],
        ["verein", "Vereine und Verbände", "hoch", "hoch"],
    )

    assert [(row, column) for row, column, _ in faults_of(data)] == [
        (3, "Gruppe"),
        (4, "Interesse"),
        (5, "Rolle oder Organisation"),
        (6, "Wie erreichbar"),
        (7, "Rolle oder Organisation"),
    ]


def test_a_column_that_nobody_knows_is_told_and_a_sheet_without_head_too() -> None:
    unknown = faults_of(sheet([*HEAD, "Handynummer"], ["Rat", "Politik", "hoch", "hoch"]))
    headless = faults_of(sheet(["Rat", "Politik", "hoch", "hoch"]))

    assert unknown == [(1, "", "Diese Spalten kennt die Akteurskarte nicht: Handynummer.")]
    assert headless == [(None, "", "Die Zeile mit den Spaltennamen fehlt.")]


def test_words_that_look_like_a_formula_stay_words() -> None:
    page = openpyxl.load_workbook(io.BytesIO(actor_workbook([SENIORS]))).active

    cell = page.cell(2, 7)  # type: ignore[union-attr]  # there is a page
    assert (cell.value, cell.data_type) == ("=1+1", "s")
