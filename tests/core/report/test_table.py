import csv
import io

from openpyxl import load_workbook

from factories.handovers import evidence, roadmap, strategy
from leitplanke.report.table import roadmap_csv
from leitplanke.report.table_workbook import roadmap_xlsx


def test_roadmap_table_names_planned_and_left_out_measures():
    data = roadmap_csv(evidence=evidence(), strategy=strategy(), roadmap=roadmap())

    assert data.decode("utf-8-sig").split("\r\n") == [
        (
            "kennung;titel;handlungsfeld;bereich;stand;im_fahrplan;umsetzungsart;federführung;beginn;ende;horizont;"
            "investiv_2026;konsumtiv_2026;investiv_2027;konsumtiv_2027;begründung;hinweis"
        ),
        (
            'kita_online;"\'=Kita; online";Dienste;Kinderbetreuung;Beschlossen;ja;selbst;Bürgerbüro;2026-10;2027-03;'
            'Mittelfristig;10000,00;2500,25;10000,00;2500,25;"Nicht früher, weil im September 2026 Personal fehlt '
            '(Bürgerbüro: es fehlen 0,25 Stellen; dort arbeiten dann: „Parken-App“).";'
            "Erfundene Kommune: Alle Angaben sind erfunden."
        ),
        (
            "parking;Parken-App;Dienste;Kinderbetreuung;Beschlossen;nein;;Bürgerbüro;;;;;;;;"
            "Nicht im Fahrplan, weil „Rahmen“ noch nicht festgehalten ist.;"
            "Erfundene Kommune: Alle Angaben sind erfunden."
        ),
        "",
    ]


def test_roadmap_xlsx_is_the_same_table_with_numbers():
    documents = {"evidence": evidence(), "strategy": strategy(), "roadmap": roadmap()}
    rows = list(csv.reader(io.StringIO(roadmap_csv(**documents).decode("utf-8-sig")), delimiter=";"))

    sheet = load_workbook(io.BytesIO(roadmap_xlsx(**documents)))["Fahrplan"]
    cells = [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]

    assert cells[0] == rows[0]
    assert cells[1][rows[0].index("investiv_2026")] == 10_000
    assert [[str(value) for value in row[:3]] for row in cells[1:]] == [
        [field.removeprefix("'") for field in row[:3]] for row in rows[1:]
    ]
    assert roadmap_xlsx(**documents) == roadmap_xlsx(**documents)
