import json

import pytest

from factories.town_folder import town_files
from leitplanke.cli import DONE, FAULTY_INPUT, main
from leitplanke.exchange.town_folder import read_town

LIST = "Leistung;LeiKa;Fälle im Jahr;Minuten je Fall\nHund;99102013060000;600;10\nAusweis;;;5\n"


@pytest.fixture
def town(tmp_path):
    folder = tmp_path / "town"
    folder.mkdir()
    for name, text in town_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_list_becomes_part_of_a_town_and_stands_in_the_order_of_hours(town, tmp_path, capsys):
    sheet, out = tmp_path / "liste.csv", tmp_path / "out"
    sheet.write_text(LIST, encoding="utf-8")

    code = main(["services", str(town), "--list", str(sheet), "--out", str(out), "--uptake", "50"])

    assert code == DONE
    assert capsys.readouterr().out.splitlines() == [
        "Hund: 0 bis 50 Stunden im Jahr",
        "Ausweis: noch nicht zu sagen, es fehlt: cases_per_year, minutes_when_digital, online_percent",
        "= ohne Bereich: 0 bis 50 Stunden im Jahr",
    ]
    assert [one.id for one in read_town(out).services] == ["leika_99102013060000", "ausweis"]
    main(["services", str(out), "--json"])
    assert json.loads(capsys.readouterr().out)[0] == {
        "service": "leika_99102013060000", "leika": "99102013060000", "hours_at_least": 0.0, "hours_at_most": 100.0,
        "missing": ["minutes_when_digital", "online_percent"],
    }  # fmt: skip


def test_faulty_list_names_row_and_column_and_writes_nothing(town, tmp_path, capsys):
    sheet, out = tmp_path / "liste.csv", tmp_path / "out"
    sheet.write_text(LIST.replace("99102013060000", "99-1"), encoding="utf-8")

    code = main(["services", str(town), "--list", str(sheet), "--out", str(out)])

    told = capsys.readouterr().err
    assert code == FAULTY_INPUT
    assert "liste.csv" in told
    assert "LeiKa" in told
    assert not out.exists()


def test_template_is_a_list_that_the_command_reads(town, tmp_path, capsys):
    sheet = tmp_path / "vorlage.xlsx"

    assert main(["services", str(town), "--template", str(sheet)]) == DONE
    assert main(["services", str(town), "--list", str(sheet)]) == FAULTY_INPUT
    assert "Unter der Überschrift steht keine Zeile" in capsys.readouterr().err
