"""Our own workbooks: the export comes back whole, the template is understood, a mapping survives its file."""

import io

import openpyxl
import pytest

from factories.town_folder import related_town_files, town_files, write_town_folder
from leitplanke.cli import main
from leitplanke.exchange.measure_sheets.intake import read_intake, town_names
from leitplanke.exchange.measure_sheets.map_file import mapping_toml, read_mapping
from leitplanke.exchange.measure_sheets.mapping import SheetMapping, propose_columns
from leitplanke.exchange.measure_sheets.merge import measures_of_export, merge, with_measures
from leitplanke.exchange.measure_sheets.rows import read_rows
from leitplanke.exchange.measure_sheets.workbook import export, read_export, template
from leitplanke.exchange.town_folder import read_town, read_town_files
from leitplanke.kernel.faults import FaultyInputError


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    write_town_folder(folder, town_files())
    return read_town(folder)


def edited(data, **cells):
    book = openpyxl.load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        book["Maßnahmen"][place] = value
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def test_export_comes_back_as_the_same_measures(town):
    found = measures_of_export(read_export(export(town.draft.measures), file="a.xlsx"), file="a.xlsx")

    assert found == town.draft.measures
    assert export(town.draft.measures) == export(found)


def test_a_cell_far_below_the_table_is_refused_before_a_million_rows_are_read(town):
    data = edited(export(town.draft.measures), A1048576="hier?")

    with pytest.raises(FaultyInputError) as refused:
        read_export(data, file="a.xlsx")

    assert "far outside its table" in refused.value.faults[0].problem.en
    assert "Delete the rows below" in refused.value.faults[0].remedy.en


def test_edited_export_names_new_changed_and_same(town):
    data = edited(export(town.draft.measures), B2="Neuer Titel")

    found = merge(town.draft.measures, measures_of_export(read_export(data, file="a.xlsx"), file="a.xlsx"))

    [(measure, names)] = found.changed
    assert (measure.title.de, names, found.new) == ("Neuer Titel", ("title",), ())
    assert len(found.same) == len(town.draft.measures) - 1
    assert with_measures(town, (measure,)).draft.measures[0] == measure


def test_fault_in_an_edited_export_names_sheet_and_row(town):
    data = edited(export(town.draft.measures), A3="ä")

    with pytest.raises(FaultyInputError, match=r"a\.xlsx, Maßnahmen, row 3, field id"):
        measures_of_export(read_export(data, file="a.xlsx"), file="a.xlsx")


def test_filled_in_template_is_understood_without_correction(town, defaults):
    names = town_names(town.profile, town.draft, town.resources)
    book = openpyxl.load_workbook(io.BytesIO(template(names)))
    page = book["Maßnahmen"]
    headings = {cell.value: cell.column for cell in page[1]}
    for heading, value in {"Titel": "Neu", "Handlungsfeld": "Dienste", "Federführung": "IT", "Einmalig investiv": 1000,
                           "Beginn": "2026-03", "Personal der Federführung in VZÄ": 0.5}.items():  # fmt: skip
        page.cell(2, headings[heading], value)
    box = io.BytesIO()
    book.save(box)

    table = read_intake(box.getvalue(), file="t.xlsx", sheet="Maßnahmen").table
    columns = propose_columns(table)
    [measure] = read_rows(table, mapping=SheetMapping("Maßnahmen", columns, defaults), names=names).measures

    assert len({one.target for one in columns} - {"listed"}) == 6
    assert (measure.field, measure.lead_unit, measure.release) == ("services", "it", "2026-03")
    assert (measure.modes[0].investive_cents, measure.modes[0].staff[0].fte_hundredths) == (100_000, 50)


def test_mapping_survives_its_file(ugly_workbook, names, defaults):
    table = read_intake(ugly_workbook, file="a.xlsx").table
    mapping = SheetMapping(table.sheet, propose_columns(table), defaults)

    assert read_mapping(mapping_toml(mapping), file="m.toml", table=table, names=names) == mapping


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('target = "title"', 'target = "nothing"', "no target"),
        ('target = "title"', 'target = "note"', "No column becomes the title"),
        ('target = "note"', 'target = "title"', "used twice"),
        ('heading = "Nr."', 'heading = "Gone"', "no column “Gone”"),
        ('field = "inner"', 'field = "gone"', "“gone” is unknown"),
        ('decision_due = "2027-06"', 'decision_due = "soon"', "not a month"),
        ("duration_months = 9", "duration_months = 999", "not possible"),
        ("[defaults]", "[defaults", "TOML"),
        ("duration_months = 9\n", "", "Field required"),
    ],
)
def test_faulty_mapping_is_refused_with_the_reason(ugly_workbook, names, defaults, old, new, words):
    table = read_intake(ugly_workbook, file="a.xlsx").table
    text = mapping_toml(SheetMapping(table.sheet, propose_columns(table), defaults)).decode()
    assert old in text

    with pytest.raises(FaultyInputError) as refused:
        read_mapping(text.replace(old, new, 1).encode(), file="m.toml", table=table, names=names)

    assert words in refused.value.faults[0].problem.en


def test_terminal_takes_a_sheet_with_a_corrected_mapping(tmp_path, capsys, ugly_workbook):
    town, sheet, mapping = tmp_path / "town", tmp_path / "a.xlsx", tmp_path / "m.toml"
    write_town_folder(town, town_files())
    sheet.write_bytes(ugly_workbook)

    assert main(["measures", "mapping", str(sheet), "--town", str(town), "--out", str(mapping)]) == 0
    mapping.write_text(mapping.read_text("utf-8").replace('target = "listed"', 'target = "note"'), "utf-8")
    sent = ["--mapping", str(mapping), "--account", str(tmp_path / "c.csv"), "--out", str(tmp_path / "new")]
    code = main(["measures", "import", str(sheet), "--town", str(town), *sent])

    assert code == 0
    told = capsys.readouterr()
    assert "? Blatt „Maßnahmen 2026“, Zeile 7, Kosten / einmalig / in T€: „ca. 50 T€ (tbd)“ → 50.000,00 €" in told.out
    assert "Zeile 12: Die Zeile hat keinen Titel." in told.err
    new = read_town(tmp_path / "new").draft.measures
    assert [measure.title.de for measure in new][-3:] == [
        "Online-Terminvergabe", "Statusauskunft", "(Formel ohne Wert: =1+1)",
    ]  # fmt: skip
    assert "Frau A" in new[-3].examination.assumptions.de
    assert "nur aufgelistet" not in (tmp_path / "c.csv").read_text("utf-8-sig")


def test_terminal_makes_a_measure_of_an_element(tmp_path, capsys):
    town = tmp_path / "town"
    write_town_folder(town, town_files())

    assert main(["catalogue", "E38", "--town", str(town), "--out", str(tmp_path / "new")]) == 0
    assert main(["catalogue", "E99"]) == 2
    assert main(["catalogue", "--words", "koffer", "--language", "de"]) == 0

    assert read_town(tmp_path / "new").draft.measures[-1].element == "E38@1"
    told = capsys.readouterr()
    assert "fehlt: E02 Grundschutz der IT" in told.out
    assert "E38  2  Mobiles Bürgerbüro" in told.out


def test_terminal_traces_a_measure_both_ways_and_says_what_is_missing(tmp_path, capsys):
    town = tmp_path / "town"
    write_town_folder(town, town_files())

    assert main(["trace", str(town), "--measure", "kita_online"]) == 0
    assert main(["trace", str(town), "--guardrail", "analogue"]) == 0
    assert main(["trace", str(town), "--measure", "nothing"]) == 2

    told = capsys.readouterr()
    assert "Maßnahme measure:kita_online" in told.out
    assert "! Der Fahrplan ist noch nicht gerechnet." in told.out
    assert "Maßnahme „nothing“ gibt es nicht." in told.err


def test_export_of_measures_with_relations_comes_back_whole():
    given = read_town_files({name: text.encode() for name, text in related_town_files().items()})

    found = measures_of_export(read_export(export(given.draft.measures), file="a.xlsx"), file="a.xlsx")

    assert found == given.draft.measures
